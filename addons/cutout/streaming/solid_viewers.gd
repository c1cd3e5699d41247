extends RefCounted
## The nodes from whose places a world in space is seen: those that were added, else the active
## camera.

const Viewer := preload("viewer.gd")

## A move of more metres than these within a frame is a jump.
var jump_distance := INF

var _added: Dictionary[int, Viewer] = {}
var _camera: Viewer
var _on_added: Callable
var _on_removed: Callable
var _streamer: Node3D


func _init(streamer: Node3D) -> void:
	_streamer = streamer


## Connects it with what it is to feed: both get a [code]Viewer[/code]. Some may have been added
## already.
func bind(on_added: Callable, on_removed: Callable) -> void:
	_on_added = on_added
	_on_removed = on_removed
	for viewer: Viewer in _added.values():
		on_added.call(viewer)


## Adds a node.
func add(node: Node3D) -> void:
	if node == null or node.get_instance_id() in _added:
		return
	var viewer := Viewer.new()
	_added[node.get_instance_id()] = viewer
	if _on_added.is_valid():
		_on_added.call(viewer)


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
			_on_removed.call(_camera)
			_camera = null
		return
	var camera := _streamer.get_viewport().get_camera_3d()
	if camera == null:
		return  # As between two scenes: what the last one saw stays.
	if _camera == null:
		_camera = Viewer.new()
		_on_added.call(_camera)
	_move(_camera, camera, to_own, delta, lookahead_sec)


## Says that the world is moved below everybody, who is moved with it.
func shift(offset: Vector3) -> void:
	for viewer: Viewer in _added.values():
		viewer.shift(offset)
	if _camera != null:
		_camera.shift(offset)


func _forget(id: int) -> bool:
	if not id in _added:
		return false
	if _on_removed.is_valid():
		_on_removed.call(_added[id])
	_added.erase(id)
	return true


func _move(
	viewer: Viewer, node: Node3D, to_own: Transform3D, delta: float, lookahead_sec: float
) -> void:
	var place := to_own * node.global_position
	var looks_to := to_own.basis * -node.global_basis.z
	viewer.height = place.y
	viewer.move(
		Vector2(place.x, place.z),
		Vector2(looks_to.x, looks_to.z),
		delta,
		lookahead_sec,
		jump_distance
	)
