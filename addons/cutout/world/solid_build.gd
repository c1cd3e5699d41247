extends "chunk_build.gd"
## Makes of a result of the kind [code]chunk[/code] nodes in space: one mesh, a [MultiMesh] for each
## type of what is repeated, one static body.
##
## The last step gives them their materials and meshes by name, and puts them into the tree. It
## takes several times as long with a body, whose shapes the physics engine makes only then.

const ChunkAssets := preload("chunk_assets.gd")
const ChunkCollision := preload("chunk_collision.gd")
const ChunkResult := preload("chunk_result.gd")
const MultimeshStock := preload("multimesh_stock.gd")
const SurfaceArrays := preload("../meshes/surface_arrays.gd")

## The metadata that tells the root of a chunk from other children of a streamer.
const MARK := &"cutout_chunk"

const _WITH_BODY := &"world_show_body"

## What is seen of every chunk.
var assets: ChunkAssets
## Whether there is a body, and the layers that it is in and looks for.
var has_collision := false
var collision_layer := 1
var collision_mask := 0
## The friction and bounce of the body.
var physics_material: PhysicsMaterial
## What the root becomes a child of.
var parent: Node3D
## Returns where the chunk's corner of least x and z lies in that.
var find_place: Callable
## What the root is called.
var title := ""
## Whether it throws shadows.
var cast_shadow := GeometryInstance3D.SHADOW_CASTING_SETTING_ON
## Where empty multimeshes come from.
var stock: MultimeshStock

var _body: StaticBody3D
var _counts: PackedInt32Array
var _instance_floats: PackedFloat32Array
var _mesh: ArrayMesh
var _multimeshes: Dictionary[MultiMesh, String] = {}
var _next_float := 0
var _next_type := 0
var _spare: Array[MultiMesh] = []
var _surface_names: PackedStringArray
var _types: PackedStringArray


func _prepare() -> void:
	_spare = stock.take()
	_mesh = ArrayMesh.new()
	_mesh.get_rid()


func _make(result: Variant) -> String:
	var wrong := ChunkResult.fault_of(result)
	if not wrong.is_empty():
		return wrong
	var parts: Dictionary = result
	statistics = parts["statistics"]
	root = Node3D.new()
	root.name = title
	root.set_meta(MARK, true)
	var mesh: Dictionary = parts["mesh"]
	_add_mesh(mesh)
	var instances: Dictionary = parts["instances"]
	_types = instances["types"]
	_counts = instances["counts"]
	_instance_floats = instances["buffer"]
	_add_instances()
	if has_collision:
		_body = ChunkCollision.make_body(parts)
	if _body != null:
		_body.collision_layer = collision_layer
		_body.collision_mask = collision_mask
		root.add_child(_body)
		kind = _WITH_BODY
	return ""


func _show() -> void:
	while _next_type < _types.size():
		# More types than ever before.
		_spare.append(MultiMesh.new())
		_add_instances()
	stock.give_back(_spare, _multimeshes.size())
	for i in _surface_names.size():
		_mesh.surface_set_material(i, assets.material_of(_surface_names[i]))
	for multimesh in _multimeshes:
		multimesh.mesh = assets.mesh_of(_multimeshes[multimesh])
	if _body != null and physics_material != null:
		_body.physics_material_override = physics_material
	var node: Node3D = root
	node.position = find_place.call()
	parent.add_child(node)


func _add_mesh(surfaces: Dictionary) -> void:
	_surface_names = surfaces["materials"]
	if _surface_names.is_empty():
		return
	for i in _surface_names.size():
		SurfaceArrays.add_surface(_mesh, surfaces, i)
	var node := MeshInstance3D.new()
	node.name = "Ground"
	node.mesh = _mesh
	node.cast_shadow = cast_shadow
	root.add_child(node)


## Adds what is repeated, as long as there are multimeshes.
func _add_instances() -> void:
	while _next_type < _types.size():
		var count := _counts[_next_type]
		if count > 0:
			if _spare.is_empty():
				return
			var multimesh: MultiMesh = _spare.pop_back()
			_add_type(_types[_next_type], count, multimesh)
		_next_type += 1
	# Here, in the thread: to give large arrays back takes a while.
	_instance_floats = PackedFloat32Array()


func _add_type(type: String, count: int, multimesh: MultiMesh) -> void:
	var end := _next_float + count * ChunkResult.INSTANCE_FLOATS
	multimesh.transform_format = MultiMesh.TRANSFORM_3D
	multimesh.use_colors = true
	multimesh.instance_count = count
	multimesh.buffer = _instance_floats.slice(_next_float, end)
	_multimeshes[multimesh] = type
	var node := MultiMeshInstance3D.new()
	node.name = type.to_pascal_case()
	node.multimesh = multimesh
	node.cast_shadow = cast_shadow
	root.add_child(node)
	_next_float = end
