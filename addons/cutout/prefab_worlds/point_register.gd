extends RefCounted
## What the game says of points and regions, by their ids and names.

const PointStreaming := preload("point_streaming.gd")
const PrefabSources := preload("../prefabs/loading/prefab_sources.gd")
const StreamPoint := preload("stream_point.gd")
const StreamRegion := preload("stream_region.gd")

const _POINT := {
	"name": TYPE_STRING,
	"region": TYPE_STRING,
	"priority": TYPE_INT,
	"load_distance": TYPE_FLOAT,
	"unload_distance": TYPE_FLOAT,
	"pinned": TYPE_BOOL,
}
const _REGION := {
	"load_distance": TYPE_FLOAT,
	"unload_distance": TYPE_FLOAT,
	"pinned": TYPE_BOOL,
}
const _MOST_PRIORITY := 100

var _streaming: PointStreaming


func _init(streaming: PointStreaming) -> void:
	_streaming = streaming


## Adds a point and returns its id; logs and returns -1 if that is wrong.
func add_point(prefab_path: String, place: Transform3D, options: Dictionary) -> int:
	var fault := _fault_of_point(options)
	if fault.is_empty() and (prefab_path.is_empty() or not place.is_finite()):
		fault = "prefab '%s' at %s; pass a path and finite numbers" % [prefab_path, place]
	if not fault.is_empty():
		push_error("Cutout: add_point(): %s." % fault)
		return -1
	var points := _streaming.points
	var number := points.add(PrefabSources.canonical(prefab_path), place)
	var title: String = options.get("name", "")
	points.set_title(number, title)
	points.priorities[number] = options.get("priority", 0)
	points.load_distances[number] = options.get("load_distance", -1.0)
	points.unload_distances[number] = options.get("unload_distance", -1.0)
	_streaming.add_point(number, _region_of(options))
	if options.get("pinned", false):
		_pin(number)
	return points.id_of(number)


## Adds a region; logs and returns [code]false[/code] if that is wrong.
func add_region(title: String, bounds: AABB, options: Dictionary) -> bool:
	var fault := _fault(options, _REGION)
	if title.is_empty():
		fault = "the region has no name"
	elif not bounds.is_finite() or bounds.size != bounds.size.abs():
		fault = "bounds are %s; pass a box of finite, positive size" % bounds
	elif _streaming.regions.table.find(title) >= 0:
		fault = "there is a region '%s' already; remove it first" % title
	if not fault.is_empty():
		push_error("Cutout: add_region(): %s." % fault)
		return false
	var region := StreamRegion.new()
	region.title = title
	region.low = bounds.position
	region.high = bounds.end
	region.load_distance = options.get("load_distance", -1.0)
	region.unload_distance = options.get("unload_distance", -1.0)
	region.pins = 1 if options.get("pinned", false) else 0
	_streaming.add_region(region)
	return true


## Removes a point. Returns [code]false[/code] if there is none.
func remove_point(id: int) -> bool:
	var number := _number_of(id)
	if number >= 0:
		_streaming.remove_point(number)
	return number >= 0


## Removes a region with its points. Returns [code]false[/code] if there is none.
func remove_region(title: String) -> bool:
	var number := _streaming.regions.table.find(title)
	if number >= 0:
		_streaming.remove_region(number)
	return number >= 0


## Pins a point, once more if it is pinned. Returns [code]false[/code] if there is none.
func pin_point(id: int) -> bool:
	var number := _number_of(id)
	if number >= 0:
		_pin(number)
	return number >= 0


## Takes a pin off a point. Returns [code]false[/code] if there was none.
func unpin_point(id: int) -> bool:
	var number := _number_of(id)
	if not number in _streaming.pins:
		return false
	_streaming.pins[number] -= 1
	if _streaming.pins[number] == 0:
		_streaming.pins.erase(number)
		_streaming.reconsider(number)
	return true


## Pins a region, once more if it is pinned. Returns [code]false[/code] if there is none.
func pin_region(title: String) -> bool:
	var number := _streaming.regions.table.find(title)
	if number >= 0:
		_streaming.regions.table.at(number).pins += 1
		_streaming.reconsider_region(number)
	return number >= 0


## Takes a pin off a region. Returns [code]false[/code] if there was none.
func unpin_region(title: String) -> bool:
	var region := _streaming.regions.table.at(_streaming.regions.table.find(title))
	if region == null or region.pins == 0:
		return false
	region.pins -= 1
	_streaming.restart()
	return true


## Returns the id of the point with a name, or -1.
func find_point(title: String) -> int:
	var number := _streaming.points.find(title)
	return -1 if number < 0 else _streaming.points.id_of(number)


## Returns what there is of a point; [code]null[/code] if there is nothing.
func find(id: int) -> StreamPoint:
	var number := _number_of(id)
	return null if number < 0 else _streaming.presence.find(number)


## Returns the root of a point that is there, else [code]null[/code].
func root_of(id: int) -> Node:
	return _streaming.presence.root_of(find(id))


## Returns [code]true[/code] if all of a region is there, or will not come.
func is_region_loaded(title: String) -> bool:
	var region := _streaming.regions.table.at(_streaming.regions.table.find(title))
	return region != null and region.is_settled()


func _number_of(id: int) -> int:
	return _streaming.points.number_of(id)


func _pin(number: int) -> void:
	_streaming.pins[number] = _streaming.pins.get(number, 0) + 1
	_streaming.reconsider(number)


func _fault_of_point(options: Dictionary) -> String:
	var fault := _fault(options, _POINT)
	if not fault.is_empty():
		return fault
	var priority: int = options.get("priority", 0)
	if absi(priority) > _MOST_PRIORITY:
		return "priority is %d; pass -100 to 100" % priority
	if not "region" in options:
		return ""
	if "load_distance" in options or "unload_distance" in options:
		return "a point of a region has no distances of its own; pass them to add_region()"
	if _region_of(options) < 0:
		return "there is no region '%s'; add it first" % options["region"]
	return ""


func _region_of(options: Dictionary) -> int:
	var title: String = options.get("region", "")
	return _streaming.regions.table.find(title)


static func _fault(options: Dictionary, known: Dictionary) -> String:
	for key: Variant in options:
		if not key in known:
			return "there is no option '%s'; known are %s" % [key, ", ".join(known.keys())]
		var type: int = known[key]
		var given := typeof(options[key])
		if given != type and not (type == TYPE_FLOAT and given == TYPE_INT):
			return "%s is %s; pass a %s" % [key, options[key], type_string(type)]
	var near: float = options.get("load_distance", -1.0)
	var far: float = options.get("unload_distance", -1.0)
	for distance: float in [near, far]:
		if not is_finite(distance):
			return "a distance is %s; pass a number of metres" % distance
	if near >= 0.0 and far >= 0.0 and far < near:
		return "unload_distance is %s, less than load_distance %s; pass more" % [far, near]
	return ""
