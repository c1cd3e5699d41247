extends "../case.gd"
## A polygon goes out, its fragments come back by signal, in a later call.

var _results := {}


func run() -> void:
	CutoutBatch.job_completed.connect(_on_job_completed)
	var with_hole: Array[PackedVector2Array] = [
		SQUARE, PackedVector2Array([Vector2(40, 40), Vector2(60, 40), Vector2(50, 60)])
	]
	var solid := CutoutBatch.submit_fracture(SQUARE, {"fragment_count": 12, "seed": 3})
	var holed := CutoutBatch.submit_fracture(with_hole, {"fragment_count": 12, "seed": 3})
	equal(_results.size(), 0, "signals inside submit_fracture")
	check(solid > 0 and holed > solid, "ids are positive and grow")
	await wait_for(func() -> bool: return _results.size() == 2, "both jobs are done")
	_check_result(solid, 10000.0)
	_check_result(holed, 9800.0)
	equal(CutoutBatch.get_job(solid), null, "a job that has ended is forgotten")
	equal(stat("completed"), 2, "jobs completed")


func _on_job_completed(job_id: int, result: Array) -> void:
	_results[job_id] = result
	var job := CutoutBatch.get_job(job_id)
	var fracture: CutoutFracture = job.result
	equal(fracture.size(), result.size(), "fragments in the rich result")
	for index in fracture.size():
		var outline := fracture.local_ring(index)
		var parts := fracture.convex_parts(index, outline)
		check(parts.size() > 0, "every fragment has a convex part")
		for part in parts:
			check(part.size() >= 3 and part.size() <= 8, "parts have 3 to 8 corners")
		check(fracture.triangles(index).size() >= 3, "every fragment has a triangle")
	check(fracture.neighbours.size() >= 2, "fragments know their neighbours")
	equal(fracture.report["path"] in ["geos", "kernel"], true, "the report names the path")


func _check_result(id: int, area: float) -> void:
	var result: Array = _results[id]
	check(result.size() >= 12, "at least a fragment a seed point")
	var total := 0.0
	for ring: PackedVector2Array in result:
		var twice := 0.0
		for i in ring.size():
			twice += ring[i].cross(ring[(i + 1) % ring.size()])
		check(twice > 0.0, "rings have positive area")
		total += twice / 2.0
	check(absf(total - area) < 0.05, "areas add up to %s, got %s" % [area, total])
