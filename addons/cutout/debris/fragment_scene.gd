extends RefCounted
## Fragments that are made from a scene of the game's own.


## Returns the root of a new instance of [param scene], or a plain fragment and a log line if that
## is none. [param plain] is the class of fragments: [CutoutFragment2D] or [CutoutFragment3D].
static func make(scene: PackedScene, plain: GDScript) -> Node:
	var root := scene.instantiate()
	if is_instance_of(root, plain):
		return root
	push_error(
		(
			"Cutout: the root of %s is a %s; give it the script %s or one that extends it."
			% [scene.resource_path, root.get_class(), plain.get_global_name()]
		)
	)
	root.free()
	return plain.new()
