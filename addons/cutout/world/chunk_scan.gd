extends RefCounted
## Visits the chunks around one viewer from the inside out, a few each frame.
##
## The order is a list of offsets that all viewers share: nothing is sorted while the game runs. A
## pass starts again at the middle when the viewer comes into another chunk, and once it is over,
## when the viewer has moved on for a good part of one. Somebody who stands still costs nothing.

const ChunkRings := preload("chunk_rings.gd")
const Viewer := preload("../streaming/viewer.gd")

# The share of a chunk that a viewer moves on before its surroundings are looked at again.
const _STRIDE := 0.25

static var _offsets: Array[Vector2i] = []
static var _offsets_reach := -1

## Whose surroundings are visited.
var viewer: Viewer

var _cell := Vector2i.ZERO
var _cursor := 0
var _is_over := false
var _is_started := false
var _last := Vector2.ZERO
var _reach := 0
var _start := Vector2.ZERO


func _init(p_viewer: Viewer) -> void:
	viewer = p_viewer


## Starts again, because the rules have changed.
func restart() -> void:
	_is_started = false


## Returns [code]true[/code] while there is more to visit.
func has_more() -> bool:
	return not (_is_started and _is_over)


## Starts another pass if it is time for one; returns [code]true[/code] if it was.
func begin_frame(rings: ChunkRings) -> bool:
	var cell := rings.cell_of(viewer.place)
	var stride := rings.chunk_size * _STRIDE
	var has_moved := viewer.place.distance_squared_to(_start) > stride * stride
	# Who comes to rest has the last look.
	has_moved = has_moved or (viewer.place == _last and viewer.place != _start)
	_last = viewer.place
	if _is_started and cell == _cell and not (_is_over and has_moved):
		return false
	_is_started = true
	_is_over = false
	_cell = cell
	_start = viewer.place
	_cursor = 0
	_reach = ceili(rings.load_distance / rings.chunk_size)
	if _reach > _offsets_reach:
		_grow(_reach)
	return true


## Visits [param most] chunks at most, and returns those of them that are near enough to be loaded.
func visit(most: int, rings: ChunkRings) -> Array[Vector2i]:
	var near: Array[Vector2i] = []
	var end := mini(_cursor + most, _offsets.size())
	var half := Vector2(0.5, 0.5) * rings.chunk_size
	var limit := rings.load_distance * rings.load_distance
	# Of the middle of the chunk that the viewer is in, seen from the viewer.
	var middle := rings.corner_of(_cell) + half - viewer.place
	while _cursor < end:
		var offset := _offsets[_cursor]
		_cursor += 1
		if maxi(absi(offset.x), absi(offset.y)) > _reach:
			# The order is by distance: beyond the corner of the square nothing is near.
			if offset.length_squared() > 2 * _reach * _reach:
				_is_over = true
				return near
			continue
		# What the rings say, in line: this is most of what somebody who moves costs.
		var way := middle + Vector2(offset) * rings.chunk_size
		if (way.abs() - half).max(Vector2.ZERO).length_squared() < limit:
			near.append(_cell + offset)
	_is_over = _cursor == _offsets.size()
	return near


static func _grow(reach: int) -> void:
	_offsets_reach = reach
	_offsets.clear()
	for x in range(-reach, reach + 1):
		for y in range(-reach, reach + 1):
			_offsets.append(Vector2i(x, y))
	_offsets.sort_custom(_is_before)


## By distance; ties by angle, so that the order is the same everywhere.
static func _is_before(a: Vector2i, b: Vector2i) -> bool:
	var nearer := a.length_squared() - b.length_squared()
	return nearer < 0 or (nearer == 0 and Vector2(a).angle() < Vector2(b).angle())
