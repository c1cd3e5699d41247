extends Node3D
## An endless land with towns, roads and woods. Fly over it or drive through it: workers make it as
## you come.

const Car := preload("car.gd")
const Curtain := preload("../effects/curtain.gd")
const Flyer := preload("../effects/flyer.gd")

const _JUMP := 30_000.0
const _NEAR := 300.0
const _PLAY_FRAMES := 120

var _random := RandomNumberGenerator.new()

@onready var _car: Car = $Car
@onready var _curtain: Curtain = $Curtain/Color
@onready var _figures: Label = $Figures/Label
@onready var _flyer: Flyer = $Flyer
@onready var _world: CutoutWorldStreamer = $World


func _ready() -> void:
	_random.seed = 3
	_curtain.fall_until(_world.wait_until_loaded(_NEAR))


func _process(_delta: float) -> void:
	var stats := _world.get_stats()
	_figures.text = (
		"%d chunks   %d on their way   %.0f ms each for a worker, %.1f ms for this thread"
		% [
			stats["loaded"],
			stats["queue"] + stats["active"],
			stats["run_msec_mean"],
			stats["work_msec_mean"],
		]
	)


func _unhandled_key_input(event: InputEvent) -> void:
	if event.is_echo() or not event.is_pressed():
		return
	match (event as InputEventKey).keycode:
		KEY_T:
			teleport()
		KEY_C:
			_change_seats()


## Goes far away, where nothing is there yet.
func teleport() -> void:
	var way := Vector2.from_angle(_random.randf() * TAU) * _JUMP
	_flyer.position += Vector3(way.x, 0.0, way.y)
	_flyer.position.y = 140.0
	_leave_car()
	_curtain.fall_until(_world.wait_until_loaded(_NEAR))


## What a visitor sees first, for a picture.
func play() -> void:
	await _world.wait_until_loaded(_world.load_distance)
	_flyer.is_flying_by_itself = true
	for i in _PLAY_FRAMES:
		await get_tree().process_frame
	_flyer.is_flying_by_itself = false
	await _world.wait_until_loaded(_world.load_distance)
	await get_tree().create_timer(0.6).timeout


func _change_seats() -> void:
	if _car.is_driving:
		_leave_car()
		return
	var ground: Variant = _car.ground_below(_flyer.position)
	if ground == null:
		return
	var place: Vector3 = ground
	_car.place_at(place, _flyer.rotation.y)
	_car.is_driving = true
	_flyer.is_active = false


func _leave_car() -> void:
	if _car.is_driving:
		_flyer.position = _car.position + Vector3(0.0, 25.0, 0.0)
	_car.is_driving = false
	_flyer.is_active = true
	_flyer.make_current()
