extends "job_signals.gd"
## Jobs of every sort, cancelled, superseded, timed out and killed at random: each ends exactly
## once, and those that nothing has happened to end well.

const _A_FRAME := 120
const _KILL_EVERY := 400
const _FRAMES_OF_A_WORD := 100

var _jobs: Array[CutoutJob] = []
var _random := RandomNumberGenerator.new()
## What a job that completes must have as its result, by id.
var _results := {}
var _next_kill := _KILL_EVERY
var _kills := 0


func run() -> void:
	var count := int(str(arguments["jobs"]))
	_random.seed = int(str(arguments["seed"]))
	watch()
	await wait_for_workers()
	while _jobs.size() < count:
		for i in _A_FRAME:
			_submit_one()
			if _random.randf() < 0.1:
				_jobs[_random.randi() % _jobs.size()].cancel()
			if _random.randf() < 0.05:
				var job: CutoutJob = _jobs[_random.randi() % _jobs.size()]
				CutoutBatch.set_job_priority(job.id, _random.randi_range(-30, 30))
		_kill_one()
		await get_tree().process_frame
	if not await wait_while_it_goes_on(_all_have_ended, how_it_stands, "all jobs have ended"):
		CutoutBatch.log_workers()
		for i in _FRAMES_OF_A_WORD:
			await get_tree().process_frame
	check_endings(_jobs)
	_check_results()
	var is_idle := func() -> bool: return stat("in_flight") == 0
	await wait_while_it_goes_on(is_idle, how_it_stands, "nothing is in flight")
	equal(stat("queued"), 0, "jobs that wait")
	equal(stat("queued_bytes"), 0, "bytes that wait")
	equal(stat("to_apply"), 0, "steps to apply")
	facts["kills"] = _kills


func _submit_one() -> void:
	var options := {"priority": _random.randi_range(-20, 20)}
	if _random.randf() < 0.1:
		options["key"] = _random.randi() % 20
	if _random.randf() < 0.05:
		options["wait_limit_sec"] = 0.02
	var number := _jobs.size()
	var draw := _random.randf()
	if draw < 0.9:
		_jobs.append(submit(&"echo", {"value": number}, options))
		_results[_jobs[number].id] = {"value": number}
	elif draw < 0.95:
		_jobs.append(submit(&"act", {"do": "fail" if draw < 0.92 else "reject"}, options))
	elif draw < 0.952:
		_jobs.append(submit(&"act", {"do": "kill"}, options))
	elif draw < 0.953:
		options["deadline_sec"] = 0.1
		_jobs.append(submit(&"act", {"do": "spin"}, options))
	else:
		_jobs.append(submit(&"fracture", {"points": SQUARE}, options))


func _all_have_ended() -> bool:
	_kill_one()
	return stat("unfinished") == 0


## Kills a worker now and then, so that no job is hit twice: one that is run again because of a kill
## goes to the front, and has long ended when this many others have.
func _kill_one() -> void:
	var ended := _jobs.size() - stat("unfinished")
	if ended < _next_kill or not _all_workers_are_ready():
		return
	_next_kill = ended + _KILL_EVERY
	var pids: PackedInt64Array = CutoutBatch.get_stats()["worker_pids"]
	OS.kill(pids[_random.randi() % pids.size()])
	_kills += 1


func _check_results() -> void:
	var completed := 0
	for job in _jobs:
		match job.state:
			CutoutJob.State.COMPLETED:
				completed += 1
				equal(job.result, _results[job.id], "result of job %d" % job.id)
			CutoutJob.State.FAILED when _results.has(job.id):
				# Only waiting too long may fail a sound job; a killed worker never does.
				equal(job.error.code, CutoutError.Code.TIMED_OUT, "why %s failed" % job)
				check("waited" in job.error.message, "it failed for waiting: %s" % job.error)
	check(completed > _jobs.size() >> 2, "%d jobs completed" % completed)
	facts["completed"] = completed
