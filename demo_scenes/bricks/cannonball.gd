extends Node2D
## A cannonball on its way, with a trail of smoke.

## It is where it was shot at, and moves in this direction.
signal arrived(direction: Vector2)

const _FLIGHT_SEC := 0.45
const _HEIGHT := 190.0
const _RADIUS := 11.0
const _IRON := Color("20222a")
const _SHINE := Color("8d95a6")

var _from := Vector2.ZERO
var _to := Vector2.ZERO


## Shoots it from one place to another, in an arc.
func shoot(from: Vector2, to: Vector2) -> void:
	_from = from
	_to = to
	var flight := create_tween()
	flight.tween_method(_fly, 0.0, 1.0, _FLIGHT_SEC)
	flight.tween_callback(_arrive)


func _fly(share: float) -> void:
	position = _from.lerp(_to, share) + Vector2.UP * _HEIGHT * 4.0 * share * (1.0 - share)


func _arrive() -> void:
	arrived.emit((_to - _from + Vector2.DOWN * _HEIGHT * 2.0).normalized())
	queue_free()


func _draw() -> void:
	for i in 10:
		var share := i / 9.0
		var middle := Vector2(-0.35, -0.45) * _RADIUS * share
		var shade := _IRON.lerp(_SHINE, share * share)
		draw_circle(middle, _RADIUS * (1.0 - 0.9 * share), shade, true, -1.0, true)
