@tool
extends RefCounted
## Handles in the 2D editor for the points of [CutoutFractureParams]: where something is hit, where
## it is cut, and what was drawn by hand; and for the anchors of a [CutoutDestructible2D].
##
## Dragging one moves it at once, so the preview follows; letting go is one step to undo, and Escape
## or the right button puts it back. With Ctrl (Cmd on a Mac), a click adds a point to the list of
## the pattern, and with Shift too it begins another line; where the pattern has no list it adds an
## anchor. The right button takes a point of a list away.

## Something to draw has changed.
signal changed

const HandlePoints := preload("handle_points.gd")
const PreviewSource := preload("preview_source.gd")

const _RADIUS := 6.0
const _REACH := 10.0
const _EDGE_COLOR := Color(0.0, 0.0, 0.0, 0.8)
const _LINE_WIDTH := 2.0
# A hundredth of a pixel: what the inspector shows of it stays readable.
const _STEP := Vector2(0.01, 0.01)

var _before: Variant
## The parameter that is dragged, the row and the point in it; an empty name for none.
var _field := ""
var _index := 0
var _node_id := 0
var _params: CutoutFractureParams
var _row := 0
var _undo: EditorUndoRedoManager


func _init(undo: EditorUndoRedoManager) -> void:
	_undo = undo


## Returns whether an object of the editor may have handles.
static func can_edit(object: Object) -> bool:
	return object is CanvasItem and PreviewSource.params_of(object) != null


## Takes the object whose handles are shown; [code]null[/code] for none.
func edit(object: Object) -> void:
	_put_back()
	_params = PreviewSource.params_of(object)
	_node_id = object.get_instance_id() if object != null else 0
	changed.emit()


## Returns the names of the properties that have handles now: those of the chosen pattern, and the
## anchors.
func fields() -> PackedStringArray:
	var node := _node()
	if _params == null or node == null:
		return PackedStringArray()
	var shown := HandlePoints.fields_of(_params)
	if node is CutoutDestructible2D:
		shown.append(HandlePoints.ANCHORS)
	return shown


## Returns where a handle is in the 2D editor's viewport: that of a point, or of one in a list, or
## of one in a row of a list of lines.
func place_of(field: String, index := 0, row := 0) -> Vector2:
	var point := _rows(field)[row][index]
	if field == "origin" and point == Vector2.ZERO:
		point = _middle()
	return _to_viewport() * HandlePoints.frame(_params, field) * point


## Draws the handles over the 2D editor's viewport.
func draw(overlay: Control) -> void:
	var shown := fields()
	if shown.is_empty():
		return
	_draw_lines(overlay, shown)
	var radius := _RADIUS * EditorInterface.get_editor_scale()
	for field in shown:
		var all := _rows(field)
		for row in all.size():
			for index in all[row].size():
				var place := place_of(field, index, row)
				overlay.draw_circle(place, radius + 1.0, _EDGE_COLOR, true, -1.0, true)
				overlay.draw_circle(place, radius, HandlePoints.FIELDS[field], true, -1.0, true)


## Takes an input of the 2D editor. Returns whether it was for a handle.
func take(event: InputEvent) -> bool:
	if _params == null or _node() == null:
		_field = ""
		return false
	var button := event as InputEventMouseButton
	if button != null and button.button_index == MOUSE_BUTTON_RIGHT:
		return button.pressed and _take_right(button)
	if button != null:
		return button.button_index == MOUSE_BUTTON_LEFT and _take_left(button)
	var key := event as InputEventKey
	if key != null and key.pressed and key.keycode == KEY_ESCAPE and not _field.is_empty():
		_put_back()
		return true
	var motion := event as InputEventMouseMotion
	if motion != null and not _field.is_empty():
		_move_to(motion.position)
		return true
	return false


func _take_left(button: InputEventMouseButton) -> bool:
	if button.pressed:
		var found := _handle_at(button.position)
		if found.is_empty():
			return button.is_command_or_control_pressed() and _add(button)
		_field = found[0]
		_row = found[1]
		_index = found[2]
		_before = _holder(_field).get(_field)
		return true
	if _field.is_empty():
		return false
	_move_to(button.position)
	_let_go()
	return true


func _take_right(button: InputEventMouseButton) -> bool:
	if not _field.is_empty():
		_put_back()
		return true
	var found := _handle_at(button.position)
	if found.is_empty() or not found[0] in HandlePoints.LISTS:
		return false
	var field: String = found[0]
	var row: int = found[1]
	var index: int = found[2]
	var all := HandlePoints.removed(field, _rows(field), row, index)
	_change(field, all, "Remove Point of %s" % field.capitalize())
	return true


func _add(button: InputEventMouseButton) -> bool:
	var field := HandlePoints.list_of(_params)
	if field.is_empty() and HandlePoints.ANCHORS in fields():
		field = HandlePoints.ANCHORS
	if field.is_empty():
		return false
	var rows := _rows(field)
	var point := _from_viewport(field, button.position)
	var all := HandlePoints.added(field, rows, point, button.shift_pressed)
	_change(field, all, "Add Point to %s" % field.capitalize())
	return true


## Returns the nearest handle in reach: the parameter, the row and the point in it; empty if there
## is none.
func _handle_at(position: Vector2) -> Array:
	var nearest := []
	var least := _REACH * EditorInterface.get_editor_scale()
	for field in fields():
		var all := _rows(field)
		for row in all.size():
			for index in all[row].size():
				var distance := place_of(field, index, row).distance_to(position)
				if distance <= least:
					least = distance
					nearest = [field, row, index]
	return nearest


func _move_to(position: Vector2) -> void:
	var all := _rows(_field)
	# A script or an undo may have taken the point away.
	if _row >= all.size() or _index >= all[_row].size():
		_field = ""
		return
	all[_row][_index] = _from_viewport(_field, position)
	_holder(_field).set(_field, HandlePoints.value_of(_field, all))
	changed.emit()


## The value is there already; the step for the history is made of it and the one before.
func _let_go() -> void:
	var field := _field
	_field = ""
	if not field.is_empty() and _holder(field).get(field) != _before:
		_note("Move %s" % field.capitalize(), field, _before)


func _put_back() -> void:
	if _field.is_empty():
		return
	var holder := _holder(_field)
	# The node may be gone in mid-drag.
	if holder != null:
		holder.set(_field, _before)
	_field = ""
	changed.emit()


func _change(field: String, all: Array[PackedVector2Array], title: String) -> void:
	var before: Variant = _holder(field).get(field)
	_holder(field).set(field, HandlePoints.value_of(field, all))
	_note(title, field, before)
	changed.emit()


func _note(title: String, field: String, before: Variant) -> void:
	var holder := _holder(field)
	_undo.create_action(title, UndoRedo.MERGE_DISABLE, _node())
	_undo.add_do_property(holder, field, holder.get(field))
	_undo.add_undo_property(holder, field, before)
	_undo.add_do_method(self, &"emit_signal", &"changed")
	_undo.add_undo_method(self, &"emit_signal", &"changed")
	_undo.commit_action(false)


func _draw_lines(overlay: Control, shown: PackedStringArray) -> void:
	var to_viewport := _to_viewport()
	for field in shown:
		for line in HandlePoints.lines(_params, field):
			if line.size() > 1:
				var color := HandlePoints.FIELDS[field]
				overlay.draw_polyline(to_viewport * line, color, _LINE_WIDTH, true)
	if "line_start" in shown and "line_end" in shown:
		var from := place_of("line_start")
		var along := (place_of("line_end") - from).normalized() * overlay.size.length() * 2.0
		var color := HandlePoints.FIELDS["line_start"]
		overlay.draw_line(from - along, from + along, color, _LINE_WIDTH, true)


func _from_viewport(field: String, position: Vector2) -> Vector2:
	var to_viewport := _to_viewport() * HandlePoints.frame(_params, field)
	return (to_viewport.affine_inverse() * position).snapped(_STEP)


## Returns what a property belongs to.
func _holder(field: String) -> Object:
	return _node() if field == HandlePoints.ANCHORS else (_params as Object)


func _rows(field: String) -> Array[PackedVector2Array]:
	return HandlePoints.rows(_holder(field), field)


func _node() -> CanvasItem:
	return instance_from_id(_node_id) as CanvasItem


## Returns what an origin of (0, 0) stands for: the middle of the polygon's bounding box.
func _middle() -> Vector2:
	var rings: Variant = PreviewSource.rings_of(_node())
	var outline := PackedVector2Array()
	if rings is PackedVector2Array:
		outline = rings
	elif rings is Array:
		var all: Array = rings
		outline = all[0] if not all.is_empty() else outline
	if outline.is_empty():
		return Vector2.ZERO
	var bounds := Rect2(outline[0], Vector2.ZERO)
	for point in outline:
		bounds = bounds.expand(point)
	return bounds.get_center()


func _to_viewport() -> Transform2D:
	var node := _node()
	var to_canvas := node.get_global_transform_with_canvas()
	if node is Polygon2D:
		to_canvas = to_canvas.translated_local((node as Polygon2D).offset)
	return EditorInterface.get_editor_viewport_2d().global_canvas_transform * to_canvas
