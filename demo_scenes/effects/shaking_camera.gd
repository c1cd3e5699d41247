extends Camera2D
## A camera that shakes when something heavy happens, and calms down.

## How fast it calms down: the share of the shaking that is left after a second.
@export_range(0.0, 1.0, 0.001) var left_after_a_second := 0.01
## How far it may move.
@export_range(0.0, 100.0, 1.0, "suffix:px") var most := 14.0

var _strength := 0.0


func _process(delta: float) -> void:
	_strength *= pow(left_after_a_second, delta)
	if _strength < 0.1:
		_strength = 0.0
	offset = Vector2(randf_range(-1.0, 1.0), randf_range(-1.0, 1.0)) * _strength


## Shakes it by so many pixels; what it shakes already adds to that.
func shake(pixels: float) -> void:
	_strength = minf(_strength + pixels, most)
