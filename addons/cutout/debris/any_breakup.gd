@abstract
extends RefCounted
## What has broken and is to be replaced by its fragments, in the plane or in space.

## All fragments are there, and the source has gone.
signal finished(breakup: RefCounted)

# What a breakup takes from a body; bodies of the plane and of space have them alike.
const _OF_A_BODY: Array[StringName] = [&"collision_layer", &"collision_mask", &"gravity_scale"]

## What it broke into.
var fracture: CutoutFracture
## How its fragments may break again: a [CutoutFractureParams] or a [Dictionary].
var params: Variant
## What the fragments become children of.
var parent: Node
## What is hidden, or freed, in the frame of the last fragment; [code]null[/code] for nothing.
var source: Node
## Whether the source is freed, not hidden.
var frees_source := false
## Called with this when the first fragment is about to come: the source must not collide with it,
## and may have moved.
var on_start: Callable
## Called with each fragment that is a body, before it enters the tree.
var on_fragment: Callable
## What the fragments are made from, instead of plain ones: a scene with a fragment as root.
var scene: PackedScene
## The mass of all fragments together; 0 for one by their size.
var mass := 0.0
var collision_layer := 2
var collision_mask := 1
var gravity_scale := 1.0
var physics_material: PhysicsMaterial
## Whether all fragments are there.
var is_finished := false
## When its fragments came, on the clock of the debris.
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


## Takes what concerns the physics from the rigid body that breaks.
func copy_body(body: Node) -> void:
	for title in _OF_A_BODY:
		set(title, body.get(title))
	physics_material = body.get(&"physics_material_override")
