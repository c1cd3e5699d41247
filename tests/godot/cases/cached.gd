extends "../case.gd"
## The same fracture is computed once; a job may ask for an answer of its own.


func run() -> void:
	var first: CutoutJob = CutoutBatch.get_job(CutoutBatch.submit_fracture(SQUARE, {"seed": 5}))
	await ends_as(first, CutoutJob.State.COMPLETED)
	check(first.run_usec > 0, "the first is computed")
	var second: CutoutJob = CutoutBatch.get_job(CutoutBatch.submit_fracture(SQUARE, {"seed": 5}))
	await ends_as(second, CutoutJob.State.COMPLETED)
	equal(second.run_usec, 0, "run time of the second")
	equal(stat("cache_hits"), 1, "answers from the cache")
	var same: CutoutFracture = second.result
	var fracture: CutoutFracture = first.result
	equal(same.rings(), fracture.rings(), "outlines of both")
	for i in 2:
		var own := CutoutBatch.submit(&"act", {"do": "nothing"})
		await ends_as(own, CutoutJob.State.COMPLETED)
		check(own.run_usec > 0, "other kinds are computed each time")
