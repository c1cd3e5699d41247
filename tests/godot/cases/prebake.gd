extends "../case.gd"
## Fractures baked behind a loading bar are those that live workers make, to a byte, and what was
## baked breaks without a worker.

const COUNT := 5

var _shares: Array[float] = []


func run() -> void:
	var nodes: Array[Polygon2D] = []
	for i in COUNT:
		var node := Polygon2D.new()
		node.polygon = Transform2D(0.3 * i, Vector2.ZERO) * SQUARE
		add_child(node)
		nodes.append(node)
	var params := {"fragment_count": 6, "seed": 3}
	var baked: Array[CutoutBakedFracture] = await CutoutBatch.prebake(
		nodes, params, func(share: float) -> void: _shares.append(share)
	)
	equal(baked.size(), COUNT, "one for each")
	equal(_shares.back(), 1.0, "the loading bar comes to its end")
	for i in COUNT:
		equal(CutoutBakedFracture.of(nodes[i]), baked[i], "each node keeps its own")
		var rings: Array[PackedVector2Array] = [nodes[i].polygon]
		var payload := {"points": rings[0], "offsets": PackedInt32Array([0, 4]), "params": params}
		check(baked[i].matches(payload), "it is the fracture of the request")
		var turned := payload.duplicate()
		turned["params"] = {
			"seed": 3, "pattern": "random", "extrude_depth": 0.0, "fragment_count": 6
		}
		check(baked[i].matches(turned), "in any order, with or without defaults")
		var job := CutoutBatch.submit(&"fracture", payload, {"cache": false})
		await ends_as(job, CutoutJob.State.COMPLETED)
		var live: CutoutFracture = job.result
		equal(live.to_body(), baked[i].body, "baked and live are the same to a byte")
		live.rings()
		check(live.areas.size() == 6, "as many fragments as asked for")
		equal(live.to_body(), baked[i].body, "also after it was decoded")
	await _break_without_worker(nodes[0], params)
	await _break_otherwise(nodes[1])
	await _break_destructible()
	await _awaiting_node_is_freed(nodes[2])


func _break_without_worker(node: Polygon2D, params: Dictionary) -> void:
	var job: CutoutJob = await CutoutBatch.fracture_object(node, params)
	equal(job.state, CutoutJob.State.COMPLETED, "it breaks")
	equal(job.sent_usec, 0, "no worker is asked")
	var fracture: CutoutFracture = job.result
	equal(fracture.size(), 6, "into what was baked")
	check(not node.visible, "and is replaced")


func _break_otherwise(node: Polygon2D) -> void:
	var job: CutoutJob = await CutoutBatch.fracture_object(node, {"fragment_count": 4, "seed": 3})
	check(job.sent_usec > 0, "other parameters are for a worker")
	var fracture: CutoutFracture = job.result
	equal(fracture.size(), 4, "and are heeded")


func _break_destructible() -> void:
	var wall := CutoutDestructible2D.new()
	wall.polygon = SQUARE
	wall.freeze = true
	wall.params = CutoutFractureParams.new()
	wall.params.fragment_count = 7
	add_child(wall)
	var baked: Array[CutoutBakedFracture] = await CutoutBatch.prebake([wall])
	equal(baked[0].to_fracture().size(), 7, "its own parameters are taken")
	var job: CutoutJob = await wall.fracture_at(Vector2(50, 50))
	equal(job.sent_usec, 0, "a destructible breaks without a worker")


## Who waits is freed before the end. What is baked is kept, and nothing that bakes is left.
func _awaiting_node_is_freed(node: Polygon2D) -> void:
	var before := CutoutBakedFracture.of(node)
	var waiting := Waiting.new()
	add_child(waiting)
	waiting.begin.call_deferred(node)
	await get_tree().process_frame
	var batch: WeakRef = weakref(waiting.bake.get_object())
	waiting.free()
	await wait_for(func() -> bool: return batch.get_ref() == null, "what baked is gone")
	check(CutoutBakedFracture.of(node) != before, "the node has another fracture")


## A node that waits for a fracture that is baked.
class Waiting:
	extends Node
	var bake: Signal

	func begin(node: Node) -> void:
		bake = CutoutBatch.prebake([node], {"fragment_count": 9})
		await bake
		add_child(Node.new())
