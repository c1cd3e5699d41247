extends RefCounted
## One thing in space that has broken and is to be replaced by its fragments: what
## [CutoutDebris3D] works on.

## All fragments are there, and the source has gone.
signal finished(breakup: RefCounted)

const Blast3D := preload("blast_3d.gd")
const Look3D := preload("look_3d.gd")
const Motion3D := preload("motion_3d.gd")

## What it broke into.
var fracture: CutoutFracture
## How its fragments may break again: a [CutoutFractureParams] or a [Dictionary].
var params: Variant
## Takes what broke to global coordinates; without scale.
var place: Transform3D
## How it is drawn.
var look: Look3D
## The mesh of the whole, which shrinks if there is no room for any fragment.
var whole: Mesh
## How it moves.
var motion := Motion3D.new()
## What drives the fragments apart; [code]null[/code] for nothing.
var blast: Blast3D
## How fragments explode that are hit: all of a blast but its place; [code]null[/code] for not.
var explosion: Blast3D
## What the fragments become children of.
var parent: Node
## What is hidden, or freed, in the frame of the last fragment; [code]null[/code] for nothing.
var source: Node3D
## Whether the source is freed, not hidden.
var frees_source := false
## Called with this when the first fragment is about to come: the source must not collide with it,
## and may have moved.
var on_start: Callable
## Called with each fragment that is a body, before it enters the tree.
var on_fragment: Callable
## What the fragments are made from, instead of plain ones: a scene with a [CutoutFragment3D] as
## root.
var scene: PackedScene
## The mass of all fragments together; 0 for one by their volume.
var mass := 0.0
var collision_layer := 2
var collision_mask := 1
var gravity_scale := 1.0
var physics_material: PhysicsMaterial
## When its fragments came, on the clock of [CutoutDebris3D].
var born_sec := 0.0
## Whether all fragments are there.
var is_finished := false
## The fragments that are bodies, as far as they are alive. Not typed: it holds freed ones as well.
var pieces: Array = []
## How many of them there are, as far as it is known.
var known := 0
## How many of them are awake, as far as it is known.
var awake := 0
## How many of them collide with other fragments.
var colliding := 0

var _parent_id := 0
var _source_id := 0


## Fixes what the others may free meanwhile. To be called once all is set.
func seal() -> void:
	_source_id = source.get_instance_id() if source != null else 0
	_parent_id = parent.get_instance_id() if parent != null else 0


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
func copy_body(body: RigidBody3D) -> void:
	collision_layer = body.collision_layer
	collision_mask = body.collision_mask
	gravity_scale = body.gravity_scale
	physics_material = body.physics_material_override


## Returns the centre of mass of the whole, in the fracture's coordinates.
func centre() -> Vector2:
	return fracture.get_arrays().centre()
