extends Node2D
## A palisade by night. Click to strike it with an axe.
##
## A whole plank snaps at the hit and splits along its grain; pieces split further. What a nail
## still holds stays.

const Axe := preload("axe.gd")
const Burst := preload("../effects/burst.gd")
const Palisade := preload("palisade.gd")
const Scripted := preload("../effects/scripted.gd")
const ShakingCamera := preload("../effects/shaking_camera.gd")

const _BLOW := Vector2(-1.0, -0.25)
const _FLICKER := 0.12
## What [method play] strikes, in this order.
const _TARGETS: Array[Vector2] = [
	Vector2(395, 470),
	Vector2(465, 390),
	Vector2(535, 440),
	Vector2(605, 400),
	Vector2(675, 430),
	Vector2(600, 530),
	Vector2(525, 530),
	Vector2(745, 420),
]

var _clock := 0.0

@onready var _camera: ShakingCamera = $Camera
@onready var _chop: Burst = $Chop
@onready var _lantern: PointLight2D = $Lantern/Light
@onready var _palisade: Palisade = $Palisade
@onready var _splinters: CPUParticles2D = $Splinters


func _process(delta: float) -> void:
	_clock += delta
	_lantern.energy = 1.5 + _FLICKER * (sin(_clock * 9.0) + sin(_clock * 23.0))


func _unhandled_input(event: InputEvent) -> void:
	var click := make_input_local(event) as InputEventMouseButton
	if click != null and click.pressed and click.button_index == MOUSE_BUTTON_LEFT:
		strike_at(click.position)


## Swings the axe at a place. Returns the axe, which tells when it is there.
func strike_at(point: Vector2) -> Axe:
	var axe := Axe.new()
	axe.z_index = 6
	add_child(axe)
	axe.struck.connect(_strike.bind(point))
	axe.swing_at(point)
	return axe


## Does what a visitor would do, for a picture.
func play() -> void:
	seed(4)
	for target in _TARGETS:
		await strike_at(target).struck
		await Scripted.all_broken(self)
		await Scripted.ticks(self, 22)
	await strike_at(Vector2(815, 410)).struck
	await Scripted.all_broken(self)
	await Scripted.ticks(self, 10)


func _strike(point: Vector2) -> void:
	if not _palisade.hit(point, _BLOW):
		return
	_chop.burst()
	_camera.shake(7.0)
	_splinters.position = point
	_splinters.restart()
