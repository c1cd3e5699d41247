extends RefCounted
## Makes the fragments of a breakup as bodies, one at a time.

const Breakup := preload("breakup.gd")
const FragmentArrays := preload("../fracture/fragment_arrays.gd")
const Look := preload("look.gd")

# What a new body has.
const _LAYER := 1
const _MASK := 1

var _angular := 0.0
var _arrays: FragmentArrays
var _breakup: Breakup
var _centre := Vector2.ZERO
var _centroids: PackedVector2Array
var _density: float
var _fracture: CutoutFracture
var _has_extras := false
var _is_turned := false
var _layer: int
var _linear: Vector2
var _look: Look
var _mask: int
var _push := Vector2.ZERO
# Takes the fracture's coordinates to those of the parent, first as they are, then without scale and
# skew.
var _place: Transform2D
var _turn: Transform2D


func _init(breakup: Breakup) -> void:
	_breakup = breakup
	_fracture = breakup.fracture
	_arrays = _fracture.get_arrays()
	_centroids = _arrays.centroids
	_density = breakup.density()
	_layer = breakup.collision_layer
	_mask = breakup.collision_mask
	_look = breakup.look
	_linear = breakup.motion.linear
	_angular = breakup.motion.angular
	_has_extras = (
		_look.item != null or breakup.gravity_scale != 1.0 or breakup.physics_material != null
	)
	_place = breakup.place
	_turn = _place
	if _place.x != Vector2.RIGHT or _place.y != Vector2.DOWN:
		_straighten()
	if _angular != 0.0:
		_centre = breakup.centre()
	if breakup.blast != null:
		_push = breakup.push()
	var parent := breakup.parent as Node2D
	if parent != null:
		var to_parent := parent.global_transform.affine_inverse()
		_place = to_parent * _place
		_turn = to_parent * _turn
	_is_turned = _turn.x != Vector2.RIGHT or _turn.y != Vector2.DOWN


## Puts fragment [param index] on [param piece], which is new or from the pool.
func dress(piece: CutoutFragment2D, index: int) -> void:
	# Each line here is paid for every fragment: what may stay as a new body has it is left alone.
	piece.breakup = _breakup
	piece.assemble(_fracture, _arrays, index, _look, _density)
	if _has_extras:
		_breakup.dress(piece)
	if _layer != _LAYER:
		piece.collision_layer = _layer
	if _mask != _MASK:
		piece.collision_mask = _mask
	var centroid := _centroids[index]
	if _is_turned:
		piece.transform = Transform2D(_turn.x, _turn.y, _place * centroid)
	else:
		piece.position = _place * centroid
	if _breakup.is_frozen:
		piece.freeze = true
	elif _angular != 0.0 or _breakup.blast != null:
		_drive(piece, index)
	elif _linear != Vector2.ZERO:
		piece.linear_velocity = _linear


## Sets the velocity of what turns, or is blown apart.
func _drive(piece: CutoutFragment2D, index: int) -> void:
	var at := _breakup.place * _centroids[index]
	var velocity := _linear
	if _angular != 0.0:
		var arm := at - _centre
		velocity += _angular * Vector2(-arm.y, arm.x)
		piece.angular_velocity = _angular
	var blast := _breakup.blast
	if blast != null:
		velocity += blast.velocity(at, _push)
		if blast.spin > 0.0:
			piece.angular_velocity = _angular + blast.spin * sin(index * 2.4 + at.x)
	piece.linear_velocity = velocity


## Parts the place into what a body can have, which is a turn, and the rest, which its outline has.
func _straighten() -> void:
	_turn = Transform2D(_place.get_rotation(), _place.origin)
	var rest := _turn.affine_inverse() * _place
	if not rest.is_equal_approx(Transform2D.IDENTITY):
		# Not in the look that others share: the next time, the scale may be another one.
		_look = _look.copied()
		_look.stretch = rest
