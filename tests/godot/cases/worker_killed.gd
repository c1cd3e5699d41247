extends "../case.gd"
## A worker killed from outside in mid-job: the job still ends well, on another worker.


func run() -> void:
	await wait_for_workers()
	var pids: PackedInt64Array = CutoutBatch.get_stats()["worker_pids"]
	var jobs: Array[CutoutJob] = []
	for i in 200:
		jobs.append(CutoutBatch.submit(&"work", {"seconds": 0.005}))
	await wait_for(func() -> bool: return stat("completed") > 4, "work is under way")
	OS.kill(pids[0])
	for job in jobs:
		await job.wait()
		equal(job.error, null, "error of job %d" % job.id)
	await wait_for(func() -> bool: return stat("worker_restarts") > 0, "the loss is counted")
	await wait_for_workers()
	equal(stat("worker_restarts"), 1, "restarts")
