extends RefCounted
## What a trace keeps of a job that has ended: numbers only, so that its result can go.

const _PHASES: PackedStringArray = ["queue wait", "worker", "frame wait", "apply"]
const _WORKER_PHASE := 1

## The end of the job, on the clock of [method Time.get_ticks_usec].
var end_usec := 0
## The start of the job, on the same clock.
var start_usec := 0

var _details := {}
var _kind: StringName
var _run_usec := 0
## Where each phase starts and the last one ends; 0 is a phase the job never came to.
var _times := PackedInt64Array()


func _init(job: CutoutJob) -> void:
	start_usec = job.queued_usec
	end_usec = job.finished_usec
	_kind = job.kind
	_run_usec = job.run_usec
	_times = [start_usec, job.sent_usec, job.computed_usec, job.applied_usec, end_usec]
	_details = {"id": job.id, "state": CutoutJob.State.find_key(job.state)}
	if job.error != null:
		_details["error"] = CutoutError.Code.find_key(job.error.code)


## Returns the trace events: the job, and in it its phases, all on the same track.
func events(process: int, track: int) -> Array[Dictionary]:
	var found: Array[Dictionary] = [_slice(_kind, "job", start_usec, end_usec)]
	found[0]["args"] = _details
	for phase in _PHASES.size():
		var from := _times[phase]
		if from == 0:
			continue
		var to := _end_of(phase)
		found.append(_slice(_PHASES[phase], "phase", from, to))
		if phase == _WORKER_PHASE and _run_usec > 0:
			# The worker tells how long it ran, not when; its clock is not ours.
			found.append(_slice("run", "run", maxi(from, to - _run_usec), to))
	for event in found:
		event["pid"] = process
		event["tid"] = track
	return found


func _end_of(phase: int) -> int:
	for later in range(phase + 1, _times.size()):
		if _times[later] > 0:
			return _times[later]
	return end_usec


func _slice(name: StringName, category: String, from: int, to: int) -> Dictionary:
	return {"ph": "X", "name": name, "cat": category, "ts": from, "dur": to - from}
