extends RefCounted
## All regions of a world, by number and by name.

const PointRules := preload("point_rules.gd")
const StreamRegion := preload("stream_region.gd")

## In place of a number: there is none.
const NONE := -1

var _number_of: Dictionary[String, int] = {}
var _regions: Array[StreamRegion] = []


## Returns how many there are.
func count() -> int:
	return _number_of.size()


## Returns one more than the greatest number.
func end() -> int:
	return _regions.size()


## Returns the region with a number; [code]null[/code] if there is none.
func at(number: int) -> StreamRegion:
	return null if number < 0 else _regions[number]


## Returns the number of the region with this name, or [constant NONE].
func find(title: String) -> int:
	return _number_of.get(title, NONE)


## Adds a region, whose name no other has, and returns its number.
func add(region: StreamRegion) -> int:
	_regions.append(region)
	_number_of[region.title] = _regions.size() - 1
	return _regions.size() - 1


## Frees a number.
func remove(number: int) -> void:
	_number_of.erase(_regions[number].title)
	_regions[number] = null
	while not _regions.is_empty() and _regions[-1] == null:
		_regions.pop_back()


## Returns [code]true[/code] if a region is to be loaded for a viewer at [param eye], and is not
## yet.
func is_near(number: int, eye: Vector3, rules: PointRules) -> bool:
	var region := _regions[number]
	if region.is_wanted:
		return false
	var distance := rules.distance_from_box(eye, region.low, region.high)
	return distance < rules.load_reach(region.load_distance)
