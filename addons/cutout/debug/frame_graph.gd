extends Control
## Draws how long the last frames took, and how much of each went into applying results.
##
## Each frame is a column. The columns are kept twice, one row after the other, so that the latest
## of them are always one slice: a new frame costs the same however many are shown.

## The colour of a frame in time.
const FRAME_COLOR := Color("3fb8a2")
## The colour of the time that applying results took.
const APPLY_COLOR := Color("c792ff")

const _LATE_COLOR := Color("ffd84d")
const _MISSED_COLOR := Color("ff5e62")
const _TARGET_COLOR := Color(1.0, 1.0, 1.0, 0.45)
const _GROUND_COLOR := Color(1.0, 1.0, 1.0, 0.05)
const _COLUMNS := 128
const _COLUMN_WIDTH := 1.0
const _POINTS_A_COLUMN := 4
const _LINES_A_COLUMN := 2
## The height of the graph, as a multiple of the target.
const _SCALE := 2.0
## Drawing costs more than all else here, and an eye does not follow every frame.
const _FRAMES_A_DRAWING := 2
## A frame may be late by this much, as a share of the target, before its colour says so.
const _TOLERANCE := 0.25

## How long a frame should take, in milliseconds.
var target_msec := 1000.0 / 60.0

var _colors := PackedColorArray()
var _head := 0
var _points := PackedVector2Array()


func _init() -> void:
	_points.resize(2 * _COLUMNS * _POINTS_A_COLUMN)
	_colors.resize(2 * _COLUMNS * _LINES_A_COLUMN)


## Adds a frame on the right: how long it took, and how long of that was applying, in milliseconds.
func add_frame(frame_msec: float, apply_msec: float) -> void:
	var color := FRAME_COLOR
	if frame_msec > target_msec * 2.0:
		color = _MISSED_COLOR
	elif frame_msec > target_msec * (1.0 + _TOLERANCE):
		color = _LATE_COLOR
	var height := minf(frame_msec / target_msec, _SCALE)
	var apply_height := minf(apply_msec / target_msec, height)
	_set_column(_head, height, apply_height, color)
	_set_column(_head + _COLUMNS, height, apply_height, color)
	_head = (_head + 1) % _COLUMNS
	if _head % _FRAMES_A_DRAWING == 0:
		queue_redraw()


## The points are in columns to the right and targets upwards; one transform makes pixels of them.
func _draw() -> void:
	draw_rect(Rect2(Vector2.ZERO, size), _GROUND_COLOR)
	var unit := Vector2(size.x / _COLUMNS, size.y / _SCALE)
	draw_set_transform(Vector2(-_head * unit.x, size.y), 0.0, Vector2(unit.x, -unit.y))
	var end := _head + _COLUMNS
	draw_multiline_colors(
		_points.slice(_head * _POINTS_A_COLUMN, end * _POINTS_A_COLUMN),
		_colors.slice(_head * _LINES_A_COLUMN, end * _LINES_A_COLUMN),
		_COLUMN_WIDTH
	)
	draw_set_transform(Vector2.ZERO)
	var target_y := roundf(size.y - unit.y)
	draw_line(Vector2(0.0, target_y), Vector2(size.x, target_y), _TARGET_COLOR, 1.0)


func _set_column(column: int, height: float, apply_height: float, color: Color) -> void:
	var x := column + 0.5
	var point := column * _POINTS_A_COLUMN
	_points[point] = Vector2(x, 0.0)
	_points[point + 1] = Vector2(x, apply_height)
	_points[point + 2] = Vector2(x, apply_height)
	_points[point + 3] = Vector2(x, height)
	var line := column * _LINES_A_COLUMN
	_colors[line] = APPLY_COLOR
	_colors[line + 1] = color
