@tool
extends "../editor_case.gd"
## Points of lists are dragged, added and taken away in the 2D editor: each is one step to undo.

const PointHandles := preload("res://addons/cutout/editor/point_handles.gd")
const BY := Vector2(30, 20)
# Handles are exact to a hundredth of a pixel, which the crate doubles.
const NEAR := 0.03

var _crate: Polygon2D
var _handles: PointHandles
var _params: CutoutFractureParams
var _undo: UndoRedo


func run() -> void:
	EditorInterface.open_scene_from_path("res://crate.tscn")
	await wait_for(
		func() -> bool: return EditorInterface.get_edited_scene_root() != null, "the scene is open"
	)
	EditorInterface.set_main_screen_editor("2D")
	_crate = EditorInterface.get_edited_scene_root()
	_params = _crate.get("params")
	EditorInterface.get_selection().add_node(_crate)
	EditorInterface.edit_node(_crate)
	_handles = plugin().handles
	await wait_for(func() -> bool: return _handles.fields().size() == 2, "there are handles")
	await get_tree().process_frame
	var history := plugin().get_undo_redo()
	# The first step: a history exists once something is in it.
	_params.pattern = "points"
	_press(_to_screen(Vector2(20, 30)), true)
	_undo = history.get_history_undo_redo(history.get_object_history_id(_crate))
	_check_points()
	_check_segments()
	_check_polylines()
	_check_cracks()
	_check_punch()
	await _check_anchors()


func _check_points() -> void:
	_is_near(_params.points, [Vector2(20, 30)], "the first point is added")
	equal(_undo.get_current_action_name(), "Add Point to Points", "the step's name")
	check(_undo.undo() and _params.points.is_empty(), "adding is undone")
	check(_undo.redo() and _params.points.size() == 1, "and redone")
	_press(_to_screen(Vector2(80, 60)), true)
	check(not _press(_to_screen(Vector2(50, 50))), "a click beside them is the editor's")
	var kept := _params.points
	_drag(_handles.place_of("points", 1), "points")
	_is_near(_params.points, [Vector2(20, 30), Vector2(80, 60) + _by()], "the second is dragged")
	_is_near(kept, [Vector2(20, 30), Vector2(80, 60)], "what a script holds stays as it was")
	equal(_undo.get_current_action_name(), "Move Points", "the step's name")
	check(_undo.undo(), "there is something to undo")
	_is_near(_params.points, kept, "dragging is undone")
	check(_press(_handles.place_of("points", 0)), "a press on a handle is taken")
	_move(_handles.place_of("points", 0) + BY)
	check(_press_right(_handles.place_of("points", 0)), "and so is the right button")
	_is_near(_params.points, kept, "which puts it back")
	check(_press_right(_handles.place_of("points", 0)), "without a drag")
	_is_near(_params.points, [Vector2(80, 60)], "it takes a point away")
	check(_undo.undo(), "there is something to undo")
	_is_near(_params.points, kept, "and it is back")
	check(not _press_right(_to_screen(Vector2(50, 50))), "elsewhere it is the editor's")


func _check_segments() -> void:
	_params.pattern = "segments"
	for point: Vector2 in [Vector2(10, 0), Vector2(20, 99), Vector2(60, 0), Vector2(70, 99)]:
		check(_press(_to_screen(point), true), "a point is added")
	equal(_params.segments.size(), 4, "points of two segments")
	_drag(_handles.place_of("segments", 2), "segments")
	_is_near(
		_params.segments,
		[Vector2(10, 0), Vector2(20, 99), Vector2(60, 0) + _by(), Vector2(70, 99)],
		"an end of the second is dragged"
	)
	check(_press_right(_handles.place_of("segments", 1)), "an end of the first is taken away")
	_is_near(
		_params.segments, [Vector2(60, 0) + _by(), Vector2(70, 99)], "both of its ends are gone"
	)


func _check_polylines() -> void:
	_params.pattern = "polyline"
	for point: Vector2 in [Vector2(0, 20), Vector2(50, 40), Vector2(99, 20)]:
		_press(_to_screen(point), true)
	_press(_to_screen(Vector2(0, 80)), true, true)
	_press(_to_screen(Vector2(99, 70)), true)
	equal(_params.polylines.size(), 2, "lines, the second begun with Shift")
	_drag(_handles.place_of("polylines", 1, 0), "polylines")
	_is_near(
		_params.polylines[0],
		[Vector2(0, 20), Vector2(50, 40) + _by(), Vector2(99, 20)],
		"the bend of the first is dragged"
	)
	check(_undo.undo(), "there is something to undo")
	_is_near(_params.polylines[0], [Vector2(0, 20), Vector2(50, 40), Vector2(99, 20)], "undone")
	check(_press_right(_handles.place_of("polylines", 0, 1)), "a point is taken away")
	check(_press_right(_handles.place_of("polylines", 0, 1)), "and the last of its line")
	equal(_params.polylines.size(), 1, "an empty line is gone")


## A drawing of cracks lies about the hit, scaled and turned.
func _check_cracks() -> void:
	_params.pattern = "cracks"
	_params.polylines = [PackedVector2Array([Vector2(0, 0), Vector2(10, 0)])]
	_params.impact_point = Vector2(40, 50)
	_params.impact_scale = 2.0
	_params.rotation = 90.0
	var place := _to_screen(Vector2(40, 70))
	check(_handles.place_of("polylines", 1).distance_to(place) < NEAR, "its end is below the hit")
	_drag(place, "polylines")
	var by := _by() / 2.0
	_is_near(
		_params.polylines[0], [Vector2.ZERO, Vector2(10.0 + by.y, -by.x)], "its end is dragged"
	)


func _check_punch() -> void:
	_params.pattern = "punch"
	_params.impact_scale = 1.0
	_params.rotation = 0.0
	for point: Vector2 in [Vector2(20, 20), Vector2(60, 20), Vector2(60, 60)]:
		_press(_to_screen(point), true)
	_is_near(
		_params.punch_shape,
		[Vector2(-20, -30), Vector2(20, -30), Vector2(20, 10)],
		"the shape lies about the hit"
	)
	equal(_handles.fields(), PackedStringArray(["punch_shape", "impact_point"]), "both are shown")


func _check_anchors() -> void:
	var wall := CutoutDestructible2D.new()
	wall.polygon = _crate.polygon
	wall.params = CutoutFractureParams.new()
	_crate.add_child(wall)
	wall.owner = _crate
	EditorInterface.edit_node(wall)
	await wait_for(func() -> bool: return "anchors" in _handles.fields(), "it has handles")
	equal(_handles.fields(), PackedStringArray(["anchors"]), "those of its anchors")
	for point: Vector2 in [Vector2(10, 10), Vector2(90, 10)]:
		check(_press(_to_screen(point - _crate.offset), true), "an anchor is added")
	_is_near(wall.anchors, [Vector2(10, 10), Vector2(90, 10)], "anchors")
	_drag(_handles.place_of("anchors", 1), "anchors")
	_is_near(wall.anchors, [Vector2(10, 10), Vector2(90, 10) + _by()], "one is dragged")
	equal(_undo.get_current_action_name(), "Move Anchors", "the step's name")
	check(_undo.undo(), "there is something to undo")
	_is_near(wall.anchors, [Vector2(10, 10), Vector2(90, 10)], "undone")
	check(_press_right(_handles.place_of("anchors", 0)), "one is taken away")
	_is_near(wall.anchors, [Vector2(90, 10)], "the other is left")
	wall.params.pattern = "points"
	check(_press(_to_screen(Vector2(50, 50)), true), "a pattern with a list comes first")
	equal(wall.params.points.size(), 1, "its points")


func _drag(from: Vector2, field: String) -> void:
	check(_press(from), "a press on a handle of %s is taken" % field)
	check(_move(from + BY), "and so is the drag")
	var release := InputEventMouseButton.new()
	release.button_index = MOUSE_BUTTON_LEFT
	release.position = from + BY
	check(_forward(release), "and the release")


## How far that is on the crate.
func _by() -> Vector2:
	return _transform().affine_inverse().basis_xform(BY)


func _to_screen(point: Vector2) -> Vector2:
	return _transform() * (point + _crate.offset)


func _transform() -> Transform2D:
	var canvas := EditorInterface.get_editor_viewport_2d().global_canvas_transform
	return canvas * _crate.get_global_transform()


func _is_near(found: PackedVector2Array, expected: PackedVector2Array, text: String) -> void:
	var is_near := found.size() == expected.size()
	for i in mini(found.size(), expected.size()):
		is_near = is_near and found[i].distance_to(expected[i]) < NEAR
	check(is_near, "%s: got %s, expected %s" % [text, found, expected])


func _press(position: Vector2, is_adding := false, begins_line := false) -> bool:
	var event := InputEventMouseButton.new()
	event.button_index = MOUSE_BUTTON_LEFT
	event.pressed = true
	event.position = position
	event.ctrl_pressed = is_adding
	event.shift_pressed = begins_line
	return _forward(event)


func _press_right(position: Vector2) -> bool:
	var event := InputEventMouseButton.new()
	event.button_index = MOUSE_BUTTON_RIGHT
	event.pressed = true
	event.position = position
	return _forward(event)


func _move(position: Vector2) -> bool:
	var event := InputEventMouseMotion.new()
	event.position = position
	return _forward(event)


## What the 2D editor does with an input while the crate is selected.
func _forward(event: InputEvent) -> bool:
	return plugin()._forward_canvas_gui_input(event)
