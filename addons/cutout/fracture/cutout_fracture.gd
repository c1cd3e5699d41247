class_name CutoutFracture
extends RefCounted
## What a polygon broke into, ready to be drawn and to collide.
##
## Fragments are numbered from 0. Rings are open, without holes, and in the coordinates of the
## polygon that broke; neighbours share their vertices exactly.

## The area of each fragment, in square pixels.
var areas: PackedFloat32Array
## The centre of mass of each fragment.
var centroids: PackedVector2Array
## Pairs of fragments that share an edge, two numbers a pair.
var neighbours: PackedInt32Array
## How much edge each pair of [member neighbours] shares, in pixels.
var shared_lengths: PackedFloat32Array
## How the computation went: [code]path[/code], [code]input_area[/code],
## [code]area_error[/code], [code]discarded_area[/code], [code]repaired[/code],
## [code]notes[/code].
var report: Dictionary

var _points: PackedVector2Array
var _offsets: PackedInt32Array
var _triangles: PackedInt32Array
var _triangle_offsets: PackedInt32Array
var _parts: PackedInt32Array
var _part_offsets: PackedInt32Array
var _fragment_parts: PackedInt32Array


## Reads a worker's result. For the bridge.
static func from_message(message: Dictionary) -> CutoutFracture:
	var fracture := CutoutFracture.new()
	fracture.areas = message["areas"]
	fracture.centroids = message["centroids"]
	fracture.neighbours = message["neighbours"]
	fracture.shared_lengths = message["shared_lengths"]
	fracture.report = message["report"]
	fracture._points = message["points"]
	fracture._offsets = message["offsets"]
	fracture._triangles = message["triangles"]
	fracture._triangle_offsets = message["triangle_offsets"]
	fracture._parts = message["parts"]
	fracture._part_offsets = message["part_offsets"]
	fracture._fragment_parts = message["fragment_parts"]
	return fracture


## Returns how many fragments there are.
func size() -> int:
	return areas.size()


## Returns the outline of fragment [param index].
func ring(index: int) -> PackedVector2Array:
	return _points.slice(_offsets[index], _offsets[index + 1])


## Returns the outline of fragment [param index], measured from its centroid: what a body at the
## centroid draws.
func local_ring(index: int) -> PackedVector2Array:
	return Transform2D(0.0, -centroids[index]) * ring(index)


## Returns the outlines of all fragments.
func rings() -> Array[PackedVector2Array]:
	var all: Array[PackedVector2Array] = []
	for index in size():
		all.append(ring(index))
	return all


## Returns the triangles of fragment [param index]: numbers of its ring's vertices, three a
## triangle.
func triangles(index: int) -> PackedInt32Array:
	return _triangles.slice(_triangle_offsets[index], _triangle_offsets[index + 1])


## Returns the convex parts of fragment [param index], cut from [param outline], which is its
## [method ring] or [method local_ring]. Each is ready for a [ConvexPolygonShape2D].
func convex_parts(index: int, outline: PackedVector2Array) -> Array[PackedVector2Array]:
	var all: Array[PackedVector2Array] = []
	for part in range(_fragment_parts[index], _fragment_parts[index + 1]):
		var from := _part_offsets[part]
		var to := _part_offsets[part + 1]
		if to - from == outline.size():
			all.append(outline)
			continue
		var points := PackedVector2Array()
		for corner in range(from, to):
			points.append(outline[_parts[corner]])
		all.append(points)
	return all


## Returns the area of all fragments together, in square pixels.
func total_area() -> float:
	var total := 0.0
	for area in areas:
		total += area
	return total
