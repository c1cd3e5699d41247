extends RefCounted
## Puts fragments in the place of a Polygon2D: same colour, same texture, same spot.

const Breakup := preload("../debris/breakup.gd")
const Look := preload("../debris/look.gd")
const Motion := preload("../debris/motion.gd")


## Replaces [param polygon] by a piece for each fragment, beside it, and hides it. If it is part of
## a body, the pieces go beside that and take on its motion. Returns what tells when they are there.
static func break_apart(
	polygon: Polygon2D, fracture: CutoutFracture, debris: CutoutDebris
) -> Signal:
	var breakup := Breakup.new()
	breakup.fracture = fracture
	breakup.place = polygon.global_transform * Transform2D(0.0, polygon.offset)
	breakup.look = look_of(polygon)
	breakup.motion = Motion.new(polygon)
	breakup.source = polygon
	breakup.parent = polygon.get_parent()
	var body := breakup.parent as CollisionObject2D
	if body != null and body.get_parent() != null:
		breakup.look.wrap(body)
		breakup.parent = body.get_parent()
	return debris.spawn(breakup)


## Returns how the polygon is drawn.
static func look_of(polygon: Polygon2D) -> Look:
	var look := Look.new(polygon)
	look.color *= polygon.color
	look.texture = polygon.texture
	look.to_uv = _point_to_uv(polygon)
	return look


## Returns the outline that is drawn: the polygon without its inner vertices.
static func outline_of(polygon: Polygon2D) -> PackedVector2Array:
	var inner := polygon.internal_vertex_count
	var points := polygon.polygon
	return points.slice(0, points.size() - inner) if inner > 0 else points


## Returns what maps a point of the polygon to its place on the texture, from (0, 0) to (1, 1).
static func _point_to_uv(polygon: Polygon2D) -> Transform2D:
	if polygon.texture == null:
		return Transform2D.IDENTITY
	# As the engine does it: turned, shifted, and both of that scaled; for points and UVs alike.
	var to_pixels := Transform2D(polygon.texture_rotation, polygon.texture_offset)
	to_pixels = Transform2D(0.0, polygon.texture_scale, 0.0, Vector2.ZERO) * to_pixels
	if polygon.uv.size() == polygon.polygon.size():
		to_pixels *= Look.affine(polygon.polygon, polygon.uv)
	else:
		to_pixels *= Transform2D(0.0, polygon.offset)
	var size := polygon.texture.get_size()
	return Transform2D(0.0, Vector2.ONE / size, 0.0, Vector2.ZERO) * to_pixels
