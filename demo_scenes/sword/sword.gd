extends Node2D
## Fruit in the air. Drag the mouse through it: whatever it crosses is cut along that line.
##
## A fruit is a [CutoutDestructible2D], its pieces are [CutoutFragment2D]; both break with the
## pattern [code]line[/code]. Pieces are cut again by the next stroke.

const Blade := preload("blade.gd")
const Burst := preload("../effects/burst.gd")
const Fruit := preload("fruit.gd")
const Score := preload("score.gd")
const Scripted := preload("../effects/scripted.gd")
const ShakingCamera := preload("../effects/shaking_camera.gd")
const Splats := preload("splats.gd")
const Stage := preload("../stage/stage.gd")

const _BELOW := 1000.0
const _LEAST_AREA := 900.0
const _NO_PLACE := Vector2.INF
const _VOLLEY := 5
## The stroke that [method play] draws.
const _STROKE_FROM := Vector2(60, 376)
const _STROKE_TO := Vector2(1230, 190)
const _STROKE_STEPS := 10

## What fruit there is: materials with the shader of fruit.
@export var kinds: Array[ShaderMaterial] = []

var _hand := _NO_PLACE
var _stroke := 0

@onready var _air: Node2D = $Air
@onready var _blade: Blade = $Blade
@onready var _camera: ShakingCamera = $Camera
@onready var _juice: CPUParticles2D = $Juice
@onready var _score: Score = $Score
@onready var _splats: Splats = $Splats
@onready var _stage: Stage = $Stage
@onready var _swish: Burst = $Swish


func _ready() -> void:
	if not _stage.is_scripted:
		($Volleys as Timer).start()
	# Pieces that a stroke has just made are not for the same stroke.
	CutoutBatch.debris.fragment_spawned.connect(
		func(piece: CutoutFragment2D) -> void: piece.set_meta(&"stroke", _stroke)
	)


func _physics_process(_delta: float) -> void:
	for flying: Node2D in _air.get_children():
		if flying.position.y > _BELOW and flying.visible:
			flying.hide()
			CutoutBatch.push_free(flying)


func _unhandled_input(event: InputEvent) -> void:
	var mouse := make_input_local(event) as InputEventMouse
	var click := mouse as InputEventMouseButton
	if click != null and click.button_index == MOUSE_BUTTON_LEFT:
		_hand = _NO_PLACE
		if click.pressed:
			begin_stroke(click.position)
	elif mouse is InputEventMouseMotion and _hand != _NO_PLACE:
		stroke_to(mouse.position)


## Puts the blade somewhere.
func begin_stroke(point: Vector2) -> void:
	_stroke += 1
	_score.begin_stroke()
	_hand = point
	_swish.burst()
	_blade.move_to(point)


## Draws the blade on, through all that is in between.
func stroke_to(point: Vector2) -> void:
	if point.is_equal_approx(_hand):
		return
	for flying: Node2D in _air.get_children():
		if flying is Fruit:
			var fruit: Fruit = flying
			if not fruit.is_slashed and _crosses(point, fruit, fruit.polygon):
				fruit.slash(_hand, point)
				_on_cut(fruit.global_position, fruit.juice)
		elif flying is CutoutFragment2D:
			var piece: CutoutFragment2D = flying
			var is_new: bool = piece.get_meta(&"stroke", 0) == _stroke
			if not is_new and piece.area > _LEAST_AREA and _crosses(point, piece, piece.outline):
				piece.set_meta(&"stroke", _stroke)
				# What turns flies apart when it is cut.
				piece.angular_velocity += 6.0
				piece.fracture_at(point, Vector2.ZERO, Fruit.along(piece, _hand, point))
	_hand = point
	_blade.move_to(point)


## Throws a fruit up.
func throw(kind: ShaderMaterial, from: Vector2, velocity: Vector2) -> void:
	var fruit := Fruit.new()
	fruit.become(kind)
	fruit.position = from
	fruit.linear_velocity = velocity
	fruit.angular_velocity = randf_range(-4.0, 4.0)
	_air.add_child(fruit)


## Does what a visitor would do, for a picture.
func play() -> void:
	seed(2)
	for i in kinds.size():
		var x := 200.0 + 880.0 * i / (kinds.size() - 1)
		throw(kinds[i], Vector2(x, 780.0), Vector2(0.0, -950.0 - 32.0 * i))
	await Scripted.ticks(self, 56)
	begin_stroke(_STROKE_FROM)
	for i in _STROKE_STEPS:
		await Scripted.ticks(self, 1)
		stroke_to(_STROKE_FROM.lerp(_STROKE_TO, (i + 1.0) / _STROKE_STEPS))
	await Scripted.all_broken(self)
	await Scripted.ticks(self, 9)


func _crosses(to: Vector2, what: Node2D, ring: PackedVector2Array) -> bool:
	var step := PackedVector2Array([what.to_local(_hand), what.to_local(to)])
	return not Geometry2D.intersect_polyline_with_polygon(step, ring).is_empty()


func _on_cut(point: Vector2, color: Color) -> void:
	_score.count_cut()
	_camera.shake(3.0)
	_splats.splash(point, color)
	var juice := _juice.duplicate() as CPUParticles2D
	juice.position = point
	juice.color = color
	juice.finished.connect(juice.queue_free)
	add_child(juice)
	juice.emitting = true


func _on_volleys_timeout() -> void:
	for i in randi_range(1, _VOLLEY):
		var from := Vector2(randf_range(200.0, 1080.0), 780.0)
		var aside := (640.0 - from.x) * randf_range(0.0, 0.5)
		var kind := kinds[randi() % kinds.size()]
		throw(kind, from, Vector2(aside, -randf_range(850.0, 1080.0)))
