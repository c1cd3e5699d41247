extends RefCounted
## What scripted runs wait for, so that they show the same on every machine.


## Waits for so many ticks of the physics.
static func ticks(node: Node, count: int) -> void:
	for i in count:
		await node.get_tree().physics_frame


## Holds the world until everything that was hit has broken.
static func all_broken(node: Node) -> void:
	var tree := node.get_tree()
	tree.paused = true
	while _unfinished() > 0:
		await tree.process_frame
	tree.paused = false


static func _unfinished() -> int:
	return CutoutBatch.get_stats()["unfinished"]
