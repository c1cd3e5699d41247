extends "any_breakup.gd"
## One thing that has broken and is to be replaced by its fragments: what [CutoutDebris] works on.

const Blast := preload("blast.gd")
const Look := preload("look.gd")
const Motion := preload("motion.gd")

static var _counted: Dictionary[int, PackedInt32Array] = {}

## The fragments that are wanted, by number; all of them unless [member is_partial].
var only: PackedInt32Array
## Whether only some of the fragments are wanted.
var is_partial := false
## Takes the fracture's coordinates to global ones.
var place: Transform2D
## How it is drawn.
var look: Look:
	get:
		if look == null:
			look = Look.new()
		return look
## How it moves.
var motion: Motion:
	get:
		if motion == null:
			motion = Motion.new()
		return motion
## What drives the fragments apart; [code]null[/code] for nothing.
var blast: Blast
## How fragments explode that are hit: all of a blast but its place; [code]null[/code] for not.
var explosion: Blast
## The layers that fragments are in, and collide with, once something has released them; 0 for
## those above, without colliding with what still stands.
var loose_layer := 0
var loose_mask := 0
## Whether the fragments stay where they are until something releases them.
var is_frozen := false
## Whether the fragments must be bodies, however small or many.
var needs_bodies := false


## Fixes what the others may free meanwhile. To be called once all is set.
func seal() -> void:
	super()
	if not is_partial:
		only = _all_of(fracture.size())


## Gives a fragment what most have as a new body has it.
func dress(piece: RigidBody2D) -> void:
	if look.item != null:
		look.item.dress(piece)
	piece.gravity_scale = gravity_scale
	piece.physics_material_override = physics_material


## Returns the layers of a fragment that nothing holds.
func free_layer() -> int:
	return loose_layer if is_frozen and loose_layer != 0 else collision_layer


## Returns the layers that a fragment collides with that nothing holds.
func free_mask() -> int:
	if not is_frozen:
		return collision_mask
	# Those around it would hold it like a keystone.
	return loose_mask if loose_mask != 0 else collision_mask & ~collision_layer


## Returns the centre of mass of the whole, in global coordinates.
func centre() -> Vector2:
	return place * fracture.get_arrays().centre()


## Returns the mass of a square pixel of the fragments, scaled as they are.
func density() -> float:
	if mass <= 0.0:
		return CutoutFragment2D.DENSITY
	return mass / (fracture.total_area() * absf(place.determinant()))


## Returns the velocity that the blast's impulse gives where the blast is strongest. The impulse is
## shared by all fragments, each by how strongly it is hit, so that all together get just that.
func push() -> Vector2:
	if blast == null or blast.impulse == Vector2.ZERO:
		return Vector2.ZERO
	var areas := fracture.areas
	var centroids := fracture.centroids
	var sum := 0.0
	for i in areas.size():
		sum += areas[i] * blast.strength(blast.origin.distance_to(place * centroids[i]))
	return blast.impulse / maxf(sum * absf(place.determinant()) * density(), 1e-6)


## Returns the numbers below [param count]. Most fractures have as many fragments as others.
static func _all_of(count: int) -> PackedInt32Array:
	if not count in _counted:
		_counted[count] = PackedInt32Array(range(count))
	return _counted[count]
