extends RefCounted
## Makes the nodes of chunks in space, as a [CutoutWorldStreamer] says.

const Chunk := preload("chunk.gd")
const ChunkAssets := preload("chunk_assets.gd")
const ChunkRings := preload("chunk_rings.gd")
const MultimeshStock := preload("multimesh_stock.gd")
const SolidBuild := preload("solid_build.gd")

# The metadata that tells the roots of chunks from other children of a streamer.
const _MARK := SolidBuild.MARK

var _assets := ChunkAssets.new()
var _rings: ChunkRings
var _stock := MultimeshStock.new()
var _streamer: CutoutWorldStreamer


func _init(streamer: CutoutWorldStreamer, rings: ChunkRings) -> void:
	_streamer = streamer
	_rings = rings


## Returns what makes a chunk of an answer.
func new_build(chunk: Chunk) -> SolidBuild:
	var build := SolidBuild.new()
	_assets.own_materials = _streamer.materials
	_assets.own_meshes = _streamer.meshes
	build.assets = _assets
	build.stock = _stock
	build.cast_shadow = _streamer.cast_shadow
	build.parent = _streamer
	# The world may be moved meanwhile.
	build.find_place = _place_of.bind(chunk.coordinate)
	build.title = "chunk_%d_%d_lod%d" % [chunk.coordinate.x, chunk.coordinate.y, chunk.lod]
	if _streamer.has_collision:
		build.has_collision = true
		build.collision_layer = _streamer.collision_layer
		build.collision_mask = _streamer.collision_mask
		build.physics_material = _streamer.physics_material
	return build


## Returns what stands in for a chunk that could not be made.
func make_fallback(chunk: Chunk) -> Node3D:
	var root: Node3D
	if _streamer.fallback != null:
		root = _streamer.fallback.instantiate() as Node3D
	if root == null:
		var square := MeshInstance3D.new()
		square.mesh = _assets.placeholder()
		square.scale = Vector3(_streamer.chunk_size, 1.0, _streamer.chunk_size)
		root = Node3D.new()
		root.add_child(square)
	root.name = "chunk_%d_%d_failed" % [chunk.coordinate.x, chunk.coordinate.y]
	root.position = _place_of(chunk.coordinate)
	root.set_meta(_MARK, true)
	_streamer.add_child(root)
	return root


## Moves all chunks, and what stands in for some.
func shift(offset: Vector3) -> void:
	for child in _streamer.get_children():
		if child is Node3D and child.has_meta(_MARK):
			(child as Node3D).position += offset


func _place_of(coordinate: Vector2i) -> Vector3:
	var corner := _rings.corner_of(coordinate)
	return Vector3(corner.x, 0.0, corner.y)
