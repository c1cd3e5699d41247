extends RefCounted
## Finds the autoload. By its path: its name is unknown to the compiler while the plugin is off.

const _PATH := ^"/root/CutoutBatch"


## Returns the processor; logs and returns [code]null[/code] if there is none.
static func of(node: Node) -> CutoutBatchProcessor:
	var found := find(node)
	if found == null:
		push_error(
			(
				"Cutout: %s finds no CutoutBatch; add it to the tree, and enable the plugin Cutout."
				% node.name
			)
		)
	return found


## Returns the processor, or [code]null[/code] if there is none.
static func find(node: Node) -> CutoutBatchProcessor:
	if not node.is_inside_tree():
		return null
	return _below(node.get_tree())


## Returns the processor of the game, for what is no node; [code]null[/code] if there is none.
static func of_game() -> CutoutBatchProcessor:
	return _below(Engine.get_main_loop() as SceneTree)


static func _below(tree: SceneTree) -> CutoutBatchProcessor:
	return tree.root.get_node_or_null(_PATH) as CutoutBatchProcessor if tree != null else null
