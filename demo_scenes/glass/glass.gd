extends Node2D
## A rose window of coloured glass. Click to throw a ball at it.
##
## A hit pane breaks into a web around the hit. What still reaches the lead stays in the window;
## every further hit takes more of it. Shards on the floor break again.

const Ball := preload("ball.gd")
const Burst := preload("../effects/burst.gd")
const RoseWindow := preload("rose_window.gd")
const Scripted := preload("../effects/scripted.gd")
const ShakingCamera := preload("../effects/shaking_camera.gd")

## Where the balls come from.
const _HAND := Vector2(640.0, 900.0)
## What [method play] hits, in this order.
const _TARGETS: Array[Vector2] = [
	Vector2(420, 230),
	Vector2(512, 246),
	Vector2(858, 300),
	Vector2(800, 470),
	Vector2(540, 560),
	Vector2(640, 352),
	Vector2(410, 262),
	Vector2(742, 420),
	Vector2(560, 384),
	Vector2(745, 130),
	Vector2(720, 252),
	Vector2(600, 185),
	Vector2(440, 205),
	Vector2(690, 180),
]

@onready var _camera: ShakingCamera = $Camera
@onready var _crash: Burst = $Crash
@onready var _sparkle: CPUParticles2D = $Sparkle
@onready var _window: RoseWindow = $Window


func _unhandled_input(event: InputEvent) -> void:
	var click := make_input_local(event) as InputEventMouseButton
	if click != null and click.pressed and click.button_index == MOUSE_BUTTON_LEFT:
		throw_at(click.position)


## Throws a ball at a place. Returns the ball, which tells when it is there.
func throw_at(point: Vector2) -> Ball:
	var ball := Ball.new()
	add_child(ball)
	ball.arrived.connect(_strike.bind(point))
	ball.throw(_HAND, point)
	return ball


## Does what a visitor would do, for a picture.
func play() -> void:
	for target in _TARGETS:
		await throw_at(target).arrived
		await Scripted.all_broken(self)
		await Scripted.ticks(self, 16)


func _strike(point: Vector2) -> void:
	var color := _break_at(point)
	if color == Color.TRANSPARENT:
		return
	_crash.burst()
	_camera.shake(5.0)
	_sparkle.position = point
	_sparkle.color = color.lightened(0.5)
	_sparkle.restart()


## Breaks the shard that lies there, or the pane. Returns its colour; no colour if there is none.
func _break_at(point: Vector2) -> Color:
	var query := PhysicsPointQueryParameters2D.new()
	query.position = point
	query.collision_mask = RoseWindow.LOOSE_SHARDS
	for found in get_world_2d().direct_space_state.intersect_point(query, 1):
		var piece: CutoutFragment2D = found["collider"]
		piece.fracture_at(point)
		return piece.color
	var pane := _window.pane_at(point)
	if pane == null:
		return Color.TRANSPARENT
	pane.damage(1.0, point)
	return pane.color
