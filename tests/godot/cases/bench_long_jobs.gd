extends "../case.gd"
## How fast jobs are done that last longer than a frame: all the same, without a processor.

const _WARM_UP := 2


func run() -> void:
	Engine.max_fps = 60
	await wait_for_workers()
	await _finish(_WARM_UP)
	var count := int(str(arguments["jobs"]))
	var start := Time.get_ticks_usec()
	var pids := await _finish(count)
	facts["jobs_per_sec"] = count * 1e6 / (Time.get_ticks_usec() - start)
	facts["workers"] = pids.size()


## Submits so many jobs and waits for all; returns which workers had them.
func _finish(count: int) -> Dictionary:
	var payload := {"seconds": float(str(arguments["seconds"]))}
	var jobs: Array[CutoutJob] = []
	for i in count:
		jobs.append(CutoutBatch.submit(&"nap", payload))
	var pids := {}
	for job in jobs:
		await job.wait()
		pids[job.result] = true
	return pids
