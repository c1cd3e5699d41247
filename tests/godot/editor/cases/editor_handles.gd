@tool
extends "../editor_case.gd"
## Hit points and cut lines are dragged in the 2D editor; one drag is one step to undo.

const PointHandles := preload("res://addons/cutout/editor/point_handles.gd")


func run() -> void:
	EditorInterface.open_scene_from_path("res://crate.tscn")
	await wait_for(
		func() -> bool: return EditorInterface.get_edited_scene_root() != null, "the scene is open"
	)
	EditorInterface.set_main_screen_editor("2D")
	var crate: Polygon2D = EditorInterface.get_edited_scene_root()
	var params: CutoutFractureParams = crate.get("params")
	EditorInterface.get_selection().add_node(crate)
	EditorInterface.edit_node(crate)
	var handles: PointHandles = plugin().handles
	await wait_for(func() -> bool: return handles.fields().size() == 2, "the cut has handles")
	equal(handles.fields(), PackedStringArray(["line_start", "line_end"]), "those of a cut")
	await get_tree().process_frame

	var start := params.line_start
	var from := handles.place_of("line_start")
	var zoom := EditorInterface.get_editor_viewport_2d().global_canvas_transform.get_scale()
	var by := Vector2(30, 20)
	check(not _press(from + Vector2(200, 0)), "a click elsewhere is the editor's")
	check(_press(from), "a press on a handle is taken")
	check(_move(from + by), "and so is the drag")
	# The crate is twice as large as its points say.
	var expected := start + by / zoom / 2.0
	check(params.line_start.distance_to(expected) < 0.02, "it moves: %s" % params.line_start)
	check(_release(from + by), "and the release")
	var moved := params.line_start
	var history := plugin().get_undo_redo()
	var undo := history.get_history_undo_redo(history.get_object_history_id(crate))
	equal(undo.get_current_action_name(), "Move Line Start", "the step's name")
	check(undo.undo(), "there is something to undo")
	equal(params.line_start, start, "undone")
	check(undo.redo(), "and to redo")
	equal(params.line_start, moved, "redone")

	from = handles.place_of("line_end")
	var end := params.line_end
	check(_press(from) and _move(from + by), "the other end is dragged")
	check(params.line_end != end, "it moves")
	var escape := InputEventKey.new()
	escape.keycode = KEY_ESCAPE
	escape.pressed = true
	check(_forward(escape), "Escape is taken")
	equal(params.line_end, end, "and puts it back")
	check(not _release(from), "there is nothing left to let go")
	_check_origin(crate, params, handles)


func _check_origin(crate: Polygon2D, params: CutoutFractureParams, handles: PointHandles) -> void:
	params.pattern = "radial"
	equal(handles.fields(), PackedStringArray(["origin"]), "the handles are those of the pattern")
	var middle := crate.get_global_transform() * (Vector2(50, 50) + crate.offset)
	var on_screen := EditorInterface.get_editor_viewport_2d().global_canvas_transform * middle
	check(
		handles.place_of("origin").distance_to(on_screen) < 0.01, "an origin of 0 is in the middle"
	)
	params.pattern = "random"
	equal(handles.fields(), PackedStringArray(), "a pattern without points has none")
	check(not _press(on_screen), "and takes no click")


func _press(position: Vector2) -> bool:
	return _button(position, true)


func _release(position: Vector2) -> bool:
	return _button(position, false)


func _button(position: Vector2, is_pressed: bool) -> bool:
	var event := InputEventMouseButton.new()
	event.button_index = MOUSE_BUTTON_LEFT
	event.pressed = is_pressed
	event.position = position
	return _forward(event)


func _move(position: Vector2) -> bool:
	var event := InputEventMouseMotion.new()
	event.position = position
	return _forward(event)


## What the 2D editor does with an input while the crate is selected.
func _forward(event: InputEvent) -> bool:
	return plugin()._forward_canvas_gui_input(event)
