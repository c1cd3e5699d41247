extends RefCounted
## The fragments of a result one by one, as bodies need them.
##
## A result has the arrays of all fragments in one piece each. The native library takes them apart,
## at a tenth of what it costs here; without it, as for a fracture that was baked, this script does.

const FragmentArrays := preload("fragment_arrays.gd")

const _READER := &"CutoutFragmentReader"

static var _reader: RefCounted = (
	ClassDB.instantiate(_READER) if ClassDB.class_exists(_READER) else null
)

## The area of each fragment, in square pixels.
var areas: PackedFloat32Array
## The centre of mass of each fragment.
var centroids: PackedVector2Array
## The outline of each fragment, measured from its centre of mass.
var local_rings: Array[PackedVector2Array]
## The triangles of each fragment: numbers of its outline's vertices, three a triangle.
var triangles: Array[PackedInt32Array]
## The convex parts of each fragment, each an Array[PackedVector2Array], in the coordinates of
## [member local_rings].
var convex_parts: Array[Array]


## Returns the fragments in an encoded result; [code]null[/code] if the native library is not there
## or cannot read it.
static func from_body(body: PackedByteArray) -> FragmentArrays:
	if _reader == null:
		return null
	var columns: Array = _reader.call(&"read", body)
	if columns.is_empty():
		return null
	var arrays := FragmentArrays.new()
	arrays.areas = columns[0]
	arrays.centroids = columns[1]
	arrays.local_rings = columns[2]
	arrays.triangles = columns[3]
	arrays.convex_parts = columns[4]
	return arrays


## Returns the fragments in a decoded result.
static func from_message(message: Dictionary) -> FragmentArrays:
	var points: PackedVector2Array = message["points"]
	var offsets: PackedInt32Array = message["offsets"]
	var corners: PackedInt32Array = message["triangles"]
	var corner_offsets: PackedInt32Array = message["triangle_offsets"]
	var arrays := FragmentArrays.new()
	arrays.areas = message["areas"]
	arrays.centroids = message["centroids"]
	for i in arrays.centroids.size():
		var from_centroid := Transform2D(0.0, -arrays.centroids[i])
		var outline := from_centroid * points.slice(offsets[i], offsets[i + 1])
		arrays.local_rings.append(outline)
		arrays.triangles.append(corners.slice(corner_offsets[i], corner_offsets[i + 1]))
		arrays.convex_parts.append(parts_of(message, i, outline))
	return arrays


## Returns the outlines in an encoded result, in the coordinates of what broke, as an
## Array[PackedVector2Array]; empty if the native library is not there or cannot read it.
static func outlines_of(body: PackedByteArray) -> Array:
	return _reader.call(&"outlines", body) if _reader != null else []


## Returns the convex parts of one fragment, cut from [param outline].
static func parts_of(
	message: Dictionary, index: int, outline: PackedVector2Array
) -> Array[PackedVector2Array]:
	var fragment_parts: PackedInt32Array = message["fragment_parts"]
	var parts: PackedInt32Array = message["parts"]
	var part_offsets: PackedInt32Array = message["part_offsets"]
	var own: Array[PackedVector2Array] = []
	for part in range(fragment_parts[index], fragment_parts[index + 1]):
		var corners := parts.slice(part_offsets[part], part_offsets[part + 1])
		# A convex fragment is its only part.
		own.append(outline if corners.size() == outline.size() else _picked(outline, corners))
	return own


static func _picked(outline: PackedVector2Array, corners: PackedInt32Array) -> PackedVector2Array:
	var picked := PackedVector2Array()
	for corner in corners:
		picked.append(outline[corner])
	return picked
