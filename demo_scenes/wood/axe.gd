extends Node2D
## An axe that swings into the picture and strikes with its edge at a place.

## The edge is where it was to strike.
signal struck

const _SWING_SEC := 0.13
const _RAISED := 1.25
const _REST_SEC := 0.35
const _FADE_SEC := 0.25
# In coordinates in which the edge is at (0, 0) and the end of the handle far to the right.
const _HANDLE_END := Vector2(215.0, 120.0)
const _HEAD: PackedVector2Array = [
	Vector2(-3, -46),
	Vector2(18, -26),
	Vector2(66, -14),
	Vector2(72, 22),
	Vector2(24, 26),
	Vector2(-8, 44),
	Vector2(-16, 0),
]
const _BLADE: PackedVector2Array = [
	Vector2(-3, -46),
	Vector2(6, -34),
	Vector2(-4, 0),
	Vector2(2, 36),
	Vector2(-8, 44),
	Vector2(-16, 0)
]
const _STEEL := Color("596072")
const _BRIGHT := Color("dfe7f5")
const _WOOD := Color("8a5a33")


## Swings it at a place, in the coordinates of its parent. It is freed after that.
func swing_at(point: Vector2) -> void:
	# It turns about the end of its handle.
	position = point + _HANDLE_END
	rotation = _RAISED
	var swing := create_tween()
	swing.tween_property(self, ^"rotation", 0.0, _SWING_SEC).set_ease(Tween.EASE_IN).set_trans(
		Tween.TRANS_QUAD
	)
	swing.tween_callback(struck.emit)
	swing.tween_interval(_REST_SEC)
	swing.tween_property(self, ^"modulate:a", 0.0, _FADE_SEC)
	swing.tween_callback(queue_free)


func _draw() -> void:
	draw_set_transform(-_HANDLE_END)
	draw_line(Vector2(44, 2), _HANDLE_END, _WOOD.darkened(0.45), 19.0, true)
	draw_line(Vector2(44, 1), _HANDLE_END, _WOOD, 14.0, true)
	draw_line(Vector2(44, -3), _HANDLE_END + Vector2(0, -4), _WOOD.lightened(0.25), 3.0, true)
	draw_colored_polygon(_HEAD, _STEEL)
	draw_colored_polygon(_BLADE, _BRIGHT)
	draw_polyline(_HEAD + PackedVector2Array([_HEAD[0]]), Color("20232e"), 2.5, true)
