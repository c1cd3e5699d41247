extends "job_signals.gd"
## Two workers, and jobs that last longer than frames: each worker is at work and has another job
## waiting, which an urgent one overtakes and which can be cancelled at no cost.

## How long a job is known to last, so that the window of work in flight is far too short for two.
const _SECONDS := 0.2
const _COUNT := 8
## A deadline that no job is to meet: whoever waits for a file is not short of a processor.
const _NEVER_SEC := 300.0

var _folder := ""
var _jobs: Array[CutoutJob] = []


func run() -> void:
	_folder = arguments["folder"]
	watch()
	await wait_for_workers()
	await ends_as(_meet("known", "known", _SECONDS), CutoutJob.State.COMPLETED)
	for i in _COUNT:
		_meet("job%d" % i, "go%d" % i)
	var both_work := func() -> bool: return _has_begun(0) and _has_begun(1)
	await wait_for(both_work, "both workers are at work")
	await wait_for(func() -> bool: return stat("in_flight") == 4, "one waits for each worker")
	equal(stat("queued"), _COUNT - 4, "jobs that are not sent")
	CutoutBatch.log_workers()
	await _check_urgent()
	await _check_cancel()
	for i in _COUNT:
		_let_go(i)
	await wait_for(func() -> bool: return stat("unfinished") == 0, "all have ended")
	await wait_for(func() -> bool: return stat("in_flight") == 0, "nothing is in flight")
	check_endings(_jobs)
	equal(stat("worker_restarts"), 0, "workers that were killed")


## Only the first worker gets free: unless it takes the urgent job first, that never runs.
func _check_urgent() -> void:
	var urgent := submit(&"echo", {}, {"priority": "critical", "deadline_sec": _NEVER_SEC})
	_jobs.append(urgent)
	var is_sent := func() -> bool: return urgent.state == CutoutJob.State.SENT
	await wait_for(is_sent, "the urgent job is sent although the others last")
	_let_go(0)
	await ends_as(urgent, CutoutJob.State.COMPLETED)
	check(not _has_begun(3), "the second worker is still with its first job")


## The first worker is with job 2 now; 3 waits in the coordinator, and the last in the queue.
func _check_cancel() -> void:
	await wait_for(_has_begun.bind(2), "the next job is at work")
	await wait_for(func() -> bool: return stat("in_flight") == 4, "another was sent for it")
	for job: CutoutJob in [_jobs[4], _jobs[_COUNT]]:
		job.cancel()
		equal(job.state, CutoutJob.State.CANCELLED, "state of %s" % job)
	await wait_for(func() -> bool: return stat("queued") == 1, "another was sent in its stead")
	for i: int in [3, _COUNT - 1]:
		check(not _has_begun(i), "job %d does not run" % i)


func _meet(own: String, other: String, seconds := 0.0) -> CutoutJob:
	var payload := {
		"own": _folder.path_join(own), "other": _folder.path_join(other), "seconds": seconds
	}
	_jobs.append(submit(&"meet", payload, {"deadline_sec": _NEVER_SEC}))
	return _jobs[-1]


func _has_begun(number: int) -> bool:
	return FileAccess.file_exists(_folder.path_join("job%d" % number))


func _let_go(number: int) -> void:
	FileAccess.open(_folder.path_join("go%d" % number), FileAccess.WRITE).close()
