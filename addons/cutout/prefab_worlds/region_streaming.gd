extends RefCounted
## The way of regions: asks for all points of one that is in range, and lets all of them go once it
## is not, so many a frame.

const PointRules := preload("point_rules.gd")
const RegionTable := preload("region_table.gd")
const StreamPoint := preload("stream_point.gd")
const StreamRegion := preload("stream_region.gd")

## Called with the name of a region all of which is there, as far as it will come.
var on_loaded: Callable
## Called with the name of a region of which nothing is there any more.
var on_unloaded: Callable
## Called with the number of a point that is to be there.
var ask: Callable
## Called with the number of a point that need not be there any more.
var let_go: Callable

var table := RegionTable.new()

var _cursor := 0
## Those of which something is there or wanted.
var _open: Array[StreamRegion] = []
## Those of which more is to be asked for or let go.
var _moving: Array[StreamRegion] = []


## Returns how many regions are wanted.
func open_count() -> int:
	return _open.size()


## Returns [code]true[/code] if no points are to be asked for or let go.
func is_at_rest() -> bool:
	return _moving.is_empty()


## Asks for a region.
func open(region: StreamRegion) -> void:
	region.is_wanted = true
	# Those that were asked for may have been given up meanwhile.
	region.asked = 0
	if not region in _open:
		_open.append(region)
	_move(region)


## Lets a region go.
func close(region: StreamRegion) -> void:
	region.is_wanted = false
	# Those that were let go may have come back meanwhile.
	region.asked = region.members.size()
	_move(region)


## Forgets a region that has no points.
func forget(region: StreamRegion) -> void:
	_open.erase(region)
	_moving.erase(region)
	if region.is_told:
		on_unloaded.call(region.title)


## Looks at all regions: what is too far is let go. There are few of them.
func look(most: int, rules: PointRules) -> void:
	for i in mini(most, _open.size()):
		_cursor = (_cursor + 1) % _open.size()
		var region := _open[_cursor]
		if not region.is_wanted or region.pins > 0:
			continue
		var reach := rules.unload_reach(region.unload_distance, region.load_distance)
		if rules.distance_to_box(region.low, region.high) > reach:
			close(region)


## Asks for points and lets go of them, [param most] at most. Once a frame.
func step(most: int) -> void:
	var left := most
	while left > 0 and not _moving.is_empty():
		var region := _moving[0]
		var goal := region.members.size() if region.is_wanted else 0
		if region.asked == goal:
			_moving.pop_front()
			_tell(region)
			continue
		left -= 1
		if region.is_wanted:
			region.asked += 1
			ask.call(region.members[region.asked - 1])
		else:
			region.asked -= 1
			let_go.call(region.members[region.asked])


## Takes in that a point has come to be in the table, or has left it.
func note_present(number: int, by: int) -> void:
	var region := table.at(number)
	if region != null:
		region.present += by
		_tell(region)


## Takes in that nothing more comes of a point for now, or that something does again.
func note_settled(number: int, by: int) -> void:
	var region := table.at(number)
	if region != null:
		region.settled += by
		_tell(region)


## Takes in that a point belongs to a region now.
func add_member(number: int, point: int) -> void:
	var region := table.at(number)
	region.members.append(point)
	region.is_told = false
	if region.is_wanted:
		_move(region)


## Takes in that a point is no more.
func remove_member(number: int, point: int) -> void:
	var region := table.at(number)
	var place := region.members.rfind(point)
	region.members.remove_at(place)
	if place < region.asked:
		region.asked -= 1


func _move(region: StreamRegion) -> void:
	if not region in _moving:
		_moving.append(region)


func _tell(region: StreamRegion) -> void:
	if region.is_settled() and not region.is_told:
		region.is_told = true
		on_loaded.call(region.title)
	elif region.is_gone() and region in _open:
		_open.erase(region)
		if region.is_told:
			region.is_told = false
			on_unloaded.call(region.title)
