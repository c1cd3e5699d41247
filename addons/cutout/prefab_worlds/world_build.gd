extends "../jobs/threaded_build.gd"
## Reads the answer of a worker to the kind [code]prefab_world[/code] in a thread of the engine:
## decoding and checking tens of thousands of points takes milliseconds.

# The types of the entries, and how many numbers of each a point (or a prefab, or a region) has.
const _POINTS := {
	"kinds": [TYPE_PACKED_INT32_ARRAY, 1],
	"transforms": [TYPE_PACKED_FLOAT32_ARRAY, 12],
	"names": [TYPE_PACKED_STRING_ARRAY, 1],
	"priorities": [TYPE_PACKED_INT32_ARRAY, 1],
	"load_distances": [TYPE_PACKED_FLOAT32_ARRAY, 1],
	"unload_distances": [TYPE_PACKED_FLOAT32_ARRAY, 1],
}
const _REGIONS := {
	"regions": [TYPE_PACKED_STRING_ARRAY, 1],
	"region_bounds": [TYPE_PACKED_FLOAT32_ARRAY, 6],
	"region_pinned": [TYPE_PACKED_BYTE_ARRAY, 1],
}

## What the worker said. Until [signal ended], for the thread.
var world := {}


func _outcome() -> Variant:
	return world


func _run() -> void:
	var result: Variant = null if bytes.is_empty() else bytes_to_var(bytes)
	if not result is Dictionary:
		fault = "it is no Dictionary"
		return
	world = result
	fault = _fault()


func _fault() -> String:
	for title: String in ["prefabs", "regions"]:
		if not world.get(title) is PackedStringArray:
			return "%s is no PackedStringArray" % title
	if not world.get("kinds") is PackedInt32Array:
		return "kinds is no PackedInt32Array"
	var found := _fault_of_sizes(_POINTS, _size_of("kinds"))
	if found.is_empty():
		found = _fault_of_sizes(_REGIONS, _size_of("regions"))
	if found.is_empty():
		found = _fault_of_numbers()
	return found


func _size_of(title: String) -> int:
	var array: Variant = world.get(title, [])
	return len(array)


func _fault_of_sizes(known: Dictionary, count: int) -> String:
	for title: String in known:
		var rule: Array = known[title]
		var type: int = rule[0]
		var each: int = rule[1]
		if typeof(world.get(title)) != type:
			return "%s is no %s" % [title, type_string(type)]
		if _size_of(title) != each * count:
			return "%s has %d entries, not %d" % [title, _size_of(title), each * count]
	return ""


func _fault_of_numbers() -> String:
	var prefabs: PackedStringArray = world["prefabs"]
	var kinds: PackedInt32Array = world["kinds"]
	for kind in kinds:
		if kind < 0 or kind >= prefabs.size():
			return "kinds names prefab %d of %d" % [kind, prefabs.size()]
	var transforms: PackedFloat32Array = world["transforms"]
	for number in transforms:
		if not is_finite(number):
			return "transforms has a number that is not finite"
	if not world.get("region_offsets") is PackedInt32Array:
		return "region_offsets is no PackedInt32Array"
	var offsets: PackedInt32Array = world["region_offsets"]
	if offsets.size() != _size_of("regions") + 1:
		return "region_offsets has %d entries" % offsets.size()
	var last := 0
	for offset in offsets:
		if offset < last or offset > kinds.size():
			return "region_offsets do not ascend from 0 to %d" % kinds.size()
		last = offset
	return "" if offsets[0] == 0 else "region_offsets do not begin with 0"
