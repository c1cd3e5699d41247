extends RefCounted
## Puts fragments in the place of a Polygon2D: same colour, same texture, same spot.


## Adds a piece beside [param polygon] for each fragment, hides the polygon, and returns the pieces.
static func break_apart(polygon: Polygon2D, fracture: CutoutFracture) -> Array[CutoutFragment2D]:
	var pieces: Array[CutoutFragment2D] = []
	var to_uv := _point_to_uv(polygon)
	var parent := polygon.get_parent()
	for index in fracture.size():
		var piece := CutoutFragment2D.new()
		piece.set_up(fracture, index, polygon.color)
		if polygon.texture != null:
			piece.set_texture(polygon.texture, to_uv * fracture.ring(index))
		piece.transform = (
			polygon.transform * Transform2D(0.0, polygon.offset + fracture.centroids[index])
		)
		piece.modulate = polygon.modulate
		piece.z_index = polygon.z_index
		parent.add_child(piece)
		pieces.append(piece)
	polygon.hide()
	return pieces


## Returns the outline that is drawn: the polygon without its inner vertices.
static func outline_of(polygon: Polygon2D) -> PackedVector2Array:
	return polygon.polygon.slice(0, polygon.polygon.size() - polygon.internal_vertex_count)


## Returns what maps a point of the polygon to its place on the texture, from (0, 0) to (1, 1).
static func _point_to_uv(polygon: Polygon2D) -> Transform2D:
	if polygon.texture == null:
		return Transform2D.IDENTITY
	var size := polygon.texture.get_size()
	var to_pixels := _pixels_from_uvs(polygon)
	if to_pixels == Transform2D():
		to_pixels = Transform2D(polygon.texture_rotation, polygon.texture_scale, 0.0, Vector2.ZERO)
		to_pixels = to_pixels.translated(polygon.texture_offset)
	return Transform2D(0.0, Vector2.ONE / size, 0.0, Vector2.ZERO) * to_pixels


## Returns the affine map that takes three of the polygon's corners to their UVs; identity if it has
## no UVs, or corners on one line.
static func _pixels_from_uvs(polygon: Polygon2D) -> Transform2D:
	var points := polygon.polygon
	if polygon.uv.size() != points.size() or points.size() < 3:
		return Transform2D.IDENTITY
	var best := -1
	var largest := 0.0
	for i in range(1, points.size() - 1):
		var area := absf((points[i] - points[0]).cross(points[i + 1] - points[0]))
		if area > largest:
			largest = area
			best = i
	if best < 0:
		return Transform2D.IDENTITY
	var from := _frame(points, best)
	return _frame(polygon.uv, best) * from.affine_inverse()


static func _frame(points: PackedVector2Array, i: int) -> Transform2D:
	return Transform2D(points[i] - points[0], points[i + 1] - points[0], points[0])
