extends RefCounted
## Visits what lies around one viewer from the inside out, so much each frame.
##
## A pass begins when the viewer has moved on a little since the last one began, and anew when they
## are elsewhere. Each cell is left alone until the viewer has gone as far as the nearest border is
## at which something in it comes or goes. Somebody who stands still costs nothing.

const PointGrid := preload("point_grid.gd")
const PointRules := preload("point_rules.gd")
const PointTable := preload("point_table.gd")
const RegionTable := preload("region_table.gd")
const ScanWindow := preload("scan_window.gd")
const Viewer := preload("../streaming/viewer.gd")

# The share of the load distance that a viewer moves on before their surroundings are looked at
# again; and the share after which a pass that is under way is of no use.
const _STRIDE := 0.04
const _JUMP := 0.5
# The share of what is visited that may be found in a frame: taking something in costs more than
# looking at it.
const _FOUND := 0.25
# For so many metres, sums of ways may be wrong.
const _ROUNDING := 0.01

## Whose surroundings are visited.
var viewer: Viewer
## Whether points leave only by distance, so that cells may be left alone.
var is_patient := true

var _due := INF
var _entry := 0
# Whether somebody waits for this pass.
var _is_hurried := false
var _is_over := false
var _is_stale := false
var _is_started := false
var _last := Vector3.ZERO
var _level := 0
var _offset := 0
# How far the viewer has gone in all.
var _path := 0.0
var _room := 0
var _start := Vector3.ZERO
var _windows: Dictionary[float, ScanWindow] = {}


func _init(p_viewer: Viewer) -> void:
	viewer = p_viewer


## Starts again, because the rules or the points have changed.
func restart() -> void:
	_is_started = false
	_windows.clear()


## Says that something was added, which was looked at already.
func note_added() -> void:
	_windows.clear()


## Says that something was taken out: what was passed over for that is looked at in another pass.
func note_removed() -> void:
	_is_stale = true
	_windows.clear()


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
	_path += eye.distance_to(_last)
	_last = eye
	var is_due := rests or _is_stale or moved > rules.load_distance * _STRIDE
	if _is_started and not (_is_over and is_due) and moved < rules.load_distance * _JUMP:
		return false
	_is_hurried = not _is_started or rests or _is_stale or not _is_over
	_is_started = true
	_is_stale = false
	_is_over = false
	_start = eye
	_level = 0
	_offset = 0
	_entry = 0
	_due = INF
	return true


## Visits so much as [param most] says, and returns what is near enough to be loaded and is not:
## numbers as in the grid.
func visit(
	most: int, rules: PointRules, grid: PointGrid, points: PointTable, regions: RegionTable
) -> PackedInt32Array:
	var found := PackedInt32Array()
	var left := most if _is_hurried else most >> 1
	_room = maxi(1, floori(most * _FOUND))
	while left > 0 and _room > 0:
		if _level >= grid.levels.size():
			_is_over = true
			break
		var level := grid.levels[_level]
		var window := _window_of(level)
		left -= 1
		if _entry == 0:
			_offset = window.next(_offset, _path)
		if _offset == window.size():
			_offset = 0
			_level += 1
			continue
		var cell := window.at(_offset)
		var way := _distance_from(level, cell) - level.reach
		if way <= 0.0 and cell in level.cells:
			left -= _visit_cell(level.cells[cell], left, found, rules, points, regions)
			if _entry > 0:
				break
		else:
			_due = _path + way if way > 0.0 else INF
		window.note(_offset, _due - _ROUNDING if is_patient else 0.0)
		_due = INF
		_offset += 1
	return found


func _window_of(level: PointGrid.Level) -> ScanWindow:
	var window: ScanWindow = _windows.get(level.cell_size)
	if window == null:
		window = ScanWindow.new()
		window.centre = level.cell_of(_start.x, _start.z)
		_windows[level.cell_size] = window
	if _offset == 0:
		window.move(level.cell_of(_start.x, _start.z))
	return window


## Returns how many entries were visited; [member _entry] is where the next frame goes on, 0 if the
## cell is done, and [member _due] how far the viewer may go before it is to be visited again.
func _visit_cell(
	entries: PackedInt32Array,
	most: int,
	found: PackedInt32Array,
	rules: PointRules,
	points: PointTable,
	regions: RegionTable
) -> int:
	# As few calls as can be: this is what somebody on the move costs most of.
	var eye := _last
	var axes := rules.axes
	var wanted := points.wanted
	var places := points.places
	var nears := points.nears
	var fars := points.fars
	var slack := _due - _path
	var end := mini(_entry + maxi(most, 1), entries.size())
	for i in range(_entry, end):
		var entry := entries[i]
		if entry < 0:
			slack = 0.0
			if regions.is_near(-1 - entry, eye, rules):
				found.append(entry)
				_room -= 1
		else:
			var way := ((eye - places[entry]) * axes).length()
			if wanted[entry] > 0:
				way = absf(way - fars[entry])
			else:
				way -= nears[entry]
				if way < 0.0:
					found.append(entry)
					_room -= 1
					way = 0.0
			if way < slack:
				slack = way
		if _room == 0:
			end = i + 1
			break
	var visited := end - _entry
	_entry = end if end < entries.size() else 0
	_due = _path + slack
	return visited


## Returns how far a cell is from the viewer, seen from above.
func _distance_from(level: PointGrid.Level, cell: Vector2i) -> float:
	var low := Vector2(cell) * level.cell_size
	var place := Vector2(_last.x, _last.z)
	return place.distance_to(place.clamp(low, low + Vector2(level.cell_size, level.cell_size)))
