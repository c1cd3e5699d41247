extends RefCounted
## What a [CutoutDestructible2D] tells [CutoutDebris] of how it breaks.

const Blast := preload("../debris/blast.gd")
const Breakup := preload("../debris/breakup.gd")
const Look := preload("../debris/look.gd")
const Motion := preload("../debris/motion.gd")


## Returns all but what depends on whether the node breaks or is cut.
static func of(node: CutoutDestructible2D, result: CutoutFracture, look: Look) -> Breakup:
	var breakup := Breakup.new()
	breakup.fracture = result
	breakup.params = node.params
	breakup.place = node.global_transform
	breakup.look = look
	breakup.motion = Motion.new(node)
	breakup.explosion = blast_of(node)
	breakup.parent = node.get_parent()
	if breakup.parent is Polygon2D and breakup.parent.get_parent() != null:
		breakup.parent = breakup.parent.get_parent()
	breakup.scene = node.fragment_scene
	breakup.collision_layer = node.fragment_layer
	breakup.collision_mask = node.fragment_mask
	breakup.loose_layer = node.loose_layer
	breakup.loose_mask = node.loose_mask
	breakup.gravity_scale = node.gravity_scale
	breakup.physics_material = node.fragment_material
	if breakup.physics_material == null:
		breakup.physics_material = node.physics_material_override
	breakup.mass = node.mass
	return breakup


## Returns how the node explodes where it is hit.
static func blast_of(
	node: CutoutDestructible2D, point := Vector2.ZERO, impulse := Vector2.ZERO
) -> Blast:
	var blast := Blast.new(point, impulse)
	blast.speed = node.explosion_speed
	blast.reach = node.explosion_reach
	blast.spin = node.explosion_spin
	return blast
