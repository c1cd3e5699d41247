@tool
extends RefCounted
## Handles in the 2D editor for the points of [CutoutFractureParams]: where something is hit, and
## the two ends of a cut. Dragging one moves it at once, so the preview follows; letting go is one
## step to undo, and Escape or the right button puts it back.

## Something to draw has changed.
signal changed

const PreviewSource := preload("preview_source.gd")

## The parameters that have a handle, and its colour.
const FIELDS: Dictionary[String, Color] = {
	"origin": Color("ffb86b"),
	"impact_point": Color("f25f6a"),
	"line_start": Color("5aa9ff"),
	"line_end": Color("5aa9ff"),
}

const _RADIUS := 6.0
const _REACH := 10.0
const _EDGE_COLOR := Color(0.0, 0.0, 0.0, 0.8)
const _LINE_WIDTH := 2.0
# A hundredth of a pixel: what the inspector shows of it stays readable.
const _STEP := Vector2(0.01, 0.01)

var _before := Vector2.ZERO
var _dragged := ""
var _node_id := 0
var _params: CutoutFractureParams
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


## Returns the names of the parameters that have a handle now: those of the chosen pattern.
func fields() -> PackedStringArray:
	var shown := PackedStringArray()
	if _params == null or _node() == null:
		return shown
	var own: Array = CutoutFractureParams.FIELDS.get(_params.pattern, [])
	for field: String in own:
		if FIELDS.has(field):
			shown.append(field)
	return shown


## Returns where the handle of a parameter is in the 2D editor's viewport.
func place_of(field: String) -> Vector2:
	return _to_viewport() * _value(field)


## Draws the handles over the 2D editor's viewport.
func draw(overlay: Control) -> void:
	var shown := fields()
	if "line_start" in shown and "line_end" in shown:
		var from := place_of("line_start")
		var along := (place_of("line_end") - from).normalized() * overlay.size.length() * 2.0
		var color := FIELDS["line_start"]
		overlay.draw_line(from - along, from + along, color, _LINE_WIDTH, true)
	for field in shown:
		var place := place_of(field)
		var radius := _RADIUS * EditorInterface.get_editor_scale()
		overlay.draw_circle(place, radius + 1.0, _EDGE_COLOR, true, -1.0, true)
		overlay.draw_circle(place, radius, FIELDS[field], true, -1.0, true)


## Takes an input of the 2D editor. Returns whether it was for a handle.
func take(event: InputEvent) -> bool:
	var button := event as InputEventMouseButton
	if button != null:
		return _take_button(button)
	var key := event as InputEventKey
	if key != null and key.pressed and key.keycode == KEY_ESCAPE and not _dragged.is_empty():
		_put_back()
		return true
	var motion := event as InputEventMouseMotion
	if motion != null and not _dragged.is_empty():
		_move_to(motion.position)
		return true
	return false


func _take_button(button: InputEventMouseButton) -> bool:
	var is_dragging := not _dragged.is_empty()
	if button.button_index == MOUSE_BUTTON_RIGHT and is_dragging:
		_put_back()
		return true
	if button.button_index != MOUSE_BUTTON_LEFT:
		return false
	if button.pressed:
		_dragged = _field_at(button.position)
		if _dragged.is_empty():
			return false
		_before = _params.get(_dragged)
		return true
	if is_dragging:
		_move_to(button.position)
		_let_go()
	return is_dragging


func _field_at(position: Vector2) -> String:
	var nearest := ""
	var least := _REACH * EditorInterface.get_editor_scale()
	for field in fields():
		var distance := place_of(field).distance_to(position)
		if distance <= least:
			least = distance
			nearest = field
	return nearest


func _move_to(position: Vector2) -> void:
	if _node() == null:
		_dragged = ""
		return
	_params.set(_dragged, (_to_viewport().affine_inverse() * position).snapped(_STEP))
	changed.emit()


## The value is there already; the step for the history is made of it and the one before.
func _let_go() -> void:
	var field := _dragged
	_dragged = ""
	if _params.get(field) == _before:
		return
	var title := "Move %s" % field.capitalize()
	_undo.create_action(title, UndoRedo.MERGE_DISABLE, _node())
	_undo.add_do_property(_params, field, _params.get(field))
	_undo.add_undo_property(_params, field, _before)
	_undo.add_do_method(self, &"emit_signal", &"changed")
	_undo.add_undo_method(self, &"emit_signal", &"changed")
	_undo.commit_action(false)


func _put_back() -> void:
	if _dragged.is_empty():
		return
	_params.set(_dragged, _before)
	_dragged = ""
	changed.emit()


func _node() -> CanvasItem:
	return instance_from_id(_node_id) as CanvasItem


func _value(field: String) -> Vector2:
	var value: Vector2 = _params.get(field)
	if field == "origin" and value == Vector2.ZERO:
		return _middle()
	return value


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
