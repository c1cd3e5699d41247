extends Node2D
## Juice on the wall behind: blots that run down and fade.

const _LIFE_SEC := 5.0
const _DROPS := 16
const _STRENGTH := 0.4

var _ages := PackedFloat32Array()
var _colors := PackedColorArray()
var _places := PackedVector2Array()


func _process(delta: float) -> void:
	for i in _ages.size():
		_ages[i] += delta
	if not _ages.is_empty() and _ages[0] > _LIFE_SEC:
		_ages.remove_at(0)
		_colors.remove_at(0)
		_places.remove_at(0)
	queue_redraw()


## Adds a blot.
func splash(point: Vector2, color: Color) -> void:
	_ages.append(0.0)
	_colors.append(color)
	_places.append(point)


func _draw() -> void:
	var random := RandomNumberGenerator.new()
	for i in _ages.size():
		random.seed = hash(_places[i])
		var share := _ages[i] / _LIFE_SEC
		var color := Color(_colors[i].darkened(0.25), _STRENGTH * (1.0 - share))
		draw_circle(_places[i], 30.0, color, true, -1.0, true)
		for k in _DROPS:
			var size := random.randf_range(3.0, 13.0)
			var away := Vector2.from_angle(random.randf() * TAU) * random.randf_range(24.0, 86.0)
			away.y += share * random.randf_range(10.0, 60.0)
			draw_circle(_places[i] + away, size, color, true, -1.0, true)
