extends RefCounted
## One thing that has broken and is to be replaced by its fragments: what [CutoutDebris] works on.

## All fragments are there, and the source has gone.
signal finished(breakup: RefCounted)

const Blast := preload("blast.gd")
const Look := preload("look.gd")
const Motion := preload("motion.gd")

static var _counted: Dictionary[int, PackedInt32Array] = {}

## What it broke into.
var fracture: CutoutFracture
## The fragments that are wanted, by number; all of them unless [member is_partial].
var only: PackedInt32Array
## Whether only some of the fragments are wanted.
var is_partial := false
## How its fragments may break again: a [CutoutFractureParams] or a [Dictionary].
var params: Variant
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
## What the fragments become children of.
var parent: Node
## What is hidden, or freed, in the frame of the last fragment; [code]null[/code] for nothing.
var source: CanvasItem
## Whether the source is freed, not hidden.
var frees_source := false
## Called with this when the first fragment is about to come: the source must not collide with it,
## and may have moved.
var on_start: Callable
## Called with each fragment that is a body, before it enters the tree.
var on_fragment: Callable
## What the fragments are made from, instead of plain ones: a scene with a [CutoutFragment2D] as
## root.
var scene: PackedScene
## The mass of all fragments together; 0 for one by their area.
var mass := 0.0
var collision_layer := 2
var collision_mask := 1
## The layers that fragments are in, and collide with, once something has released them; 0 for
## those above, without colliding with what still stands.
var loose_layer := 0
var loose_mask := 0
var gravity_scale := 1.0
var physics_material: PhysicsMaterial
## Whether the fragments stay where they are until something releases them.
var is_frozen := false
## Whether the fragments must be bodies, however small or many.
var needs_bodies := false
## Whether all fragments are there.
var is_finished := false
## When its fragments came, on the clock of [CutoutDebris].
var born_sec := 0.0
## The fragments that are bodies, as far as they are alive. Not typed: it holds freed ones as well.
var pieces: Array = []
## How many of them collide with other fragments.
var colliding := 0

var _source_id := 0
var _parent_id := 0


## Fixes what the others may free meanwhile. To be called once all is set.
func seal() -> void:
	_source_id = source.get_instance_id() if source != null else 0
	_parent_id = parent.get_instance_id() if parent != null else 0
	if not is_partial:
		only = _all_of(fracture.size())


## Gives a fragment what most have as a new body has it.
func dress(piece: RigidBody2D) -> void:
	if look.item != null:
		look.item.dress(piece)
	piece.gravity_scale = gravity_scale
	piece.physics_material_override = physics_material


## Says that all is done.
func finish() -> void:
	is_finished = true
	source = null
	finished.emit(self)


## Returns [code]true[/code] if there is nobody left to do this for.
func is_orphaned() -> bool:
	return (
		not is_instance_id_valid(_parent_id)
		or (_source_id != 0 and not is_instance_id_valid(_source_id))
	)


## Takes what concerns the physics from the body that breaks.
func copy_body(body: RigidBody2D) -> void:
	collision_layer = body.collision_layer
	collision_mask = body.collision_mask
	gravity_scale = body.gravity_scale
	physics_material = body.physics_material_override


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
