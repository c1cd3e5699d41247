class_name CutoutFracture
extends RefCounted
## What a polygon broke into, ready to be drawn and to collide.
##
## Fragments are numbered from 0. Rings are open, without holes, and in the coordinates of the
## polygon that broke; neighbours share their vertices exactly. A result is read when it is first
## looked at: one that nobody reads costs nothing.

## How many surfaces a solid has: front, back and side, in this order.
const SURFACES := 3

const FragmentArrays := preload("fragment_arrays.gd")
const NativeFragmentArrays := preload("native_fragment_arrays.gd")
const PlainFragmentArrays := preload("plain_fragment_arrays.gd")

## The area of each fragment, in square pixels.
var areas: PackedFloat32Array:
	get:
		return get_arrays().areas
## The centre of mass of each fragment.
var centroids: PackedVector2Array:
	get:
		return get_arrays().centroids
## Pairs of fragments that share an edge, two numbers a pair.
var neighbours: PackedInt32Array:
	get:
		if neighbours.is_empty():
			neighbours = get_arrays().neighbours()
		return neighbours
## How much edge each pair of [member neighbours] shares, in pixels.
var shared_lengths: PackedFloat32Array:
	get:
		if shared_lengths.is_empty():
			shared_lengths = get_arrays().shared_lengths()
		return shared_lengths
## The fragments that a punch left standing, in ascending order. Together they are one body, which
## is cut only where it would have a hole. Other patterns leave none.
var rest: PackedInt32Array:
	get:
		var fragments: Array = report["rest"]
		return PackedInt32Array(fragments)
## The area of the material that was taken away, in square pixels: slits, and shapes punched out.
var removed_area: float:
	get:
		return report["removed_area"]
## How often the fragments have been broken, this time included: what to pass to
## [method CutoutFractureParams.dictionary_at_depth] when one of them is to break again.
var refracture_depth: int:
	get:
		return report.get("refracture_depth", 1)
## How the computation went.[br]
## - [code]path[/code]: [code]kernel[/code], or [code]geos[/code] for cuts along paths and for
## polygons that are hard to split.[br]
## - [code]input_area[/code]: the area of the polygon, in square pixels.[br]
## - [code]area_error[/code]: by how much the fragments miss it, relative.[br]
## - [code]discarded_area[/code]: the area of small fragments that were dropped.[br]
## - [code]removed_area[/code]: see [member removed_area].[br]
## - [code]rest[/code]: see [member rest].[br]
## - [code]repaired[/code]: whether the polygon was not valid.[br]
## - [code]notes[/code]: what else there is to tell, in sentences.[br]
## - [code]refracture_depth[/code]: see [member refracture_depth]; only if it is over 1.
var report: Dictionary:
	get:
		_decode()
		return _message["report"]

## The encoded result; empty if it came decoded.
var _body: PackedByteArray
var _fragments: FragmentArrays
## The decoded result; empty until something is asked for that the fragments' arrays do not hold.
var _message: Dictionary


## Takes a worker's encoded result, to be decoded when it is needed. For the bridge.
static func from_body(body: PackedByteArray) -> CutoutFracture:
	var fracture := CutoutFracture.new()
	fracture._body = body
	return fracture


## Returns the outlines in a worker's encoded result, without making an object of it, which costs
## three times as much. For the bridge.
static func rings_in(body: PackedByteArray) -> Array[PackedVector2Array]:
	var outlines: Variant = NativeFragmentArrays.rings_in(body)
	return outlines if outlines != null else from_body(body).rings()


## Reads a worker's decoded result. For the bridge.
static func from_message(message: Dictionary) -> CutoutFracture:
	var fracture := CutoutFracture.new()
	fracture._message = message
	return fracture


## Returns the encoded result: the bytes that the worker sent, to be kept for later. See
## [CutoutBakedFracture].
func to_body() -> PackedByteArray:
	return _body if not _body.is_empty() else var_to_bytes(_message)


## Returns how many fragments there are.
func size() -> int:
	return get_arrays().count


## Returns the outline of fragment [param index].
func ring(index: int) -> PackedVector2Array:
	return get_arrays().ring(index)


## Returns the outline of fragment [param index], measured from its centroid: what a body at the
## centroid draws.
func local_ring(index: int) -> PackedVector2Array:
	return get_arrays().local_ring(index)


## Returns the outlines of all fragments.
func rings() -> Array[PackedVector2Array]:
	return get_arrays().rings()


## Returns the triangles of fragment [param index]: numbers of its ring's vertices, three a
## triangle.
func triangles(index: int) -> PackedInt32Array:
	return get_arrays().triangles(index)


## Returns the convex parts of fragment [param index], cut from [param outline], which is its
## [method ring] or [method local_ring], or what became of one. Each is ready for a
## [ConvexPolygonShape2D].
func convex_parts(index: int, outline: PackedVector2Array) -> Array[PackedVector2Array]:
	return get_arrays().convex_parts(index, outline)


## Returns the fragments that share an edge with fragment [param index].
func neighbours_of(index: int) -> PackedInt32Array:
	var found := PackedInt32Array()
	var pairs := neighbours
	var at := pairs.find(index)
	while at >= 0:
		# The other one of the pair: numbers 2 i and 2 i + 1 differ in the last bit only.
		found.append(pairs[at ^ 1])
		at = pairs.find(index, at + 1)
	return found


## Returns whether fragments have a thickness: whether
## [member CutoutFractureParams.extrude_depth] was above 0.
func is_extruded() -> bool:
	_decode()
	return _message.has("surfaces")


## Returns the surfaces of fragment [param index] as a solid in space: its front, its back and the
## band around, each with UVs of its own and ready for [method ArrayMesh.add_surface_from_arrays]
## as [constant Mesh.PRIMITIVE_TRIANGLES]. Returns an empty array if [method is_extruded] is
## [code]false[/code].
##
## [br][br]Its origin is the fragment's centroid, half-way between front and back; y points up, and
## the front to +z. The solid belongs at [code]Vector3(c.x, -c.y, 0.0) * units_per_pixel[/code],
## where [code]c[/code] is the fragment's entry in [member centroids].
## [codeblock]
## var mesh := ArrayMesh.new()
## for arrays in fracture.surfaces(index):
##     mesh.add_surface_from_arrays(Mesh.PRIMITIVE_TRIANGLES, arrays)
## [/codeblock]
func surfaces(index: int) -> Array[Array]:
	var all: Array[Array] = []
	if not is_extruded():
		return all
	var solids: Dictionary = _message["surfaces"]
	var positions: PackedVector3Array = solids["positions"]
	var normals: PackedVector3Array = solids["normals"]
	var uvs: PackedVector2Array = solids["uvs"]
	var indices: PackedInt32Array = solids["indices"]
	var vertex_offsets: PackedInt32Array = solids["vertex_offsets"]
	var index_offsets: PackedInt32Array = solids["index_offsets"]
	for surface in range(index * SURFACES, (index + 1) * SURFACES):
		var from := vertex_offsets[surface]
		var to := vertex_offsets[surface + 1]
		var arrays := []
		arrays.resize(Mesh.ARRAY_MAX)
		arrays[Mesh.ARRAY_VERTEX] = positions.slice(from, to)
		arrays[Mesh.ARRAY_NORMAL] = normals.slice(from, to)
		arrays[Mesh.ARRAY_TEX_UV] = uvs.slice(from, to)
		arrays[Mesh.ARRAY_INDEX] = indices.slice(index_offsets[surface], index_offsets[surface + 1])
		all.append(arrays)
	return all


## Returns what bodies are made of, fragment by fragment. For [CutoutFragment2D].
func get_arrays() -> FragmentArrays:
	if _fragments == null and not _body.is_empty():
		_fragments = NativeFragmentArrays.from_body(_body)
	if _fragments == null:
		_decode()
		_fragments = PlainFragmentArrays.from_message(_message)
	return _fragments


## Returns the area of all fragments together, in square pixels.
func total_area() -> float:
	return get_arrays().total_area()


func _decode() -> void:
	if _message.is_empty():
		_message = bytes_to_var(_body)
