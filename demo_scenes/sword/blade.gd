extends Line2D
## The trail of the blade: it fades behind the hand.

const _LIFE_SEC := 0.28

var _births := PackedFloat64Array()
var _clock := 0.0


func _process(delta: float) -> void:
	_clock += delta
	while not _births.is_empty() and _clock - _births[0] > _LIFE_SEC:
		_births.remove_at(0)
		remove_point(0)


## The hand is here now.
func move_to(point: Vector2) -> void:
	_births.append(_clock)
	add_point(point)
