@abstract
extends RefCounted
## The fragments of a result one by one, as bodies need them.
##
## A result has the arrays of all fragments in one piece each. The native library takes them apart
## at a tenth of what a script does: see [code]native_fragment_arrays.gd[/code], and
## [code]plain_fragment_arrays.gd[/code] for where there is none.

## The area of each fragment, in square pixels.
var areas: PackedFloat32Array:
	get:
		if areas.is_empty():
			areas = _read_areas()
		return areas
## The centre of mass of each fragment.
var centroids: PackedVector2Array:
	get:
		if centroids.is_empty():
			centroids = _read_centroids()
		return centroids
## How many fragments there are.
var count := 0

## Returns the pairs of fragments that share an edge.
@abstract func neighbours() -> PackedInt32Array

## Returns how much edge each pair shares, in pixels.
@abstract func shared_lengths() -> PackedFloat32Array

## Returns the area of all fragments together, in square pixels.
@abstract func total_area() -> float

## Returns the area of the smallest fragment, in square pixels; 0 if there is none.
@abstract func least_area() -> float

## Returns the centre of mass of all fragments together.
@abstract func centre() -> Vector2

## Returns the outline of a fragment, in the coordinates of what broke.
@abstract func ring(index: int) -> PackedVector2Array

## Returns the outlines of all fragments.
@abstract func rings() -> Array[PackedVector2Array]

## Returns the outline of a fragment, measured from its centre of mass.
@abstract func local_ring(index: int) -> PackedVector2Array

## Returns the triangles of a fragment: numbers of its outline's vertices, three a triangle.
@abstract func triangles(index: int) -> PackedInt32Array

## Returns the convex parts of a fragment, cut from [param outline]: its vertices, wherever they
## are.
@abstract func convex_parts(index: int, outline: PackedVector2Array) -> Array[PackedVector2Array]

## Gives a body the convex parts of a fragment, measured from its centre of mass and made as
## [param stretch] says.
@abstract func add_shapes(index: int, body: CollisionObject2D, stretch: Transform2D) -> void

## Draws a fragment like that. With a texture, [param to_uv] takes a point of what broke to its
## place on it. Returns the bounds.
@abstract func draw(
	index: int,
	item: RID,
	stretch: Transform2D,
	to_uv: Transform2D,
	colors: PackedColorArray,
	texture: RID
) -> Rect2

## Draws some fragments where they are, as one. Their UVs are their centres of mass, with a number
## in the lowest bits: see [code]row_tag.gd[/code]. Returns the bounds.
@abstract func draw_flight(
	indices: PackedInt32Array, item: RID, colors: PackedColorArray, texture: RID, row: int
) -> Rect2

@abstract func _read_areas() -> PackedFloat32Array

@abstract func _read_centroids() -> PackedVector2Array
