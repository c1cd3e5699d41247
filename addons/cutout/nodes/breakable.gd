extends RefCounted
## What makes a node breakable: a polygon to read, and a way to take the result.

const Polygon2DBreaker := preload("polygon_2d_breaker.gd")


## Returns the rings of a node that can break; [code]null[/code] if it cannot.
static func polygon_of(node: Node) -> Variant:
	if node.has_method(&"get_polygon_data"):
		return node.call(&"get_polygon_data")
	if node is Polygon2D:
		return Polygon2DBreaker.outline_of(node as Polygon2D)
	if node is CollisionPolygon2D:
		var collision: CollisionPolygon2D = node
		return collision.polygon
	return null


## Hands the result to the node. Returns what it answers: a [Signal] if the result is in its place
## only once that is emitted. A [CollisionPolygon2D] is only read, so nothing happens to it.
static func apply(node: Node, fracture: CutoutFracture, debris: CutoutDebris) -> Variant:
	if node.has_method(&"apply_fracture"):
		return node.call(&"apply_fracture", fracture)
	if node is Polygon2D:
		return Polygon2DBreaker.break_apart(node as Polygon2D, fracture, debris)
	return null


## Returns the parameters for breaking the node: those of a piece know how often it has been broken,
## those of a node with [code]get_fracture_params(params)[/code] whatever that adds.
static func params_of(node: Node, params: Variant) -> Variant:
	if node.has_method(&"get_fracture_params"):
		return node.call(&"get_fracture_params", params)
	var piece := node as CutoutFragment2D
	if piece == null:
		return params
	var own: Variant = params if params != null else piece.params
	return CutoutFractureParams.dictionary_at_depth(own, piece.refracture_depth)
