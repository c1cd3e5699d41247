extends RefCounted
## What the screen shows, in the coordinates of the game, and what is near its middle.

const Breakup := preload("breakup.gd")

# Something just out of sight is about to be seen.
const _MARGIN := 0.1

var _has_order := false
var _has_rect := false
var _rect := Rect2()


## Forgets what was shown in the last frame.
func forget() -> void:
	_has_rect = false


## Says that something new waits.
func forget_order() -> void:
	_has_order = false


## Returns [code]true[/code] if something new waits.
func needs_order() -> bool:
	return not _has_order


## Returns what the screen shows, and a margin.
func rect(viewport: Viewport) -> Rect2:
	if not _has_rect:
		_has_rect = true
		var shown := viewport.get_visible_rect()
		_rect = viewport.get_canvas_transform().affine_inverse() * shown
		_rect = _rect.grow(_rect.size.length() * _MARGIN)
	return _rect


## Returns [code]true[/code] if the screen shows the place.
func sees(place: Vector2, viewport: Viewport) -> bool:
	return rect(viewport).has_point(place)


## Orders what waits: the nearest to the middle of the screen comes last.
func sort(waiting: Array[Breakup], viewport: Viewport) -> void:
	_has_order = true
	var middle := rect(viewport).get_center()
	var keys := PackedFloat64Array()
	var count := waiting.size()
	for i in count:
		var distance := waiting[i].place.origin.distance_squared_to(middle)
		# Packed arrays sort at the engine's speed: the number goes into the digits behind.
		keys.append(-floorf(distance) * count - i)
	keys.sort()
	var old := waiting.duplicate()
	for i in count:
		waiting[i] = old[int(fposmod(-keys[i], count))]
