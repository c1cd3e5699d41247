extends Node2D
## A wave breaks everything in a warehouse, and everything flies back together.

const Burst := preload("../effects/burst.gd")
const ShakingCamera := preload("../effects/shaking_camera.gd")
const Stage := preload("../stage/stage.gd")
const Warehouse := preload("warehouse.gd")

const _START_X := -160.0
const _END_X := 1440.0
const _EXPLOSION_RADIUS := 130.0
const _HEAL_SEC := 1.4
const _GOODS_A_CRASH := 24

@export var wave_speed := 620.0

var _is_healing := false
var _next := 0
var _wave_x := _END_X

@onready var _camera: ShakingCamera = $Camera
@onready var _crash: Burst = $Crash
@onready var _explosion: CPUParticles2D = $Explosion
@onready var _stage: Stage = $Stage
@onready var _warehouse: Warehouse = $Warehouse
@onready var _wave: Node2D = $Wave
@onready var _wave_dust: CPUParticles2D = $Wave/Dust
@onready var _wave_sparks: CPUParticles2D = $Wave/Sparks


func _ready() -> void:
	_place_wave()
	if not _stage.is_scripted:
		_start_wave()


func _process(delta: float) -> void:
	if _wave_x < _END_X:
		_wave_x += wave_speed * delta
		_place_wave()
		_break_up_to(_wave_x)
	if _is_healing:
		_heal(delta / _HEAL_SEC)


func _unhandled_input(event: InputEvent) -> void:
	var click := event as InputEventMouseButton
	if event.is_action_pressed(&"ui_accept"):
		_start_wave()
	elif (
		event is InputEventKey and event.is_pressed() and (event as InputEventKey).keycode == KEY_H
	):
		_is_healing = true
	elif click != null and click.pressed and click.button_index == MOUSE_BUTTON_LEFT:
		_explode(get_global_mouse_position())


## For the stage: sends a wave, and returns when it is two thirds of the way.
func play() -> void:
	_start_wave()
	while _wave_x < 860.0:
		await get_tree().process_frame


func _start_wave() -> void:
	if _is_healing:
		return
	_next = 0
	_wave_x = _START_X


func _place_wave() -> void:
	var is_on := _wave_x < _END_X
	_wave.position.x = _wave_x
	_wave.visible = is_on
	_wave_dust.emitting = is_on
	_wave_sparks.emitting = is_on


func _break_up_to(x: float) -> void:
	var goods := _warehouse.goods
	while _next < goods.size() and goods[_next].position.x < x:
		var thing := goods[_next]
		_next += 1
		# Null if it is broken already; nobody waits for the others.
		thing.fracture_at(
			thing.position + Vector2(-30.0, 24.0), Vector2(260.0, -190.0) * thing.mass
		)
		_camera.shake(0.4)
		if _next % _GOODS_A_CRASH == 0:
			_crash.burst()


func _explode(place: Vector2) -> void:
	for thing in _warehouse.standing_near(place, _EXPLOSION_RADIUS):
		var away := (thing.position - place).normalized()
		thing.fracture_at(place, away * 300.0 * thing.mass)
	# Pieces are bodies like any other, beside what they came from.
	for node in _warehouse.get_children():
		var piece := node as CutoutFragment2D
		if piece != null and piece.position.distance_to(place) < _EXPLOSION_RADIUS:
			var push := (piece.position - place).normalized() * 500.0 + Vector2(0.0, -200.0)
			piece.apply_central_impulse(push * piece.mass)
	_explosion.position = place
	_explosion.restart()
	_camera.shake(14.0)
	_crash.burst()


## Brings everything a little further back together.
func _heal(weight: float) -> void:
	_is_healing = false
	for thing in _warehouse.goods:
		if thing.is_broken:
			thing.heal(weight)
			_is_healing = true
