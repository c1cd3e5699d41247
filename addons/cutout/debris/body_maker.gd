extends RefCounted
## Makes the fragments of a breakup as bodies, one at a time.

const Breakup := preload("breakup.gd")
const FragmentArrays := preload("../fracture/fragment_arrays.gd")
const Look := preload("look.gd")

## Takes the fracture's coordinates to global ones, without scale and skew.
var turn: Transform2D
## The fracture's centre of mass, in global coordinates; only if it turns.
var centre := Vector2.ZERO

var _angular := 0.0
var _arrays: FragmentArrays
var _breakup: Breakup
var _has_extras := false
var _is_turned := false
var _linear := Vector2.ZERO
var _look: Look
# Mass a square pixel of the fragments, scaled as they are.
var _density := CutoutFragment2D.DENSITY
# What a momentum of 1 makes of the velocity where the blast is strongest.
var _push := 0.0
var _to_parent := Transform2D.IDENTITY


func _init(breakup: Breakup) -> void:
	_breakup = breakup
	var place := breakup.place
	_look = breakup.look
	_arrays = breakup.fracture.get_arrays()
	_linear = breakup.motion.linear
	_angular = breakup.motion.angular
	_has_extras = (
		_look.has_extras or breakup.gravity_scale != 1.0 or breakup.physics_material != null
	)
	turn = Transform2D(place.get_rotation(), place.origin)
	var rest := turn.affine_inverse() * place
	if not rest.is_equal_approx(Transform2D.IDENTITY):
		# Not in the look that others share: the next time, the scale may be another one.
		_look = Look.new()
		_look.copy(breakup.look)
		_look.stretch = rest
	if _angular != 0.0:
		centre = place * breakup.centre()
	var parent := breakup.parent as Node2D
	if parent != null:
		_to_parent = parent.global_transform.affine_inverse()
	var local_turn := _to_parent * turn
	_is_turned = local_turn.x != Vector2.RIGHT or local_turn.y != Vector2.DOWN
	if breakup.mass > 0.0:
		_density = breakup.mass / (breakup.fracture.total_area() * absf(place.determinant()))
	if breakup.blast != null and breakup.blast.impulse != Vector2.ZERO:
		_push = 1.0 / _resistance()


## Puts fragment [param index] on [param piece], which is new or from the pool.
func dress(piece: CutoutFragment2D, index: int) -> void:
	# Each line here is paid for every fragment: what may stay as a new body has it is left alone.
	var breakup := _breakup
	var centroid := _arrays.centroids[index]
	piece.breakup = breakup
	piece.look = _look
	piece.assemble(breakup.fracture, _arrays, index, _density)
	if _has_extras:
		breakup.dress(piece)
	piece.collision_layer = breakup.collision_layer
	if breakup.collision_mask != 1:
		piece.collision_mask = breakup.collision_mask
	var at := breakup.place * centroid
	if _is_turned:
		piece.transform = _to_parent * Transform2D(turn.x, turn.y, at)
	else:
		piece.position = _to_parent * at
	if breakup.is_frozen:
		piece.freeze = true
		return
	var arm := at - centre
	var velocity := _linear
	if _angular != 0.0:
		velocity += _angular * Vector2(-arm.y, arm.x)
		piece.angular_velocity = _angular
	if breakup.blast != null:
		velocity += blast_at(at)
		if breakup.blast.spin > 0.0:
			piece.angular_velocity = _angular + breakup.blast.spin * sin(index * 2.4 + at.x)
	if velocity != Vector2.ZERO:
		piece.linear_velocity = velocity


## Returns the velocity that the blast gives to a fragment at a place.
func blast_at(at: Vector2) -> Vector2:
	var blast := _breakup.blast
	var away := at - blast.origin
	var distance := away.length()
	var strength := blast.strength(distance)
	var velocity := blast.impulse * (_push * strength)
	if distance > 0.0:
		velocity += away * (blast.speed * strength / distance)
	return velocity


## Returns what the blast's impulse makes of the velocity where the blast is strongest.
func push() -> Vector2:
	return _breakup.blast.impulse * _push if _breakup.blast != null else Vector2.ZERO


## Returns the mass that shares the impulse, each fragment by how strongly it is hit: so that all of
## them together get just the impulse.
func _resistance() -> float:
	var sum := 0.0
	for i in _arrays.areas.size():
		var distance := _breakup.blast.origin.distance_to(_breakup.place * _arrays.centroids[i])
		sum += _arrays.areas[i] * _breakup.blast.strength(distance)
	return maxf(sum * absf(_breakup.place.determinant()) * _density, 1e-6)
