extends Node2D
## A wall of bricks. Click to shoot at it: what nothing holds any more falls.
##
## The wall is a [CutoutDestructible2D] that breaks along its mortar at the first hit. Its anchors
## are in the bottom row, so every brick stands as long as others link it with the ground.

const BrickPaint := preload("brick_paint.gd")
const Burst := preload("../effects/burst.gd")
const Cannonball := preload("cannonball.gd")
const Masonry := preload("masonry.gd")
const Scripted := preload("../effects/scripted.gd")
const ShakingCamera := preload("../effects/shaking_camera.gd")

const _DAMAGE := 100.0
## Loose bricks are drawn in front of those that stand.
const _LOOSE_Z := 4
## What [method play] shoots at, in this order.
const _TARGETS: Array[Vector2] = [
	Vector2(840, 330),
	Vector2(290, 520),
	Vector2(375, 520),
	Vector2(460, 520),
	Vector2(520, 500),
	Vector2(515, 430),
	Vector2(510, 350),
	Vector2(505, 270),
]

## What is seen where a ball hits.
@export var explosion: PackedScene

@onready var _boom: Burst = $Boom
@onready var _camera: ShakingCamera = $Camera
@onready var _muzzle: Marker2D = $Cannon/Muzzle
@onready var _wall: CutoutDestructible2D = $Wall


func _ready() -> void:
	_build_wall()
	# So many bricks take a while. The workers keep what they have worked out: asked again when the
	# wall is hit, they answer at once.
	CutoutBatch.submit_fracture(_wall.get_polygon_data(), _wall.params)


func _unhandled_input(event: InputEvent) -> void:
	var click := make_input_local(event) as InputEventMouseButton
	if click != null and click.pressed and click.button_index == MOUSE_BUTTON_LEFT:
		shoot_at(click.position)


## Shoots at a place. Returns the ball, which tells when it is there.
func shoot_at(point: Vector2) -> Cannonball:
	var ball := Cannonball.new()
	ball.z_index = 6
	add_child(ball)
	ball.arrived.connect(_explode.bind(point))
	ball.shoot(_muzzle.global_position, point)
	_boom.burst()
	return ball


## Does what a visitor would do, for a picture.
func play() -> void:
	await Scripted.all_broken(self)
	for target in _TARGETS:
		await shoot_at(target).arrived
		await Scripted.all_broken(self)
		await Scripted.ticks(self, 12)
	# What stood on the left is on its way down.
	await Scripted.ticks(self, 8)


func _build_wall() -> void:
	var masonry := Masonry.new()
	_wall.polygon = masonry.outline()
	_wall.holes = masonry.holes()
	_wall.texture = BrickPaint.texture_of(masonry)
	_wall.params = masonry.fracture_params()
	_wall.anchors = masonry.footing()
	_wall.fragment_released.connect(_bring_forward)


func _bring_forward(brick: CutoutFragment2D) -> void:
	brick.z_index = _LOOSE_Z


func _explode(direction: Vector2, point: Vector2) -> void:
	_wall.damage(_DAMAGE, point, direction)
	_boom.burst()
	_camera.shake(9.0)
	var burst := explosion.instantiate() as Node2D
	burst.position = point
	add_child(burst)
