extends "fragment_arrays.gd"
## The fragments of a decoded result one by one.

const ConvexPart := preload("convex_part.gd")
const PlainFragmentArrays := preload("plain_fragment_arrays.gd")
const RowTag := preload("row_tag.gd")

var _message: Dictionary
var _offsets: PackedInt32Array
var _points: PackedVector2Array


## Returns the fragments in a decoded result.
static func from_message(message: Dictionary) -> PlainFragmentArrays:
	var arrays := PlainFragmentArrays.new()
	arrays._message = message
	arrays._offsets = message["offsets"]
	arrays._points = message["points"]
	arrays.count = arrays._offsets.size() - 1
	return arrays


func neighbours() -> PackedInt32Array:
	return _message["neighbours"]


func shared_lengths() -> PackedFloat32Array:
	return _message["shared_lengths"]


func total_area() -> float:
	var total := 0.0
	for area in areas:
		total += area
	return total


func least_area() -> float:
	var least := INF
	for area in areas:
		least = minf(least, area)
	return least if is_finite(least) else 0.0


func centre() -> Vector2:
	var sum := Vector2.ZERO
	for index in count:
		sum += centroids[index] * areas[index]
	var total := total_area()
	return sum / total if total > 0.0 else Vector2.ZERO


func ring(index: int) -> PackedVector2Array:
	return _points.slice(_offsets[index], _offsets[index + 1])


func rings() -> Array[PackedVector2Array]:
	var all: Array[PackedVector2Array] = []
	for index in count:
		all.append(ring(index))
	return all


func local_ring(index: int) -> PackedVector2Array:
	return Transform2D(0.0, -centroids[index]) * ring(index)


func triangles(index: int) -> PackedInt32Array:
	return _slice("triangles", "triangle_offsets", index)


func convex_parts(index: int, outline: PackedVector2Array) -> Array[PackedVector2Array]:
	var own: Array[PackedVector2Array] = []
	var fragment_parts: PackedInt32Array = _message["fragment_parts"]
	for part in range(fragment_parts[index], fragment_parts[index + 1]):
		var corners := _slice("parts", "part_offsets", part)
		# A convex fragment is its only part.
		var whole := outline if corners.size() == outline.size() else _picked(outline, corners)
		var convex := ConvexPart.strictly_convex(whole)
		if not convex.is_empty():
			own.append(convex)
	return own


func add_shapes(index: int, body: CollisionObject2D, stretch: Transform2D) -> void:
	var owner_id := body.create_shape_owner(body)
	for part in convex_parts(index, stretch * local_ring(index)):
		var shape := ConvexPolygonShape2D.new()
		shape.points = part
		body.shape_owner_add_shape(owner_id, shape)


func draw(
	index: int,
	item: RID,
	stretch: Transform2D,
	to_uv: Transform2D,
	colors: PackedColorArray,
	texture: RID
) -> Rect2:
	var uvs := to_uv * ring(index) if texture.is_valid() else PackedVector2Array()
	var points := stretch * local_ring(index)
	_add_triangles(item, triangles(index), points, colors, uvs, texture)
	return _bounds_of(points)


func draw_flight(
	indices: PackedInt32Array, item: RID, colors: PackedColorArray, texture: RID, row: int
) -> Rect2:
	var points := PackedVector2Array()
	var own_centroids := PackedVector2Array()
	var corners := PackedInt32Array()
	var repeated := PackedVector2Array()
	for index in indices:
		var first := points.size()
		points.append_array(ring(index))
		repeated.resize(points.size() - first)
		repeated.fill(RowTag.of_point(centroids[index], row))
		own_centroids.append_array(repeated)
		for corner in triangles(index):
			corners.append(first + corner)
	_add_triangles(item, corners, points, colors, own_centroids, texture)
	return _bounds_of(points)


func _read_areas() -> PackedFloat32Array:
	return _message["areas"]


func _read_centroids() -> PackedVector2Array:
	return _message["centroids"]


func _slice(array: String, offsets: String, index: int) -> PackedInt32Array:
	var all: PackedInt32Array = _message[array]
	var starts: PackedInt32Array = _message[offsets]
	return all.slice(starts[index], starts[index + 1])


static func _add_triangles(
	item: RID,
	corners: PackedInt32Array,
	points: PackedVector2Array,
	colors: PackedColorArray,
	uvs: PackedVector2Array,
	texture: RID
) -> void:
	RenderingServer.canvas_item_add_triangle_array(
		item, corners, points, colors, uvs, PackedInt32Array(), PackedFloat32Array(), texture
	)


static func _bounds_of(points: PackedVector2Array) -> Rect2:
	if points.is_empty():
		return Rect2()
	var bounds := Rect2(points[0], Vector2.ZERO)
	for point in points:
		bounds = bounds.expand(point)
	return bounds


static func _picked(outline: PackedVector2Array, corners: PackedInt32Array) -> PackedVector2Array:
	var picked := PackedVector2Array()
	for corner in corners:
		picked.append(outline[corner])
	return picked
