extends "../case.gd"
## Quits with workers deep in work, and more waiting.


func run() -> void:
	await wait_for_workers()
	for i in 8:
		CutoutBatch.submit(&"act", {"do": "spin"})
	for i in 100:
		CutoutBatch.submit_fracture(SQUARE, {"seed": i})
	_wait_for_bake.call_deferred()
	await wait_for(func() -> bool: return stat("in_flight") > 0, "jobs are with the workers")
	exit_code = 5


func _wait_for_bake() -> void:
	var node := Polygon2D.new()
	node.polygon = SQUARE
	add_child(node)
	var baked: Array[CutoutBakedFracture] = await CutoutBatch.prebake([node])
	fail("baked %d while the workers are busy" % baked.size())
