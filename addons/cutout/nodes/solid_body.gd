@tool
extends RefCounted
## What a [CutoutDestructible3D] is made of: its mesh, and what it collides with. Bodies of one
## shape share it.
##
## It is made at once, on the main thread: a body has to be seen and hit in the frame in which it
## enters the tree, also in the editor and where no worker can start.

const DestructibleBody := preload("destructible_body.gd")
const Extrusion3D := preload("../debris/extrusion_3d.gd")
const SolidBody := preload("solid_body.gd")

const _FIRST_SWEEP := 64

static var _known: Dictionary[Array, WeakRef] = {}
static var _sweep_at := _FIRST_SWEEP

## Front, back and side, without materials.
var mesh := ArrayMesh.new()
## The convex parts, each about its own centre: some physics engines take that for its centre of
## mass.
var shapes: Array[ConvexPolygonShape3D] = []
## Where the centre of each part is.
var places: PackedVector3Array
## The centre of mass.
var centre := Vector3.ZERO
## Whether the outline could be filled: it cannot if it crosses itself.
var is_sound := true

var _box := Rect2()
var _extrusion: Extrusion3D
var _outline: PackedVector2Array


## Returns the solid of an outline and its holes.
static func of(rings: Array[PackedVector2Array], extrusion: Extrusion3D) -> SolidBody:
	var key := [
		rings.duplicate(),
		extrusion.depth,
		extrusion.units_per_pixel,
		extrusion.uv_rect,
		extrusion.side_uv_scale,
	]
	var known: WeakRef = _known.get(key)
	var body: SolidBody = known.get_ref() if known != null else null
	if body != null:
		return body
	if _known.size() >= _sweep_at:
		_forget_unused()
	body = SolidBody.new()
	body._build(rings, extrusion)
	_known[key] = weakref(body)
	return body


## Returns where [param node], which is made so, is hit: next to the [param body] that it touches,
## or, by something large, at its foremost corner in the direction of [param velocity].
func place_hit(node: Node3D, body: RigidBody3D, velocity: Vector3) -> Vector3:
	if body != null:
		var at := _extrusion.to_outline(node.to_local(body.global_position))
		return node.to_global(_extrusion.to_space(at.clamp(_box.position, _box.end)))
	var foremost := node.global_position
	var most := -INF
	for point in _outline:
		var place := node.to_global(_extrusion.to_space(point))
		if place.dot(velocity) > most:
			most = place.dot(velocity)
			foremost = place
	return foremost


func _build(rings: Array[PackedVector2Array], extrusion: Extrusion3D) -> void:
	if rings.is_empty():
		return
	_extrusion = extrusion
	_outline = rings[0]
	_box = Rect2(_outline[0], Vector2.ZERO)
	for point in _outline:
		_box = _box.expand(point)
	var faces := DestructibleBody.without_holes(rings)
	var corners: Array[PackedInt32Array] = []
	for face in faces:
		var triangles := Geometry2D.triangulate_polygon(face)
		is_sound = is_sound and not triangles.is_empty()
		corners.append(triangles)
	if not is_sound or faces.is_empty():
		return
	for arrays in extrusion.surfaces(faces, corners, rings):
		mesh.add_surface_from_arrays(Mesh.PRIMITIVE_TRIANGLES, arrays)
	var total := 0.0
	for face in faces:
		for part in Geometry2D.decompose_polygon_in_convex(face):
			var middle := _centroid_of(part)
			var area := absf(Extrusion3D.doubled_area(part)) * 0.5
			var shape := ConvexPolygonShape3D.new()
			shape.points = extrusion.hull(Transform2D(0.0, -middle) * part)
			shapes.append(shape)
			places.append(extrusion.to_space(middle))
			centre += places[-1] * area
			total += area
	if total > 0.0:
		centre /= total


static func _centroid_of(ring: PackedVector2Array) -> Vector2:
	var sum := Vector2.ZERO
	var weight := 0.0
	# From the first point: far from (0, 0) the products would cancel.
	var start := ring[0]
	for i in range(1, ring.size() - 1):
		var a := ring[i] - start
		var b := ring[i + 1] - start
		var area := a.cross(b)
		sum += (a + b) * (area / 3.0)
		weight += area
	return start + sum / weight if weight != 0.0 else start


static func _forget_unused() -> void:
	for key: Array in _known.keys():
		if _known[key].get_ref() == null:
			_known.erase(key)
	_sweep_at = maxi(_FIRST_SWEEP, 2 * _known.size())
