extends "job_signals.gd"
## With the policy «degrade», fractures make do with less once the queue is half full, and say so.

var _degraded := PackedInt64Array()


func run() -> void:
	watch()
	CutoutBatch.job_degraded.connect(_on_job_degraded)
	await wait_for_workers()
	var jobs: Array[CutoutJob] = []
	for i in 20:
		is_submitting = true
		var id := CutoutBatch.submit_fracture(SQUARE, {"fragment_count": 16, "seed": i})
		is_submitting = false
		jobs.append(CutoutBatch.get_job(id))
	for i in jobs.size():
		await ends_as(jobs[i], CutoutJob.State.COMPLETED)
		var fracture: CutoutFracture = jobs[i].result
		equal(fracture.size(), 16 if i < 10 else 8, "fragments of job %d" % i)
		equal(jobs[i].id in _degraded, i >= 10, "job %d is announced as degraded" % i)
	equal(stat("degraded"), 10, "jobs counted as degraded")
	check_endings(jobs)


func _on_job_degraded(id: int) -> void:
	check(not is_submitting, "job %d was announced inside the call that submits it" % id)
	_degraded.append(id)
