extends Node3D
## A village of cardboard. Click to shoot a ball at it.

const _BALL := preload("ball.tscn")
const _SPEED := 21.0
const _FALL := 9.8
const _FAR := 60.0
## What [method play] shoots at, in global coordinates, and after how many ticks the next comes.
const _TARGETS: Array[Vector4] = [
	Vector4(-3.1, 1.2, 1.6, 30),
	Vector4(2.9, 1.3, 0.3, 24),
	Vector4(-0.75, 3.4, -4.9, 12),
	Vector4(0.9, 2.9, -4.9, 18),
	Vector4(0.1, 1.0, 0.9, 7),
	Vector4(-2.8, 1.9, 0.8, 5),
	Vector4(3.2, 1.4, 2.5, 24),
]
const _SWAY := 0.25

var _clock := 0.0
var _start := Transform3D.IDENTITY

@onready var _camera: Camera3D = $Camera
@onready var _stage: Node = $Stage


func _ready() -> void:
	_start = _camera.transform


func _process(delta: float) -> void:
	_clock += delta
	_camera.position = _start.origin + _start.basis.x * sin(_clock * 0.35) * _SWAY
	var debris := CutoutBatch.debris_3d.get_stats()
	var alive: int = debris["alive"]
	var flying: int = debris["flying"]
	_stage.set(&"own_fragments", alive + flying)


func _unhandled_input(event: InputEvent) -> void:
	var click := event as InputEventMouseButton
	if click != null and click.pressed and click.button_index == MOUSE_BUTTON_LEFT:
		_shoot_at(_place_behind(click.position))


## Does what a visitor would do, for a picture.
func play() -> void:
	await _ticks(10)
	for target in _TARGETS:
		_shoot_at(Vector3(target.x, target.y, target.z))
		await _ticks(int(target.w))


func _shoot_at(place: Vector3) -> void:
	var way := place - _camera.global_position
	var ball: RigidBody3D = _BALL.instantiate()
	ball.position = _camera.global_position + way.normalized() * 0.6
	# As much upwards as it falls on its way.
	var flight_sec := way.length() / _SPEED
	ball.linear_velocity = way / flight_sec + Vector3.UP * _FALL * flight_sec * 0.5
	add_child(ball)


## Returns what the mouse points at, in global coordinates.
func _place_behind(mouse: Vector2) -> Vector3:
	var from := _camera.project_ray_origin(mouse)
	var to := from + _camera.project_ray_normal(mouse) * _FAR
	var query := PhysicsRayQueryParameters3D.create(from, to)
	var hit := get_world_3d().direct_space_state.intersect_ray(query)
	return hit.get("position", to)


func _ticks(count: int) -> void:
	for i in count:
		await get_tree().physics_frame
