@tool
extends RefCounted
## What the scene tree warns of at a [CutoutDestructible2D].


## Returns a sentence for each thing that will not work.
static func of(node: CutoutDestructible2D, rings: Array[PackedVector2Array]) -> PackedStringArray:
	var warnings := PackedStringArray()
	if rings.is_empty():
		warnings.append("There is nothing to break: set polygon, or add a Polygon2D as a child.")
	if node.get_parent() is Polygon2D and not node.freeze:
		warnings.append("The Polygon2D above does not move with this body: set freeze.")
	if node.fragment_scene != null and not _makes_fragments(node.fragment_scene):
		warnings.append("The root of fragment_scene has to be a CutoutFragment2D.")
	return warnings


static func _makes_fragments(scene: PackedScene) -> bool:
	var root := scene.instantiate()
	var fits := root is CutoutFragment2D
	root.free()
	return fits
