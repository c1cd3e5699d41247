extends "job_signals.gd"
## With the policy «drop oldest», a full queue lets go of the job that came first among the least
## urgent.

const _LIMIT := 20


func run() -> void:
	watch()
	await wait_for_workers()
	var jobs: Array[CutoutJob] = []
	jobs.append(submit(&"echo", {"value": 0}, {"priority": "high"}))
	for i in range(1, 40):
		jobs.append(submit(&"echo", {"value": i}))
	jobs.append(submit(&"echo", {"value": 40}, {"priority": "low"}))
	for job in jobs:
		await wait_for(job.is_finished, "job %s has ended" % job)
	for i in jobs.size():
		# The last is less urgent than all that wait: it can drop none of them.
		var is_kept := i == 0 or (i > 20 and i < 40)
		if is_kept:
			equal(jobs[i].result, {"value": i}, "result of job %d" % i)
		else:
			equal(jobs[i].error.code, CutoutError.Code.QUEUE_FULL, "code of job %d" % i)
	equal(stat("dropped"), 21, "jobs counted as dropped")
	check_endings(jobs)
