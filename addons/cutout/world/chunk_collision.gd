extends RefCounted
## Makes the static body of a chunk, shape by shape: the ground as a height map, boxes, triangles.
##
## The shapes hang in the body itself, without a node for each; a ray that hits one names the body.

const ChunkBuild := preload("chunk_build.gd")
const ChunkResult := preload("chunk_result.gd")

const _HEIGHTS := &"world_heights"
const _BOXES := &"world_boxes"
const _TRIANGLES := &"world_triangles"
# A box costs some microseconds: a few make a step worth its own cost.
const _BOXES_A_STEP := 16

var collision_layer := 1
var collision_mask := 1
var physics_material: PhysicsMaterial

var _boxes: PackedFloat32Array
var _height_step := 1.0
var _heights: PackedFloat32Array
var _next_box := 0
var _triangles: PackedVector3Array


## Takes in what collides.
func take(result: Dictionary) -> void:
	_heights = result["heights"]
	_height_step = result["height_step"]
	_boxes = result["boxes"]
	_triangles = result["collider"]


## Returns the kind of the next step; empty if all is done.
func next_kind() -> StringName:
	if not _heights.is_empty():
		return _HEIGHTS
	if _next_box < _boxes.size():
		return _BOXES
	return _TRIANGLES if not _triangles.is_empty() else ChunkBuild.NOTHING


## Returns a body without shapes, out of the tree: it enters the space once, with all of them.
func new_body() -> StaticBody3D:
	var body := StaticBody3D.new()
	body.name = "Body"
	body.collision_layer = collision_layer
	body.collision_mask = collision_mask
	body.physics_material_override = physics_material
	return body


## Does the next step.
func step(body: StaticBody3D) -> void:
	match next_kind():
		_HEIGHTS:
			_add_heights(body)
		_BOXES:
			_add_boxes(body)
		_TRIANGLES:
			var shape := ConcavePolygonShape3D.new()
			shape.set_faces(_triangles)
			_add(body, shape, Transform3D.IDENTITY)
			_triangles = PackedVector3Array()


## A height map has a step of 1 m and its middle at 0.
func _add_heights(body: StaticBody3D) -> void:
	var side := roundi(sqrt(_heights.size()))
	var shape := HeightMapShape3D.new()
	shape.map_width = side
	shape.map_depth = side
	shape.map_data = _heights
	var middle := 0.5 * (side - 1) * _height_step
	var basis := Basis.from_scale(Vector3(_height_step, 1.0, _height_step))
	_add(body, shape, Transform3D(basis, Vector3(middle, 0.0, middle)))
	_heights = PackedFloat32Array()


func _add_boxes(body: StaticBody3D) -> void:
	var end := mini(_next_box + _BOXES_A_STEP * ChunkResult.BOX_FLOATS, _boxes.size())
	while _next_box < end:
		var at := _next_box
		_next_box += ChunkResult.BOX_FLOATS
		var b := _boxes
		var shape := BoxShape3D.new()
		shape.size = Vector3(b[at + 12], b[at + 13], b[at + 14])
		# Rows on the wire, columns in a basis.
		var place := Transform3D(
			Vector3(b[at], b[at + 4], b[at + 8]),
			Vector3(b[at + 1], b[at + 5], b[at + 9]),
			Vector3(b[at + 2], b[at + 6], b[at + 10]),
			Vector3(b[at + 3], b[at + 7], b[at + 11])
		)
		_add(body, shape, place)


func _add(body: StaticBody3D, shape: Shape3D, place: Transform3D) -> void:
	var owner_id := body.create_shape_owner(body)
	body.shape_owner_add_shape(owner_id, shape)
	body.shape_owner_set_transform(owner_id, place)
