@tool
extends RefCounted
## What a [CutoutDestructible2D] is made of at the moment: its rings, and what it draws and collides
## with.

const ConvexPart := preload("../fracture/convex_part.gd")
const Look := preload("../debris/look.gd")
const Polygon2DBreaker := preload("polygon_2d_breaker.gd")

## The outline, then holes and islands, in the coordinates of the node.
var rings: Array[PackedVector2Array] = []
## The same without holes: pieces that lie side by side.
var solids: Array[PackedVector2Array] = []
## How it is drawn.
var look := Look.new()
## The nodes that draw it or collide for it, and are switched off when it breaks; else it is the
## node itself.
var helpers: Array[CanvasItem] = []

# Takes the points of the polygon that draws it to their places in the coordinates of the node.
var _points_to_node := Transform2D.IDENTITY
var _removed: Array[PackedVector2Array] = []
var _whole: Array[PackedVector2Array] = []


## Reads the outline of a destructible: from its own points, from a child, from its parent; and its
## look.
func read(node: CutoutDestructible2D) -> void:
	helpers.clear()
	rings.clear()
	for child in node.get_children():
		if child is Polygon2D or child is CollisionPolygon2D or child is CollisionShape2D:
			helpers.append(child as CanvasItem)
	if node.get_parent() is Polygon2D:
		helpers.append(node.get_parent() as CanvasItem)
	if node.polygon.size() >= 3:
		rings.append(node.polygon)
		rings.append_array(node.holes)
	var picture := _picture()
	if picture != null:
		_points_to_node = _place_of(picture, node) * Transform2D(0.0, picture.offset)
		if rings.is_empty():
			rings.append(_points_to_node * Polygon2DBreaker.outline_of(picture))
	if rings.is_empty():
		for helper in helpers:
			if helper is CollisionPolygon2D:
				var collision: CollisionPolygon2D = helper
				rings.append(_place_of(collision, node) * collision.polygon)
				break
	solids = without_holes(rings)
	_whole = rings.duplicate()
	_removed = rings.slice(1)
	read_look(node)


## Reads how it is drawn, which may change at any time: before it breaks, its pieces take that on.
func read_look(node: CutoutDestructible2D) -> void:
	var picture := _picture()
	if picture != null:
		look = Polygon2DBreaker.look_of(picture)
		look.to_uv *= _points_to_node.affine_inverse()
		look.wrap(node)
		return
	look = Look.new(node)
	look.color *= node.color
	if node.texture != null and not _whole.is_empty():
		var bounds := _bounds_of(_whole[0])
		var to_uv := Transform2D(0.0, bounds.size, 0.0, bounds.position).affine_inverse()
		look.set_texture(node.texture, to_uv)


## Makes it what is left after a cut: the fragments [param kept] of [param result], without
## [param cutter].
func keep(result: CutoutFracture, kept: PackedInt32Array, cutter: PackedVector2Array) -> void:
	solids.clear()
	for index in kept:
		solids.append(result.ring(index))
	# The rings lie in one piece in what may be cut next: the fragments have seams.
	_removed = _united(_removed, cutter)
	var outers: Array[PackedVector2Array] = [_whole[0]]
	var inner: Array[PackedVector2Array] = []
	for hole in _removed:
		var left: Array[PackedVector2Array] = []
		for outer in outers:
			for ring in Geometry2D.clip_polygons(outer, hole):
				if Geometry2D.is_polygon_clockwise(ring):
					inner.append(ring)
				else:
					left.append(ring)
		outers = left
	rings.clear()
	for outer in outers:
		for index in kept:
			if Geometry2D.is_point_in_polygon(result.centroids[index], outer):
				rings.append(outer)
				break
	rings.append_array(inner)


## Returns [code]true[/code] if a child or the parent draws it.
func has_picture() -> bool:
	return _picture() != null


## Returns [code]true[/code] if a child collides for it.
func has_collision() -> bool:
	for helper in helpers:
		if helper is CollisionPolygon2D or helper is CollisionShape2D:
			return true
	return false


## Draws it on the node.
func draw(node: CutoutDestructible2D) -> void:
	var color := node.color
	var picture := _picture()
	if picture != null:
		# Of what the node stands in for after a cut: the engine multiplies it by the node's own.
		color = picture.color * picture.self_modulate * picture.modulate / node.self_modulate
	for solid in solids:
		var uvs := PackedVector2Array()
		if look.texture != null:
			uvs = look.to_uv * solid
		node.draw_colored_polygon(solid, color, uvs, look.texture)


## Returns the parameters that cut a shape out of a body.
static func punch(shape: PackedVector2Array, hit_part: String, chance: int) -> Dictionary:
	var middle := Vector2.ZERO
	for point in shape:
		middle += point / shape.size()
	return {
		"pattern": "punch",
		"punch_shape": Transform2D(0.0, -middle) * shape,
		"impact_point": middle,
		"hit_part": hit_part,
		"seed": chance,
	}


## Gives the node shapes of its own: [param parts], which are convex.
static func add_shapes(node: CollisionObject2D, parts: Array[PackedVector2Array]) -> int:
	var owner_id := node.create_shape_owner(node)
	for part in parts:
		var shape := ConvexPolygonShape2D.new()
		shape.points = part
		node.shape_owner_add_shape(owner_id, shape)
	return owner_id


## Returns convex parts of what it is made of.
func convex_parts() -> Array[PackedVector2Array]:
	var parts: Array[PackedVector2Array] = []
	for solid in solids:
		for part in Geometry2D.decompose_polygon_in_convex(solid):
			var convex := ConvexPart.strictly_convex(part)
			if not convex.is_empty():
				parts.append(convex)
	return parts


## Returns pieces that lie side by side and have no holes: cut in two through each hole.
static func without_holes(all: Array[PackedVector2Array]) -> Array[PackedVector2Array]:
	var pieces: Array[PackedVector2Array] = []
	if all.is_empty():
		return pieces
	pieces.append(all[0])
	for i in range(1, all.size()):
		var hole := all[i]
		var middle := _bounds_of(hole).get_center().x
		var cut: Array[PackedVector2Array] = []
		for piece in pieces:
			var box := _bounds_of(piece).grow(1.0)
			for span: Vector2 in [Vector2(box.position.x, middle), Vector2(middle, box.end.x)]:
				if span.x >= span.y:
					continue
				var half := PackedVector2Array(
					[
						Vector2(span.x, box.position.y),
						Vector2(span.y, box.position.y),
						Vector2(span.y, box.end.y),
						Vector2(span.x, box.end.y)
					]
				)
				for part in Geometry2D.intersect_polygons(piece, half):
					cut.append_array(Geometry2D.clip_polygons(part, hole))
		pieces = cut
	return pieces


## Returns polygons that do not overlap: [param polygons] and [param added], united where they do.
static func _united(
	polygons: Array[PackedVector2Array], added: PackedVector2Array
) -> Array[PackedVector2Array]:
	var apart: Array[PackedVector2Array] = []
	for polygon in polygons:
		if Geometry2D.intersect_polygons(polygon, added).is_empty():
			apart.append(polygon)
			continue
		for ring in Geometry2D.merge_polygons(polygon, added):
			# What both enclose but neither covers would stay as an island: it has been cut loose.
			if not Geometry2D.is_polygon_clockwise(ring):
				added = ring
				break
	apart.append(added)
	return apart


func _picture() -> Polygon2D:
	# Not typed: it may have been freed.
	for helper: Variant in helpers:
		if is_instance_valid(helper) and helper is Polygon2D:
			return helper
	return null


static func _bounds_of(ring: PackedVector2Array) -> Rect2:
	var bounds := Rect2(ring[0], Vector2.ZERO)
	for point in ring:
		bounds = bounds.expand(point)
	return bounds


static func _place_of(helper: Node2D, node: Node2D) -> Transform2D:
	if helper.get_parent() == node:
		return helper.transform
	return node.transform.affine_inverse()
