extends RefCounted
## What a loader has done and how far it is.

var shared := 0
var bytes := 0

var _cancelled := 0
var _completed := 0
var _failed := 0
var _latency_usec := 0
var _requested := 0
var _run_usec := 0
# Since nothing was under way.
var _ended := 0
var _wanted := 0


## Takes a job in.
func add(_job: CutoutJob) -> void:
	_requested += 1
	_wanted += 1


## Counts a job that has ended.
func take(job: CutoutJob) -> void:
	_ended += 1
	match job.state:
		CutoutJob.State.COMPLETED:
			_completed += 1
			_run_usec += job.run_usec
			_latency_usec += job.finished_usec - job.queued_usec
		CutoutJob.State.FAILED:
			_failed += 1
		_:
			_cancelled += 1


## Says that nothing is under way.
func rest() -> void:
	_ended = 0
	_wanted = 0


## Returns how much of what was wanted is done, from 0 to 1.
func progress(unfinished: Array[CutoutJob]) -> float:
	if _wanted == 0:
		return 1.0
	var done := float(_ended)
	for job in unfinished:
		done += job.progress
	return minf(1.0, done / _wanted)


## Returns the figures of [method CutoutMeshLoader.stats].
func stats(unfinished: Array[CutoutJob]) -> Dictionary:
	var queued := 0
	for job in unfinished:
		if job.state == CutoutJob.State.QUEUED:
			queued += 1
	return {
		"queued": queued,
		"loading": unfinished.size() - queued,
		"requested": _requested,
		"shared": shared,
		"completed": _completed,
		"failed": _failed,
		"cancelled": _cancelled,
		"bytes": bytes,
		"run_usec_mean": _run_usec / maxf(1.0, _completed),
		"latency_usec_mean": _latency_usec / maxf(1.0, _completed),
	}
