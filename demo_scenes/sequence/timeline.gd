extends Control
## The frames of a sequence, a cell each: which are there, which are on their way. Drag to scrub.

## Somebody wants to see this frame.
signal scrubbed(frame: int)

enum Cell { MISSING, LOADING, LOADED }

const _COLORS: Array[Color] = [
	Color(1.0, 1.0, 1.0, 0.1), Color(1.0, 0.72, 0.36, 0.75), Color(0.36, 0.86, 0.82, 0.75)
]
const _GAP := 3.0
const _ROUND := 0.3

var _cells := PackedInt32Array()
var _frame := 0


func _gui_input(event: InputEvent) -> void:
	var motion := event as InputEventMouseMotion
	var button := event as InputEventMouseButton
	var is_drag := motion != null and motion.button_mask & MOUSE_BUTTON_MASK_LEFT
	var is_click := button != null and button.pressed and button.button_index == MOUSE_BUTTON_LEFT
	if (is_drag or is_click) and not _cells.is_empty():
		var place := (event as InputEventMouse).position.x / size.x * _cells.size()
		scrubbed.emit(clampi(floori(place), 0, _cells.size() - 1))
		accept_event()


func _draw() -> void:
	var width := size.x / maxi(1, _cells.size())
	for i in _cells.size():
		var is_shown := i == _frame
		var color := Color.WHITE if is_shown else _COLORS[_cells[i]]
		var top := 0.0 if is_shown else size.y * _ROUND
		draw_rect(Rect2(i * width, top, width - _GAP, size.y - top), color)


## Shows the state of every frame, and which one is looked at.
func show_cells(cells: PackedInt32Array, frame: int) -> void:
	_cells = cells
	_frame = frame
	queue_redraw()
