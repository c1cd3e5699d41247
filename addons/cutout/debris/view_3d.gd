extends "any_view.gd"
## What the camera sees, and what is near to it.

const Breakup3D := preload("breakup_3d.gd")

# Something just out of sight is about to be seen, in units.
const _MARGIN := 1.0

var _eye := Vector3.ZERO
var _planes: Array[Plane] = []
var _sees_nothing := false


## Returns [code]true[/code] if the camera may see the place. Without a camera nothing is seen.
func sees(place: Vector3, viewport: Viewport) -> bool:
	_look(viewport)
	if _sees_nothing:
		return false
	for plane in _planes:
		if plane.distance_to(place) > _MARGIN:
			return false
	return true


func sees_node(node: Node, viewport: Viewport) -> bool:
	return sees((node as Node3D).global_position, viewport)


## Orders what waits: the nearest to the camera comes last.
func sort(waiting: Array[AnyBreakup], viewport: Viewport) -> void:
	super(waiting, viewport)
	_look(viewport)
	var eye := _eye
	waiting.sort_custom(
		func(a: Breakup3D, b: Breakup3D) -> bool:
			return a.place.origin.distance_squared_to(eye) > b.place.origin.distance_squared_to(eye)
	)


func _look(viewport: Viewport) -> void:
	if _is_known:
		return
	_is_known = true
	var camera := viewport.get_camera_3d()
	_sees_nothing = camera == null
	if camera != null:
		_eye = camera.global_position
		_planes = camera.get_frustum()
