extends Node2D
## A steel ball that flies away from the viewer, into the picture.

## It is where it was thrown to.
signal arrived

const _FLIGHT_SEC := 0.22
const _NEAR := 3.2
const _RADIUS := 13.0
const _PASSING_SEC := 0.25
const _STEEL := Color("3c4250")
const _SHINE := Color("e8edf7")


## Throws it from one place to another. It goes on through what it hits, and out of sight.
func throw(from: Vector2, to: Vector2) -> void:
	position = from
	scale = Vector2.ONE * _NEAR
	var flight := create_tween().set_parallel()
	flight.tween_property(self, ^"position", to, _FLIGHT_SEC).set_ease(Tween.EASE_OUT)
	flight.tween_property(self, ^"scale", Vector2.ONE, _FLIGHT_SEC)
	flight.chain().tween_callback(_arrive)


func _arrive() -> void:
	arrived.emit()
	# From here on it is outside, behind the window.
	z_index = -1
	var passing := create_tween().set_parallel()
	passing.tween_property(self, ^"position", position + Vector2(0.0, 60.0), _PASSING_SEC)
	passing.tween_property(self, ^"scale", Vector2.ONE * 0.2, _PASSING_SEC)
	passing.chain().tween_callback(queue_free)


func _draw() -> void:
	for i in 12:
		var share := i / 11.0
		var shade := _STEEL.lerp(_SHINE, share * share)
		var middle := Vector2(-0.35, -0.4) * _RADIUS * share
		draw_circle(middle, _RADIUS * (1.0 - 0.9 * share), shade, true, -1.0, true)
