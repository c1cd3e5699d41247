extends "../case.gd"
## A cancelled job ends once, as cancelled, wherever it was; a freed node takes its job with it.

var _cancelled := PackedInt64Array()
var _completed := PackedInt64Array()


func run() -> void:
	CutoutBatch.job_cancelled.connect(func(id: int) -> void: _cancelled.append(id))
	CutoutBatch.job_completed.connect(func(id: int, _result: Array) -> void: _completed.append(id))
	await wait_for_workers()
	var queued := CutoutBatch.submit(&"echo", {"value": 1})
	queued.cancel()
	equal(queued.state, CutoutJob.State.CANCELLED, "a queued job is cancelled at once")
	check(not CutoutBatch.cancel_job(queued.id), "a second cancel has nothing to do")
	var running := CutoutBatch.submit(&"act", {"do": "spin"})
	await wait_for(func() -> bool: return running.state == CutoutJob.State.SENT, "the job is sent")
	check(CutoutBatch.cancel_job(running.id), "a running job can be cancelled")
	var polygon := Polygon2D.new()
	polygon.polygon = SQUARE
	add_child(polygon)
	# The node goes away while its job is on the way.
	CutoutBatch.fracture_object(polygon)
	polygon.free()
	var after := CutoutBatch.submit(&"echo", {"value": 2})
	await after.wait()
	equal(after.result, {"value": 2}, "jobs after it run")
	await wait_for(func() -> bool: return _cancelled.size() == 3, "three jobs are cancelled")
	equal(_completed.size(), 1, "jobs completed")
	equal(stat("cancelled"), 3, "jobs counted as cancelled")
