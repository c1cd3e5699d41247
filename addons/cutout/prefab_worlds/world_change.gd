extends "../frame/thread_task.gd"
## What has changed in a file of a world, found in a thread: which of its points stay as they are,
## which go, and what comes. A region stays if all of it is as it was.

# What a point has one entry of, besides its prefab and its transform.
const _SINGLES: PackedStringArray = ["names", "priorities", "load_distances", "unload_distances"]
const _NUMBERS := 12
const _BOUNDS := 6

## What the file said, and what it says now: answers to the kind [code]prefab_world[/code].
var before := {}
var after := {}
## The ids of the points before; once it has ended, of those after, -1 for those that come.
var ids := PackedInt64Array()

## The ids of the points that go, besides those of regions that go.
var gone := PackedInt64Array()
var gone_regions := PackedStringArray()
var kept_regions := PackedStringArray()
## What comes, as if it were a world of its own, and the places of its points in [member ids].
var coming := {}
var slots := PackedInt32Array()


func _run() -> void:
	var old_ids := ids
	ids = PackedInt64Array()
	ids.resize(_count(after))
	ids.fill(-1)
	coming = {"prefabs": after["prefabs"], "region_offsets": PackedInt32Array([0])}
	for what: String in ["kinds", "transforms", "regions", "region_bounds", "region_pinned"]:
		coming[what] = type_convert([], typeof(after[what]))
	for what in _SINGLES:
		coming[what] = type_convert([], typeof(after[what]))
	_compare_regions(old_ids)
	_compare_points(old_ids)


func _compare_regions(old_ids: PackedInt64Array) -> void:
	var known := {}
	for number in _regions_of(before).size():
		known[_region_key(before, number)] = number
	var kept := {}
	for number in _regions_of(after).size():
		var old: int = known.get(_region_key(after, number), -1)
		if old < 0:
			_bring_region(number)
			continue
		kept[old] = true
		kept_regions.append(_regions_of(after)[number])
		var first := _first_of(before, old)
		for i in _first_of(after, number + 1) - _first_of(after, number):
			ids[_first_of(after, number) + i] = old_ids[first + i]
	for number in _regions_of(before).size():
		if not number in kept:
			gone_regions.append(_regions_of(before)[number])


func _compare_points(old_ids: PackedInt64Array) -> void:
	var known := {}
	for i in range(_first_of(before, -1), _count(before)):
		var key := _point_key(before, i)
		if not key in known:
			known[key] = PackedInt32Array()
		var alike: PackedInt32Array = known[key]
		alike.append(i)
		known[key] = alike
	for i in range(_first_of(after, -1), _count(after)):
		var key := _point_key(after, i)
		var alike: PackedInt32Array = known.get(key, PackedInt32Array())
		if alike.is_empty():
			_bring_point(i)
			continue
		ids[i] = old_ids[alike[-1]]
		alike.resize(alike.size() - 1)
		known[key] = alike
	for alike: PackedInt32Array in known.values():
		for i in alike:
			gone.append(old_ids[i])


func _bring_region(number: int) -> void:
	_append("regions", number, 1)
	_append("region_bounds", number, _BOUNDS)
	_append("region_pinned", number, 1)
	for i in range(_first_of(after, number), _first_of(after, number + 1)):
		_bring_point(i)
	var offsets: PackedInt32Array = coming["region_offsets"]
	offsets.append(slots.size())
	coming["region_offsets"] = offsets


func _bring_point(i: int) -> void:
	slots.append(i)
	_append("kinds", i, 1)
	_append("transforms", i, _NUMBERS)
	for what in _SINGLES:
		_append(what, i, 1)


func _append(what: String, place: int, each: int) -> void:
	var array: Variant = coming[what]
	for i in range(place * each, (place + 1) * each):
		# A packed array of any type.
		@warning_ignore("unsafe_method_access")
		array.append(after[what][i])
	coming[what] = array


static func _region_key(world: Dictionary, number: int) -> Array:
	var bounds: PackedFloat32Array = world["region_bounds"]
	var pinned: PackedByteArray = world["region_pinned"]
	var key := [_regions_of(world)[number], pinned[number]]
	key.append(bounds.slice(number * _BOUNDS, (number + 1) * _BOUNDS))
	for i in range(_first_of(world, number), _first_of(world, number + 1)):
		key.append(_point_key(world, i))
	return key


static func _point_key(world: Dictionary, i: int) -> Array:
	var prefabs: PackedStringArray = world["prefabs"]
	var kinds: PackedInt32Array = world["kinds"]
	var transforms: PackedFloat32Array = world["transforms"]
	var key := [prefabs[kinds[i]], transforms.slice(i * _NUMBERS, (i + 1) * _NUMBERS)]
	for what in _SINGLES:
		key.append(world[what][i])
	return key


static func _regions_of(world: Dictionary) -> PackedStringArray:
	return world["regions"]


## Returns the place of the first point of a region; for -1, of the first one of none.
static func _first_of(world: Dictionary, region: int) -> int:
	var offsets: PackedInt32Array = world["region_offsets"]
	return offsets[region]


static func _count(world: Dictionary) -> int:
	var kinds: PackedInt32Array = world["kinds"]
	return kinds.size()
