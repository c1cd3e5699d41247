extends RefCounted
## Which cells of one grid around a viewer need no look, and until when: until the viewer has gone
## so far that something in them may have come near.

## How far, in cells, a grid is looked at around the viewer.
const REACH := 5

const _SIDE := 2 * REACH + 1

# The cells from the inside out, and where each is in what is kept by row.
static var _offsets: Array[Vector2i] = []
static var _slots := PackedInt32Array()

## The cell of the viewer.
var centre := Vector2i.ZERO

# How far the viewer has gone in all when a cell is to be looked at again.
var _due := PackedFloat64Array()


func _init() -> void:
	_due.resize(_SIDE * _SIDE)
	if _offsets.is_empty():
		_make_offsets()


## Forgets what is known of all cells.
func clear() -> void:
	_due.fill(0.0)


## Moves on; what is known of cells goes along.
func move(to: Vector2i) -> void:
	var by := to - centre
	if by == Vector2i.ZERO:
		return
	var old := _due.duplicate()
	centre = to
	clear()
	var low := Vector2i.ZERO.max(-by)
	var high := Vector2i(_SIDE, _SIDE).min(Vector2i(_SIDE, _SIDE) - by)
	for x in range(low.x, high.x):
		for y in range(low.y, high.y):
			_due[x * _SIDE + y] = old[(x + by.x) * _SIDE + y + by.y]


## Returns the place of the next cell to be looked at, from [param from] on, for a viewer who has
## gone [param path]; how many there are if there is none.
func next(from: int, path: float) -> int:
	for i in range(from, _slots.size()):
		if _due[_slots[i]] <= path:
			return i
	return _slots.size()


## Returns the cell at a place.
func at(place: int) -> Vector2i:
	return centre + _offsets[place]


## Says that the cell at a place needs no look before the viewer has gone [param due] in all.
func note(place: int, due: float) -> void:
	_due[_slots[place]] = due


## Returns how many cells there are.
func size() -> int:
	return _slots.size()


static func _make_offsets() -> void:
	for x in range(-REACH, REACH + 1):
		for y in range(-REACH, REACH + 1):
			_offsets.append(Vector2i(x, y))
	_offsets.sort_custom(_is_nearer)
	for offset in _offsets:
		_slots.append((offset.x + REACH) * _SIDE + offset.y + REACH)


## By distance; ties by angle, so that the order is the same everywhere.
static func _is_nearer(a: Vector2i, b: Vector2i) -> bool:
	var nearer := a.length_squared() - b.length_squared()
	return nearer < 0 or (nearer == 0 and Vector2(a).angle() < Vector2(b).angle())
