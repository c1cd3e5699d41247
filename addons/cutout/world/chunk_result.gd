extends RefCounted
## The shape of what the kind [code]chunk[/code] returns, checked before anything is made of it.
##
## The check costs some microseconds: it looks at types and sizes, not at every number.

const SurfaceArrays := preload("../meshes/surface_arrays.gd")

## Numbers for each thing that is repeated: the rows of its transform, and its colour.
const INSTANCE_FLOATS := 16
## Numbers for each box: the rows of its transform, and its size.
const BOX_FLOATS := 15

const _TYPES := {
	"mesh": TYPE_DICTIONARY,
	"instances": TYPE_DICTIONARY,
	"heights": TYPE_PACKED_FLOAT32_ARRAY,
	"height_step": TYPE_FLOAT,
	"boxes": TYPE_PACKED_FLOAT32_ARRAY,
	"collider": TYPE_PACKED_VECTOR3_ARRAY,
	"statistics": TYPE_DICTIONARY,
}
const _INSTANCE_TYPES := {
	"types": TYPE_PACKED_STRING_ARRAY,
	"counts": TYPE_PACKED_INT32_ARRAY,
	"buffer": TYPE_PACKED_FLOAT32_ARRAY,
}


## Returns what is wrong with a result; empty if nothing is.
static func fault_of(result: Variant) -> String:
	if not result is Dictionary:
		return "it is %s, not Dictionary" % type_string(typeof(result))
	var fields: Dictionary = result
	var fault := _first_wrong_type(fields, _TYPES, "")
	if not fault.is_empty():
		return fault
	var mesh: Dictionary = fields["mesh"]
	fault = SurfaceArrays.fault_of(mesh)
	if not fault.is_empty():
		return "mesh: " + fault
	var instances: Dictionary = fields["instances"]
	fault = _first_wrong_type(instances, _INSTANCE_TYPES, "instances.")
	if fault.is_empty():
		fault = _wrong_counts(instances)
	return fault if not fault.is_empty() else _wrong_collision(fields)


static func _first_wrong_type(fields: Dictionary, types: Dictionary, prefix: String) -> String:
	for key: String in types:
		var expected: int = types[key]
		var found := typeof(fields.get(key))
		if found != expected:
			return "%s%s is %s, not %s" % [prefix, key, type_string(found), type_string(expected)]
	return ""


static func _wrong_counts(instances: Dictionary) -> String:
	var types: PackedStringArray = instances["types"]
	var counts: PackedInt32Array = instances["counts"]
	var buffer: PackedFloat32Array = instances["buffer"]
	if types.size() != counts.size():
		return "instances has %d types and %d counts" % [types.size(), counts.size()]
	var total := 0
	for count in counts:
		if count < 0:
			return "instances.counts holds %d" % count
		total += count
	if total * INSTANCE_FLOATS != buffer.size():
		return "instances.buffer has %d numbers for %d things" % [buffer.size(), total]
	return ""


static func _wrong_collision(fields: Dictionary) -> String:
	var heights: PackedFloat32Array = fields["heights"]
	var boxes: PackedFloat32Array = fields["boxes"]
	var collider: PackedVector3Array = fields["collider"]
	var step: float = fields["height_step"]
	var side := roundi(sqrt(heights.size()))
	if not heights.is_empty() and (side < 2 or side * side != heights.size()):
		return "heights has %d numbers, which is no square" % heights.size()
	if not heights.is_empty() and not (step > 0.0 and is_finite(step)):
		return "height_step is %s" % step
	if boxes.size() % BOX_FLOATS != 0:
		return "boxes has %d numbers, not %d a box" % [boxes.size(), BOX_FLOATS]
	if collider.size() % 3 != 0:
		return "collider has %d corners, not three a triangle" % collider.size()
	return ""
