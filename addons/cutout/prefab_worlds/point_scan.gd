extends RefCounted
## Visits what lies around one viewer from the inside out, so much each frame.
##
## A pass begins when the viewer has moved on a little since the last one began, and anew when they
## are elsewhere. Somebody who stands still costs nothing.

const PointGrid := preload("point_grid.gd")
const PointRules := preload("point_rules.gd")
const PointTable := preload("point_table.gd")
const RegionTable := preload("region_table.gd")
const Viewer := preload("../streaming/viewer.gd")

# The share of the load distance that a viewer moves on before their surroundings are looked at
# again; and the share after which a pass that is under way is of no use.
const _STRIDE := 0.02
const _JUMP := 0.5
# The share of what is visited that may be found in a frame: taking something in costs more than
# looking at it.
const _FOUND := 0.25
# How far, in cells, a grid is visited: no thing is seen from farther.
const _REACH := 5

static var _offsets: Array[Vector2i] = []

## Whose surroundings are visited.
var viewer: Viewer

var _entry := 0
var _is_over := false
var _is_stale := false
var _is_started := false
var _last := Vector3.ZERO
var _level := 0
var _offset := 0
var _room := 0
var _start := Vector3.ZERO


func _init(p_viewer: Viewer) -> void:
	viewer = p_viewer
	if _offsets.is_empty():
		_make_offsets()


## Starts again, because the rules or the points have changed.
func restart() -> void:
	_is_started = false


## Says that something was taken out: what was passed over for that is looked at in another pass.
func note_removed() -> void:
	_is_stale = true


## Returns [code]true[/code] if another pass is due, whoever moves.
func is_stale() -> bool:
	return _is_stale


## Returns [code]true[/code] while there is more to visit.
func has_more() -> bool:
	return not (_is_started and _is_over)


## Starts another pass if it is time for one; returns [code]true[/code] if it was.
func begin_frame(rules: PointRules) -> bool:
	var eye := rules.eye_of(viewer)
	var moved := eye.distance_to(_start)
	# Who comes to rest has the last look.
	var rests := eye == _last and moved > 0.0
	_last = eye
	var is_due := rests or _is_stale or moved > rules.load_distance * _STRIDE
	if _is_started and not (_is_over and is_due) and moved < rules.load_distance * _JUMP:
		return false
	_is_started = true
	_is_stale = false
	_is_over = false
	_start = eye
	_level = 0
	_offset = 0
	_entry = 0
	return true


## Visits so much as [param most] says, and returns what is near enough to be loaded and is not:
## numbers as in the grid.
func visit(
	most: int, rules: PointRules, grid: PointGrid, points: PointTable, regions: RegionTable
) -> PackedInt32Array:
	var found := PackedInt32Array()
	var left := most
	_room = maxi(1, floori(most * _FOUND))
	while left > 0 and _room > 0 and not _is_over:
		if _level >= grid.levels.size():
			_is_over = true
			break
		var level := grid.levels[_level]
		var cell := level.cell_of(_start.x, _start.z) + _offsets[_offset]
		left -= 1
		if _is_near(level, cell) and cell in level.cells:
			left -= _visit_cell(level.cells[cell], left, found, rules, points, regions)
			if _entry > 0:
				break
		_offset += 1
		if _offset == _offsets.size():
			_offset = 0
			_level += 1
	return found


## Returns how many entries were visited; [member _entry] is where the next frame goes on, 0 if the
## cell is done.
func _visit_cell(
	entries: PackedInt32Array,
	most: int,
	found: PackedInt32Array,
	rules: PointRules,
	points: PointTable,
	regions: RegionTable
) -> int:
	var eye := _last
	var wanted := points.wanted
	var end := mini(_entry + maxi(most, 1), entries.size())
	for i in range(_entry, end):
		var entry := entries[i]
		if entry < 0:
			if regions.is_near(-1 - entry, eye, rules):
				found.append(entry)
				_room -= 1
		elif wanted[entry] == 0:
			var reach := rules.load_reach(points.load_distances[entry])
			if rules.distance_between(eye, points.places[entry]) < reach:
				found.append(entry)
				_room -= 1
		if _room == 0:
			end = i + 1
			break
	var visited := end - _entry
	_entry = end if end < entries.size() else 0
	return visited


func _is_near(level: PointGrid.Level, cell: Vector2i) -> bool:
	var low := Vector2(cell) * level.cell_size
	var place := Vector2(_start.x, _start.z)
	var nearest := place.clamp(low, low + Vector2(level.cell_size, level.cell_size))
	# The viewer moves on while a pass is under way.
	return place.distance_to(nearest) < level.reach + level.cell_size


static func _make_offsets() -> void:
	for x in range(-_REACH, _REACH + 1):
		for y in range(-_REACH, _REACH + 1):
			_offsets.append(Vector2i(x, y))
	_offsets.sort_custom(_is_nearer)


## By distance; ties by angle, so that the order is the same everywhere.
static func _is_nearer(a: Vector2i, b: Vector2i) -> bool:
	var nearer := a.length_squared() - b.length_squared()
	return nearer < 0 or (nearer == 0 and Vector2(a).angle() < Vector2(b).angle())
