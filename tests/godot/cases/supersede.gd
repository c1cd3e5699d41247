extends "job_signals.gd"
## A newer job with the same key takes the older one's place, wherever that is.


func run() -> void:
	watch()
	await wait_for_workers()
	var jobs: Array[CutoutJob] = []
	for i in 20:
		jobs.append(submit(&"echo", {"value": i}, {"key": "door"}))
	var other := submit(&"echo", {"value": "other"}, {"key": "window"})
	await jobs[19].wait()
	await other.wait()
	for i in 19:
		await ends_as(jobs[i], CutoutJob.State.SUPERSEDED)
		equal(jobs[i].error.code, CutoutError.Code.SUPERSEDED, "code of job %d" % i)
	equal(jobs[19].result, {"value": 19}, "the newest job's result")
	equal(other.result, {"value": "other"}, "another key's result")
	jobs.append(other)
	var running := submit(&"work", {"seconds": 0.2}, {"key": self})
	await wait_for(func() -> bool: return running.state == CutoutJob.State.SENT, "it is sent")
	var newer := submit(&"echo", {"value": "newer"}, {"key": self})
	await newer.wait()
	equal(newer.result, {"value": "newer"}, "the result of the job that took a running one's place")
	await ends_as(running, CutoutJob.State.SUPERSEDED)
	jobs.append_array([running, newer])
	await wait_for(func() -> bool: return stat("in_flight") == 0, "nothing is in flight")
	check_endings(jobs)
	await _break_twice()


## A node that is to break again before it has broken breaks once.
func _break_twice() -> void:
	var polygon := Polygon2D.new()
	polygon.polygon = SQUARE
	add_child(polygon)
	CutoutBatch.fracture_object(polygon, {"fragment_count": 4})
	var second: CutoutJob = await CutoutBatch.fracture_object(polygon, {"fragment_count": 6})
	equal(second.error, null, "the second job's error")
	var fracture: CutoutFracture = second.result
	equal(get_child_count(), 1 + fracture.size(), "the polygon and the pieces of one fracture")
	equal(stat("superseded"), 21, "jobs superseded")
