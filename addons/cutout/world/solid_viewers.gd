extends RefCounted
## The nodes from whose places a world in space is seen: those that were added, else the active
## camera.

const ChunkRings := preload("chunk_rings.gd")
const ChunkStreaming := preload("chunk_streaming.gd")
const Viewer := preload("viewer.gd")

# A move of more chunks than these within a frame is a jump.
const _JUMP_CHUNKS := 2.0

var _rings: ChunkRings
var _streamer: Node3D
var _streaming: ChunkStreaming

var _added: Dictionary[int, Viewer] = {}
var _camera: Viewer


func _init(streamer: Node3D, rings: ChunkRings) -> void:
	_streamer = streamer
	_rings = rings


## Connects it with what it is to feed; viewers may have been added already.
func bind(streaming: ChunkStreaming) -> void:
	_streaming = streaming
	for viewer: Viewer in _added.values():
		streaming.add_viewer(viewer)


## Adds a node.
func add(node: Node3D) -> void:
	if node == null or node.get_instance_id() in _added:
		return
	var viewer := Viewer.new()
	_added[node.get_instance_id()] = viewer
	if _streaming != null:
		_streaming.add_viewer(viewer)


## Forgets a node. Returns [code]false[/code] if it was none of them.
func remove(node: Node3D) -> bool:
	return node != null and _forget(node.get_instance_id())


## Takes in where everybody is now.
func follow(delta: float, lookahead_sec: float) -> void:
	var to_own := _streamer.global_transform.affine_inverse()
	for id: int in _added.keys():
		var node := instance_from_id(id) as Node3D
		if node == null or node.is_queued_for_deletion():
			_forget(id)
		elif node.is_inside_tree():
			_move(_added[id], node, to_own, delta, lookahead_sec)
	if not _added.is_empty():
		if _camera != null:
			_streaming.remove_viewer(_camera)
			_camera = null
		return
	var camera := _streamer.get_viewport().get_camera_3d()
	if camera == null:
		return  # As between two scenes: what the last one saw stays.
	if _camera == null:
		_camera = Viewer.new()
		_streaming.add_viewer(_camera)
	_move(_camera, camera, to_own, delta, lookahead_sec)


## Says that the world is moved below everybody, who is moved with it.
func shift(offset: Vector2) -> void:
	for viewer in _rings.viewers:
		viewer.shift(offset)


func _forget(id: int) -> bool:
	if not id in _added:
		return false
	if _streaming != null:
		_streaming.remove_viewer(_added[id])
	_added.erase(id)
	return true


func _move(
	viewer: Viewer, node: Node3D, to_own: Transform3D, delta: float, lookahead_sec: float
) -> void:
	var jump := _JUMP_CHUNKS * _rings.chunk_size
	var place := to_own * node.global_position
	var looks_to := to_own.basis * -node.global_basis.z
	viewer.move(
		Vector2(place.x, place.z), Vector2(looks_to.x, looks_to.z), delta, lookahead_sec, jump
	)
