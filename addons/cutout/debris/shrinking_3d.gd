extends Node
## Pictures of fragments in space without physics: they fly, turn and shrink away, and collide with
## nothing.
##
## Each is an instance of the rendering server, moved once a frame.

const Breakup3D := preload("breakup_3d.gd")
const Look3D := preload("look_3d.gd")

# From this share of its life on, a picture shrinks.
const _SHRINKS_FROM := 0.4

var _clock_sec := 0.0
var _gravity := Vector3.ZERO
var _pictures: Array[Picture] = []


func _init() -> void:
	var strength: float = ProjectSettings.get_setting("physics/3d/default_gravity")
	var direction: Vector3 = ProjectSettings.get_setting("physics/3d/default_gravity_vector")
	_gravity = direction * strength
	set_process(false)


func _exit_tree() -> void:
	for picture in _pictures:
		RenderingServer.free_rid(picture.instance)
	_pictures.clear()


func _process(delta: float) -> void:
	_clock_sec += delta
	for i in range(_pictures.size() - 1, -1, -1):
		var picture := _pictures[i]
		if _clock_sec >= picture.end_sec:
			RenderingServer.free_rid(picture.instance)
			_pictures[i] = _pictures[-1]
			_pictures.pop_back()
		else:
			picture.velocity += picture.pull * delta
			picture.place.origin += picture.velocity * delta
			var basis := picture.place.basis
			if picture.turning != 0.0:
				basis = basis.rotated(picture.axis, picture.turning * delta)
				picture.place.basis = basis
			var share := (picture.end_sec - _clock_sec) / (picture.life_sec * (1.0 - _SHRINKS_FROM))
			var place := picture.place
			if share < 1.0:
				place.basis = basis * share
			RenderingServer.instance_set_transform(picture.instance, place)
	if _pictures.is_empty():
		set_process(false)


## Returns how many fly.
func size() -> int:
	return _pictures.size()


## Lets a mesh fly from [param place], in global coordinates of the world of [param parent], for
## [param life_sec].
func add(mesh: Mesh, look: Look3D, place: Transform3D, parent: Node, life_sec: float) -> Picture:
	var picture := Picture.new()
	picture.mesh = mesh
	picture.look = look
	picture.place = place
	picture.life_sec = life_sec
	picture.end_sec = _clock_sec + life_sec
	var scenario := parent.get_viewport().find_world_3d().scenario
	picture.instance = RenderingServer.instance_create2(mesh.get_rid(), scenario)
	RenderingServer.instance_set_transform(picture.instance, place)
	look.dress_rid(picture.instance, mesh)
	_pictures.append(picture)
	set_process(true)
	return picture


## Lets a mesh fall from [param place] in place of a fragment of what broke.
func add_falling(mesh: Mesh, breakup: Breakup3D, place: Transform3D, life_sec: float) -> Picture:
	var picture := add(mesh, breakup.look, place, breakup.parent, life_sec)
	picture.pull = _gravity * breakup.gravity_scale
	return picture


## Lets a body's picture fly on for [param life_sec], in place of the body.
func add_body(body: CutoutFragment3D, life_sec: float) -> void:
	var place := body.global_transform
	var picture := add(body.get_mesh(), body.look, place, body.get_parent(), life_sec)
	picture.launch(body.linear_velocity, body.angular_velocity)
	if not body.sleeping and not body.freeze:
		picture.pull = _gravity * body.gravity_scale


## One of them.
class Picture:
	extends RefCounted

	var axis := Vector3.UP
	var end_sec := 0.0
	var instance: RID
	var life_sec := 1.0
	# The instance keeps neither mesh nor materials alive.
	var look: Look3D
	var mesh: Mesh
	var place := Transform3D.IDENTITY
	var pull := Vector3.ZERO
	var turning := 0.0
	var velocity := Vector3.ZERO

	func launch(linear: Vector3, angular: Vector3) -> void:
		velocity = linear
		turning = angular.length()
		if turning > 0.0:
			axis = angular / turning
