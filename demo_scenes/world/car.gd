extends Node3D
## A car for a drive: it follows the ground below its wheels, and a camera follows it.

const _SPEED := 32.0
const _TURN := 1.3
const _HIGH := 500.0
const _BEHIND := Vector3(0.0, 3.4, 9.0)

## Whether somebody sits in it.
var is_driving := false:
	set(value):
		is_driving = value
		visible = value
		if value:
			_camera.make_current()

var _heading := 0.0
var _speed := 0.0
var _up := Vector3.UP

@onready var _camera: Camera3D = $Camera


func _ready() -> void:
	_camera.top_level = true


func _physics_process(delta: float) -> void:
	if not is_driving:
		return
	var gas := Input.get_axis(&"ui_down", &"ui_up")
	var steering := Input.get_axis(&"ui_right", &"ui_left")
	_speed = lerpf(_speed, gas * _SPEED, 1.0 - exp(-1.2 * delta))
	_heading += steering * _TURN * delta * clampf(_speed / 8.0, -1.0, 1.0)
	position += Vector3.FORWARD.rotated(Vector3.UP, _heading) * _speed * delta
	var ground: Variant = ground_below(position + Vector3(0.0, 3.0, 0.0))
	if ground != null:
		var place: Vector3 = ground
		position.y = lerpf(position.y, place.y, 1.0 - exp(-18.0 * delta))
	_stand(delta)
	_follow(delta)


## Returns the place on the ground below [param from]; [code]null[/code] where there is none yet.
func ground_below(from: Vector3) -> Variant:
	var query := PhysicsRayQueryParameters3D.create(from, from + Vector3.DOWN * _HIGH)
	var hit := get_world_3d().direct_space_state.intersect_ray(query)
	if hit.is_empty():
		return null
	_up = hit["normal"]
	return hit["position"]


## Puts the car somewhere, and the camera behind it.
func place_at(place: Vector3, heading: float) -> void:
	position = place
	_heading = heading
	_speed = 0.0
	_stand(1.0)
	_camera.global_position = _wanted_place()


func _stand(delta: float) -> void:
	var ahead := Vector3.FORWARD.rotated(Vector3.UP, _heading)
	var right := ahead.cross(_up).normalized()
	var wanted := Basis(right, _up, right.cross(_up))
	basis = basis.orthonormalized().slerp(wanted, 1.0 - exp(-10.0 * delta))


func _follow(delta: float) -> void:
	var place := _camera.global_position.lerp(_wanted_place(), 1.0 - exp(-4.0 * delta))
	_camera.global_position = place
	_camera.look_at(position + Vector3(0.0, 1.6, 0.0))


func _wanted_place() -> Vector3:
	return position + _BEHIND.rotated(Vector3.UP, _heading)
