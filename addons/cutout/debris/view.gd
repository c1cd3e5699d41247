extends "any_view.gd"
## What the screen shows, in the coordinates of the game, and what is near its middle.

const Breakup := preload("breakup.gd")

# Something just out of sight is about to be seen.
const _MARGIN := 0.1

var _rect := Rect2()


## Returns what the screen shows, and a margin.
func rect(viewport: Viewport) -> Rect2:
	if not _is_known:
		_is_known = true
		var shown := viewport.get_visible_rect()
		_rect = viewport.get_canvas_transform().affine_inverse() * shown
		_rect = _rect.grow(_rect.size.length() * _MARGIN)
	return _rect


## Returns [code]true[/code] if the screen shows the place.
func sees(place: Vector2, viewport: Viewport) -> bool:
	return rect(viewport).has_point(place)


func sees_node(node: Node, viewport: Viewport) -> bool:
	return rect(viewport).has_point((node as Node2D).global_position)


## Orders what waits: the nearest to the middle of the screen comes last.
func sort(waiting: Array[AnyBreakup], viewport: Viewport) -> void:
	super(waiting, viewport)
	var middle := rect(viewport).get_center()
	var keys := PackedFloat64Array()
	var count := waiting.size()
	for i in count:
		var breakup: Breakup = waiting[i]
		var distance := breakup.place.origin.distance_squared_to(middle)
		# Packed arrays sort at the engine's speed: the number goes into the digits behind.
		keys.append(-floorf(distance) * count - i)
	keys.sort()
	var old := waiting.duplicate()
	for i in count:
		waiting[i] = old[int(fposmod(-keys[i], count))]
