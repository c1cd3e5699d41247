extends RefCounted
## Makes the fragments of a breakup in space as bodies, one at a time.

const Breakup3D := preload("breakup_3d.gd")

var _areas: PackedFloat32Array
var _breakup: Breakup3D
var _centroids: PackedVector2Array
# The fracture's centre of mass, in global coordinates; only if it turns.
var _centre := Vector3.ZERO
# Mass a square pixel.
var _density := 0.0
# What a momentum of 1 makes of the velocity where the blast is strongest.
var _push := 0.0
var _to_parent := Transform3D.IDENTITY
var _turn := Basis.IDENTITY


func _init(breakup: Breakup3D) -> void:
	_breakup = breakup
	_areas = breakup.fracture.areas
	_centroids = breakup.fracture.centroids
	var extrusion := breakup.look.extrusion
	if breakup.motion.angular != Vector3.ZERO:
		_centre = breakup.place * extrusion.to_space(breakup.centre())
	var parent := breakup.parent as Node3D
	if parent != null:
		_to_parent = parent.global_transform.affine_inverse()
	_turn = _to_parent.basis * breakup.place.basis
	if breakup.mass > 0.0:
		_density = breakup.mass / breakup.fracture.total_area()
	else:
		_density = CutoutFragment3D.density_of(extrusion)
	if breakup.blast != null and breakup.blast.impulse != Vector3.ZERO:
		_push = 1.0 / _resistance()


## Puts fragment [param index] on [param piece], which is new.
func dress(piece: CutoutFragment3D, index: int) -> void:
	# Each line here is paid for every fragment: what may stay as a new body has it is left alone.
	var breakup := _breakup
	var at := home_of(index)
	piece.breakup = breakup
	piece.assemble(breakup.fracture, index, breakup.look, _density)
	piece.collision_layer = breakup.collision_layer
	if breakup.collision_mask != 1:
		piece.collision_mask = breakup.collision_mask
	if breakup.gravity_scale != 1.0:
		piece.gravity_scale = breakup.gravity_scale
	if breakup.physics_material != null:
		piece.physics_material_override = breakup.physics_material
	piece.transform = Transform3D(_turn, _to_parent * at)
	piece.linear_velocity = velocity_at(at)
	piece.angular_velocity = turning_of(index)


## Returns where the centre of fragment [param index] is at first, in global coordinates.
func home_of(index: int) -> Vector3:
	return _breakup.place * _breakup.look.extrusion.to_space(_centroids[index])


## Returns how fast a fragment moves whose centre is at a place.
func velocity_at(at: Vector3) -> Vector3:
	var motion := _breakup.motion
	var velocity := motion.linear + motion.angular.cross(at - _centre)
	var blast := _breakup.blast
	if blast == null:
		return velocity
	var away := at - blast.origin
	var distance := away.length()
	var strength := blast.strength(distance)
	velocity += blast.impulse * (_push * strength)
	if distance > 0.0:
		velocity += away * (blast.speed * strength / distance)
	return velocity


## Returns how fast fragment [param index] turns, about which axis.
func turning_of(index: int) -> Vector3:
	var angular := _breakup.motion.angular
	return angular + _breakup.blast.spin_of(index) if _breakup.blast != null else angular


## Returns the mass that shares the impulse, each fragment by how strongly it is hit: so that all of
## them together get just the impulse.
func _resistance() -> float:
	var sum := 0.0
	for i in _areas.size():
		var distance := _breakup.blast.origin.distance_to(home_of(i))
		sum += _areas[i] * _breakup.blast.strength(distance)
	return maxf(sum * _density, 1e-6)
