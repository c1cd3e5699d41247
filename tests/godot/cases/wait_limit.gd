extends "../case.gd"
## Two clocks: how long a job may wait, and how long it may run.


func run() -> void:
	await wait_for_workers()
	var crowd: Array[CutoutJob] = []
	for i in 40:
		crowd.append(CutoutBatch.submit(&"work", {"seconds": 0.05}))
	var impatient := CutoutBatch.submit(&"echo", {}, {"wait_limit_sec": 0.1})
	var patient := CutoutBatch.submit(&"echo", {}, {"wait_limit_sec": 3600, "priority": "high"})
	await ends_as(impatient, CutoutJob.State.FAILED)
	equal(impatient.error.code, CutoutError.Code.TIMED_OUT, "code of the impatient job")
	check("waited" in impatient.error.message, "the message says so: " + impatient.error.message)
	await ends_as(patient, CutoutJob.State.COMPLETED)
	for job in crowd:
		job.cancel()
	var slow := CutoutBatch.submit(&"act", {"do": "spin"}, {"deadline_sec": 0.3})
	await ends_as(slow, CutoutJob.State.FAILED)
	equal(slow.error.code, CutoutError.Code.TIMED_OUT, "code of the slow job")
	check("0.3" in slow.error.message, "the message names the deadline: " + slow.error.message)
