extends "../case.gd"
## A worker that dies, hangs or fails costs one job; the others end well.


func run() -> void:
	await wait_for_workers()
	var jobs: Array[CutoutJob] = []
	for i in 40:
		jobs.append(CutoutBatch.submit(&"echo", {"value": i}))
	var crash := CutoutBatch.submit(&"act", {"do": "segfault"})
	var hang := CutoutBatch.submit(&"act", {"do": "spin"})
	var trouble := CutoutBatch.submit(&"act", {"do": "fail"})
	for i in range(40, 80):
		jobs.append(CutoutBatch.submit(&"echo", {"value": i}))
	for i in jobs.size():
		await jobs[i].wait()
		equal(jobs[i].error, null, "error of echo %d" % i)
		equal(jobs[i].result, {"value": i}, "result of echo %d" % i)
	await crash.wait()
	equal(crash.error.code, CutoutError.Code.WORKER_CRASHED, "code of the crash")
	await hang.wait()
	equal(hang.error.code, CutoutError.Code.TIMED_OUT, "code of the hang")
	await trouble.wait()
	equal(trouble.error.code, CutoutError.Code.INTERNAL, "code of the exception")
	check("ZeroDivisionError" in trouble.error.details, "the traceback is in the details")
	await wait_for(func() -> bool: return stat("worker_restarts") >= 3, "workers were replaced")
