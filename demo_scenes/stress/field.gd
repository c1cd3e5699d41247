extends Node2D
## Objects side by side on a field, each of which can break.

const _AREA := Rect2(372.0, 24.0, 892.0, 560.0)
const _GAP := 0.9

var _things: Array[CutoutDestructible2D] = []


## Clears the field, and puts [param count] objects on it that break as [param params] say.
func build(count: int, params: Dictionary) -> void:
	for old in get_children():
		# A thousand nodes take a while to free: within the frame budget, that shows nowhere.
		(old as Node2D).hide()
		CutoutBatch.push_free(old)
	_things.clear()
	var columns := ceili(sqrt(count * _AREA.size.x / _AREA.size.y))
	var rows := ceili(float(count) / columns)
	var cell := minf(_AREA.size.x / columns, _AREA.size.y / rows)
	var middle := Vector2(columns, rows) * cell / 2.0
	for i in count:
		@warning_ignore("integer_division")
		var place := (Vector2(i % columns, i / columns) + Vector2(0.5, 0.5)) * cell
		_add(_AREA.get_center() + place - middle, cell * _GAP / 2.0, params)


## Breaks what is whole.
func break_all() -> void:
	for thing in _things:
		thing.fracture_at(thing.position + Vector2(0.0, 8.0))


func _add(place: Vector2, radius: float, params: Dictionary) -> void:
	var thing := CutoutDestructible2D.new()
	var number := _things.size()
	var ring := PackedVector2Array()
	var corners := 5 + number % 4
	for corner in corners:
		ring.append(Vector2.from_angle(TAU * corner / corners + number) * radius)
	thing.position = place
	thing.polygon = ring
	var across := (place.x - _AREA.position.x) / _AREA.size.x
	var down := (place.y - _AREA.position.y) / _AREA.size.y
	thing.color = Color.from_ok_hsl(fposmod(0.02 + 0.75 * across, 1.0), 0.85, 0.72 - 0.2 * down)
	thing.freeze = true
	thing.collision_layer = 0
	thing.explosion_speed = 220.0
	thing.params = CutoutFractureParams.new()
	for key: String in params:
		thing.params.set(key, params[key])
	# Equal jobs would be computed once.
	thing.params.seed = randi() % 1_000_000
	add_child(thing)
	_things.append(thing)
