class_name CutoutFracture
extends RefCounted
## What a polygon broke into, ready to be drawn and to collide.
##
## Fragments are numbered from 0. Rings are open, without holes, and in the coordinates of the
## polygon that broke; neighbours share their vertices exactly. A result is decoded when it is first
## looked at: one that nobody reads costs nothing.

## The area of each fragment, in square pixels.
var areas: PackedFloat32Array:
	get:
		return _decoded()["areas"]
## The centre of mass of each fragment.
var centroids: PackedVector2Array:
	get:
		return _decoded()["centroids"]
## Pairs of fragments that share an edge, two numbers a pair.
var neighbours: PackedInt32Array:
	get:
		return _decoded()["neighbours"]
## How much edge each pair of [member neighbours] shares, in pixels.
var shared_lengths: PackedFloat32Array:
	get:
		return _decoded()["shared_lengths"]
## How the computation went: [code]path[/code], [code]input_area[/code],
## [code]area_error[/code], [code]discarded_area[/code], [code]repaired[/code],
## [code]notes[/code].
var report: Dictionary:
	get:
		return _decoded()["report"]

## The encoded result; empty once it is decoded.
var _body: PackedByteArray
var _message: Dictionary


## Takes a worker's encoded result, to be decoded when it is needed. For the bridge.
static func from_body(body: PackedByteArray) -> CutoutFracture:
	var fracture := CutoutFracture.new()
	fracture._body = body
	return fracture


## Reads a worker's decoded result. For the bridge.
static func from_message(message: Dictionary) -> CutoutFracture:
	var fracture := CutoutFracture.new()
	fracture._message = message
	return fracture


## Returns how many fragments there are.
func size() -> int:
	return areas.size()


## Returns the outline of fragment [param index].
func ring(index: int) -> PackedVector2Array:
	var points: PackedVector2Array = _decoded()["points"]
	var offsets: PackedInt32Array = _message["offsets"]
	return points.slice(offsets[index], offsets[index + 1])


## Returns the outline of fragment [param index], measured from its centroid: what a body at the
## centroid draws.
func local_ring(index: int) -> PackedVector2Array:
	return Transform2D(0.0, -centroids[index]) * ring(index)


## Returns the outlines of all fragments.
func rings() -> Array[PackedVector2Array]:
	var points: PackedVector2Array = _decoded()["points"]
	var offsets: PackedInt32Array = _message["offsets"]
	var all: Array[PackedVector2Array] = []
	var start := 0
	for i in range(1, offsets.size()):
		var end := offsets[i]
		all.append(points.slice(start, end))
		start = end
	return all


## Returns the triangles of fragment [param index]: numbers of its ring's vertices, three a
## triangle.
func triangles(index: int) -> PackedInt32Array:
	var corners: PackedInt32Array = _decoded()["triangles"]
	var offsets: PackedInt32Array = _message["triangle_offsets"]
	return corners.slice(offsets[index], offsets[index + 1])


## Returns the convex parts of fragment [param index], cut from [param outline], which is its
## [method ring] or [method local_ring]. Each is ready for a [ConvexPolygonShape2D].
func convex_parts(index: int, outline: PackedVector2Array) -> Array[PackedVector2Array]:
	var fragment_parts: PackedInt32Array = _decoded()["fragment_parts"]
	var offsets: PackedInt32Array = _message["part_offsets"]
	var corners: PackedInt32Array = _message["parts"]
	var all: Array[PackedVector2Array] = []
	for part in range(fragment_parts[index], fragment_parts[index + 1]):
		var from := offsets[part]
		var to := offsets[part + 1]
		if to - from == outline.size():
			all.append(outline)
			continue
		var points := PackedVector2Array()
		for corner in range(from, to):
			points.append(outline[corners[corner]])
		all.append(points)
	return all


## Returns the area of all fragments together, in square pixels.
func total_area() -> float:
	var total := 0.0
	for area in areas:
		total += area
	return total


func _decoded() -> Dictionary:
	if not _body.is_empty():
		_message = bytes_to_var(_body)
		_body = PackedByteArray()
	return _message
