extends RefCounted
## Makes the static body of a chunk: the ground as a height map, boxes, triangles.
##
## The shapes hang in the body itself, without a node for each; a ray that hits one names the body.
## All of it may be done in a thread.

const ChunkResult := preload("chunk_result.gd")


## Returns the body of a result, out of the tree: it enters the space once, with all its shapes.
## [code]null[/code] if nothing collides.
static func make_body(result: Dictionary) -> StaticBody3D:
	var heights: PackedFloat32Array = result["heights"]
	var height_step: float = result["height_step"]
	var boxes: PackedFloat32Array = result["boxes"]
	var triangles: PackedVector3Array = result["collider"]
	if heights.is_empty() and boxes.is_empty() and triangles.is_empty():
		return null
	var body := StaticBody3D.new()
	body.name = "Body"
	if not heights.is_empty():
		_add_heights(body, heights, height_step)
	for at in range(0, boxes.size(), ChunkResult.BOX_FLOATS):
		_add_box(body, boxes, at)
	if not triangles.is_empty():
		var shape := ConcavePolygonShape3D.new()
		shape.set_faces(triangles)
		_add(body, shape, Transform3D.IDENTITY)
	return body


## A height map has a step of 1 m and its middle at 0.
static func _add_heights(body: StaticBody3D, heights: PackedFloat32Array, step: float) -> void:
	var side := roundi(sqrt(heights.size()))
	var shape := HeightMapShape3D.new()
	shape.map_width = side
	shape.map_depth = side
	shape.map_data = heights
	var middle := 0.5 * (side - 1) * step
	var basis := Basis.from_scale(Vector3(step, 1.0, step))
	_add(body, shape, Transform3D(basis, Vector3(middle, 0.0, middle)))


static func _add_box(body: StaticBody3D, b: PackedFloat32Array, at: int) -> void:
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


static func _add(body: StaticBody3D, shape: Shape3D, place: Transform3D) -> void:
	var owner_id := body.create_shape_owner(body)
	body.shape_owner_add_shape(owner_id, shape)
	body.shape_owner_set_transform(owner_id, place)
