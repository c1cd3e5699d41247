extends Control
## The last values of something, a column each.

const _COLUMN := 2.0
const _FONT_SIZE := 12
const _GROUND := Color(1.0, 1.0, 1.0, 0.045)

@export var title := ""
@export var color := Color.WHITE
## The value of the line across; 0 for none.
@export var limit := 0.0
## What the height stands for at least.
@export var least_height := 10.0

var _values := PackedFloat32Array()


## Adds the value of a frame.
func add(value: float) -> void:
	_values.append(value)
	if _values.size() > size.x / _COLUMN:
		_values.remove_at(0)
	queue_redraw()


func _draw() -> void:
	draw_rect(Rect2(Vector2.ZERO, size), _GROUND)
	var highest := least_height
	for value in _values:
		highest = maxf(highest, value)
	for i in _values.size():
		var height := _values[i] / highest * size.y
		var column := Rect2(i * _COLUMN, size.y - height, _COLUMN, height)
		draw_rect(column, Color(color, 0.75))
	if limit > 0.0:
		var y := size.y * (1.0 - limit / highest)
		draw_line(Vector2(0.0, y), Vector2(size.x, y), Color(1.0, 1.0, 1.0, 0.5))
	var last := _values[-1] if not _values.is_empty() else 0.0
	var text := "%s %d, most %d" % [title, roundi(last), roundi(highest)]
	var place := Vector2(6.0, 15.0)
	var font := get_theme_default_font()
	draw_string(font, place, text, HORIZONTAL_ALIGNMENT_LEFT, -1, _FONT_SIZE, color)
