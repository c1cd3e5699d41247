extends "../case.gd"
## A full queue refuses with a typed error, by signal, and takes jobs again once there is room.


func run() -> void:
	var jobs: Array[CutoutJob] = []
	for i in 30:
		jobs.append(CutoutBatch.submit(&"echo", {"value": i}))
	var refused := 0
	for job in jobs:
		check(not job.is_finished(), "no job ends inside submit")
	for job in jobs:
		await job.wait()
		if job.error != null:
			equal(job.error.code, CutoutError.Code.QUEUE_FULL, "code of a refused job")
			refused += 1
	equal(refused, 30 - int(str(arguments["limit"])), "jobs refused")
	var late: CutoutJob = await CutoutBatch.submit(&"echo", {"value": "late"}).wait()
	equal(late.result, {"value": "late"}, "a job once there is room")
