extends RefCounted
## Puts points and regions into the grid in steps of the frame budget: tens of thousands of them
## come at once with a world, and all of them are put anew when distances change.

const PointGrid := preload("point_grid.gd")
const PointRules := preload("point_rules.gd")
const PointTable := preload("point_table.gd")
const RegionTable := preload("region_table.gd")

const _STEP := &"prefab_points"
const _MOST := 32

## Called when all of them are in the grid.
var on_done: Callable
## How many worlds are being put into the tables: nothing is placed meanwhile.
var holds := 0

var _grid: PointGrid
var _has_step := false
var _next := 0
var _next_region := 0
var _points: PointTable
var _processor: CutoutBatchProcessor
var _regions: RegionTable
var _rules: PointRules


func _init(
	processor: CutoutBatchProcessor,
	grid: PointGrid,
	points: PointTable,
	regions: RegionTable,
	rules: PointRules
) -> void:
	_processor = processor
	_grid = grid
	_points = points
	_regions = regions
	_rules = rules


## Returns [code]true[/code] if all are in the grid.
func is_done() -> bool:
	return not _has_step and holds == 0


## Puts all into the grid anew.
func restart() -> void:
	_grid.clear()
	_next = 0
	_next_region = 0
	proceed()


## Puts what has been appended to the tables into the grid.
func proceed() -> void:
	if not _has_step and holds == 0:
		_has_step = true
		_processor.push_step(_step, _STEP)


## Takes in that numbers at the end have been cut off.
func note_trimmed() -> void:
	_next = mini(_next, _points.end())
	_next_region = mini(_next_region, _regions.end())


## Puts one point into the grid at once.
func add(number: int) -> void:
	if number < _next:
		_put(number)
	elif number == _next and is_done():
		_next += 1
		_put(number)


## Takes one out.
func remove(number: int) -> void:
	if number < _next and _points.regions[number] == PointTable.NONE:
		var place := _points.places[number]
		_grid.remove(number, place, place, _rules.load_reach(_points.load_distances[number]))


## Puts one region into the grid at once.
func add_region(number: int) -> void:
	if number < _next_region:
		_put_region(number)
	elif number == _next_region and is_done():
		_next_region += 1
		_put_region(number)


## Takes one out.
func remove_region(number: int) -> void:
	if number < _next_region:
		var region := _regions.at(number)
		var reach := _rules.load_reach(region.load_distance)
		_grid.remove(-1 - number, region.low, region.high, reach)


## Returns [code]true[/code] if there is more to do.
func _step() -> bool:
	if holds > 0:
		_has_step = false
		return false
	for i in _MOST:
		if _next_region < _regions.end():
			_next_region += 1
			_put_region(_next_region - 1)
		elif _next < _points.end():
			_next += 1
			_put(_next - 1)
		else:
			_has_step = false
			on_done.call()
			return false
	return true


func _put(number: int) -> void:
	if _points.kinds[number] == PointTable.NONE:
		return
	_points.note(number)
	if _points.regions[number] == PointTable.NONE:
		var place := _points.places[number]
		_points.nears[number] = _rules.load_reach(_points.load_distances[number])
		_grid.add(number, place, place, _points.nears[number])


func _put_region(number: int) -> void:
	var region := _regions.at(number)
	if region != null:
		var reach := _rules.load_reach(region.load_distance)
		_grid.add(-1 - number, region.low, region.high, reach)
