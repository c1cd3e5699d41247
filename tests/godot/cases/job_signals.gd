extends "../case.gd"
## Every job ends exactly once, with the signal of its state, and never inside a call that submits.

const _WATCHED: Array[StringName] = [
	&"job_completed", &"job_failed", &"job_cancelled", &"job_superseded"
]
const _STATES: Array[CutoutJob.State] = [
	CutoutJob.State.COMPLETED,
	CutoutJob.State.FAILED,
	CutoutJob.State.CANCELLED,
	CutoutJob.State.SUPERSEDED
]

## How often, and with which signal, each job has ended, by id.
var endings := {}
## A call that submits is on the stack.
var is_submitting := false


## Counts every ending from now on.
func watch() -> void:
	for i in _WATCHED.size():
		CutoutBatch.connect(_WATCHED[i], _on_ended.bind(_STATES[i]))


## Submits a job, with the check that nothing ends inside the call.
func submit(kind: StringName, payload: Dictionary, options := {}) -> CutoutJob:
	is_submitting = true
	var job := CutoutBatch.submit(kind, payload, options)
	is_submitting = false
	return job


## Checks that each of these jobs has ended once, with the signal of its state.
func check_endings(jobs: Array[CutoutJob]) -> void:
	for job in jobs:
		check(job.is_finished(), "%s has ended" % job)
		equal(endings.get(job.id), [job.state], "endings of %s (%s)" % [job, job.error])
	equal(endings.size(), jobs.size(), "jobs that have ended")


func _on_ended(id: int, detail: Variant, state: Variant = null) -> void:
	check(not is_submitting, "job %d ended inside a call that submits" % id)
	var known: Array = endings.get_or_add(id, [])
	known.append(detail if state == null else state)
