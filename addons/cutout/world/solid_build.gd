extends "chunk_build.gd"
## Makes of a result of the kind [code]chunk[/code] nodes in space: one mesh, a [MultiMesh] for each
## type of what is repeated, one static body.
##
## A step is a surface, a type, or a collider: from 20 µs to 2 ms, each kind of about one cost.

const ChunkAssets := preload("chunk_assets.gd")
const ChunkCollision := preload("chunk_collision.gd")
const ChunkResult := preload("chunk_result.gd")
const SurfaceArrays := preload("../meshes/surface_arrays.gd")

## The metadata that tells the root of a chunk from other children of a streamer.
const MARK := &"cutout_chunk"

const _SURFACE := &"world_surface"
const _MESH := &"world_mesh"
const _INSTANCES := &"world_instances"
const _BODY := &"world_body"

## What is seen of every chunk.
var assets: ChunkAssets
## How the colliders are set up; [code]null[/code] for none.
var collision: ChunkCollision
## What the root becomes a child of.
var parent: Node3D
## Where the chunk's corner of least x and z lies in that.
var place := Vector3.ZERO
## What the root is called.
var title := ""
## Whether it throws shadows.
var cast_shadow := GeometryInstance3D.SHADOW_CASTING_SETTING_ON
## The layers that the meshes are in.
var layers := 1

var _body: StaticBody3D
var _counts: PackedInt32Array
var _instance_floats: PackedFloat32Array
var _mesh := ArrayMesh.new()
var _next_float := 0
var _next_surface := 0
var _next_type := 0
var _result: Dictionary
var _surfaces: Dictionary
var _surface_count := 0
var _types: PackedStringArray


func take(result: Variant) -> String:
	var fault := ChunkResult.fault_of(result)
	if not fault.is_empty():
		return fault
	_result = result
	statistics = _result["statistics"]
	_surfaces = _result["mesh"]
	var materials: PackedStringArray = _surfaces["materials"]
	_surface_count = materials.size()
	var instances: Dictionary = _result["instances"]
	_types = instances["types"]
	_counts = instances["counts"]
	_instance_floats = instances["buffer"]
	if collision != null:
		collision.take(_result)
	var node := Node3D.new()
	node.name = title
	node.position = place
	node.visible = false
	node.set_meta(MARK, true)
	root = node
	parent.add_child(node)
	return ""


func next_kind() -> StringName:
	if _next_surface < _surface_count:
		return _SURFACE
	if _mesh != null and _surface_count > 0:
		return _MESH
	_skip_empty_types()
	if _next_type < _types.size():
		return _INSTANCES
	if collision != null:
		var kind := collision.next_kind()
		if kind != NOTHING:
			return kind
		if _body != null and _body.get_parent() == null:
			return _BODY
	return NOTHING


func step() -> void:
	match next_kind():
		_SURFACE:
			SurfaceArrays.add_surface(_mesh, _surfaces, _next_surface)
			var title_of := SurfaceArrays.material_name(_surfaces, _next_surface)
			_mesh.surface_set_material(_next_surface, assets.material_of(title_of))
			_next_surface += 1
		_MESH:
			_add_mesh()
		_INSTANCES:
			_add_instances()
		_BODY:
			root.add_child(_body)
		_:
			if _body == null:
				_body = collision.new_body()
			collision.step(_body)


func show() -> void:
	var node: Node3D = root
	node.visible = true
	_result = {}


func abandon() -> void:
	if _body != null and _body.get_parent() == null:
		_body.free()
	if is_instance_valid(root):
		root.free()
	root = null


func _add_mesh() -> void:
	var node := MeshInstance3D.new()
	node.name = "Ground"
	node.mesh = _mesh
	_mesh = null
	node.layers = layers
	node.cast_shadow = cast_shadow
	root.add_child(node)


func _add_instances() -> void:
	var type := _types[_next_type]
	var count := _counts[_next_type]
	var length := count * ChunkResult.INSTANCE_FLOATS
	var multimesh := MultiMesh.new()
	multimesh.transform_format = MultiMesh.TRANSFORM_3D
	multimesh.use_colors = true
	multimesh.mesh = assets.mesh_of(type)
	multimesh.instance_count = count
	multimesh.buffer = _instance_floats.slice(_next_float, _next_float + length)
	var node := MultiMeshInstance3D.new()
	node.name = type.to_pascal_case()
	node.multimesh = multimesh
	node.layers = layers
	node.cast_shadow = cast_shadow
	root.add_child(node)
	_next_float += length
	_next_type += 1


func _skip_empty_types() -> void:
	while _next_type < _types.size() and _counts[_next_type] == 0:
		_next_type += 1
