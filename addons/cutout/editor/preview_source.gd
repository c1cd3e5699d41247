@tool
extends RefCounted
## What the inspector shows the fracture of: a polygon, and the parameters it breaks with.

const Baker := preload("../fracture/baker.gd")
const Breakable := preload("../nodes/breakable.gd")
const FractureRequest := preload("../fracture/fracture_request.gd")
const Polygon2DBreaker := preload("../nodes/polygon_2d_breaker.gd")

## What parameters are shown on that belong to no node: 200 px wide, about (0, 0), so that the
## defaults of cuts and hits lie inside.
const SAMPLE: PackedVector2Array = [
	Vector2(-100, -100), Vector2(100, -100), Vector2(100, 100), Vector2(-100, 100)
]

## How the polygon breaks.
var params: CutoutFractureParams
## The node whose polygon it is; [code]null[/code] for [constant SAMPLE], or once it is gone.
var node: Node:
	get:
		return instance_from_id(_node_id) as Node

var _node_id := 0


func _init(p_node: Node, p_params: CutoutFractureParams) -> void:
	_node_id = p_node.get_instance_id() if p_node != null else 0
	params = p_params


## Returns the request as a job has it; empty while there is nothing to break.
func payload() -> Dictionary:
	var rings: Variant = SAMPLE if node == null else rings_of(node)
	if rings == null or params == null or _count_points(rings) == 0:
		return {}
	var solid := node as CutoutDestructible3D
	if solid != null:
		return FractureRequest.make(rings, solid.get_fracture_params(params))
	return FractureRequest.make(rings, params)


## Returns the rings of a node that can break; [code]null[/code] if it cannot, or if only the
## running game knows them.
static func rings_of(object: Node) -> Variant:
	if object == null:
		return null
	var script: Script = object.get_script()
	if script == null or script.is_tool():
		return Breakable.polygon_of(object)
	# The script does not run in the editor: what the engine knows of the node is left.
	if object is Polygon2D:
		return Polygon2DBreaker.outline_of(object as Polygon2D)
	if object is CollisionPolygon2D:
		var collision: CollisionPolygon2D = object
		return collision.polygon
	return null


## Returns the parameters that an object of the editor breaks with: itself, or the first property
## that holds some; [code]null[/code] if there are none.
static func params_of(object: Object) -> CutoutFractureParams:
	if object is CutoutFractureParams:
		return object as CutoutFractureParams
	return Baker.params_of(object)


static func _count_points(rings: Variant) -> int:
	if rings is PackedVector2Array:
		var ring: PackedVector2Array = rings
		return ring.size()
	var total := 0
	if rings is Array:
		var all: Array = rings
		for ring: Variant in all:
			if ring is PackedVector2Array:
				var points: PackedVector2Array = ring
				total += points.size()
	return total
