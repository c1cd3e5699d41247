extends "../case.gd"
## What a player starts who has no Python: jobs fail and say why, and the game goes on.


func run() -> void:
	expect_error("/nowhere/python")
	var id := CutoutBatch.submit_fracture(SQUARE, {"fragment_count": 9})
	var job: CutoutJob = await CutoutBatch.get_job(id).wait()
	equal(job.state, CutoutJob.State.FAILED, "state of a fracture")
	equal(job.error.code, CutoutError.Code.BACKEND_DOWN, "code of its error")
	check("/nowhere/python" in CutoutBatch.get_backend_error(), CutoutBatch.get_backend_error())
