extends "job_signals.gd"
## A storm of bad jobs and killed workers among good jobs: every job ends once, in the way that its
## fault deserves, and every good one well.

const _SMALL := {"fragment_count": 5}
const _GOOD: PackedStringArray = ["echo", "fracture", "work"]
## How long a job of the sort "work" takes, so that a kill finds somebody at work.
const _WORK_SEC := 0.01

## What each sort of job must end with.
var _codes := {
	"kill": CutoutError.Code.WORKER_CRASHED,
	"exit": CutoutError.Code.WORKER_CRASHED,
	"segfault": CutoutError.Code.WORKER_CRASHED,
	"lie": CutoutError.Code.WORKER_CRASHED,
	"spin": CutoutError.Code.TIMED_OUT,
	"sleep": CutoutError.Code.TIMED_OUT,
	"hog": CutoutError.Code.OUT_OF_MEMORY,
	"fail": CutoutError.Code.INTERNAL,
	"reject": CutoutError.Code.BAD_POLYGON,
	"hostile": CutoutError.Code.BAD_MESSAGE,
}
## How many of a hundred jobs are of each; the rest are good.
var _shares: Dictionary[String, int] = {"fail": 4, "reject": 4, "hostile": 5}
## How many there are in all of those that cost a worker.
var _dear: Dictionary[String, int] = {
	"kill": 3, "exit": 3, "segfault": 2, "lie": 2, "spin": 3, "sleep": 2, "hog": 4
}

var _jobs: Array[CutoutJob] = []
var _sorts := PackedStringArray()
var _killed := PackedInt64Array()
var _random := RandomNumberGenerator.new()


func run() -> void:
	var count := int(str(arguments["jobs"]))
	var kills := int(str(arguments["kills"]))
	_random.seed = int(str(arguments["seed"]))
	_plan(count)
	watch()
	# A round for each kill: no job is hit twice, because the next kill waits until all have ended.
	for i in kills:
		await wait_for_workers()
		_submit_up_to(floori(count * (i + 1.0) / kills))
		await wait_for(_is_under_way, "jobs are with the workers")
		_kill_one()
		await wait_while_it_goes_on(_have_all_ended, how_it_stands, "all have ended")
	check_endings(_jobs)
	_check_codes()
	await wait_for(func() -> bool: return stat("worker_restarts") >= kills, "workers were replaced")
	await wait_for_workers()
	facts["restarts"] = stat("worker_restarts")
	facts["kills"] = _killed.size()


func _plan(count: int) -> void:
	for sort: String in _dear:
		for i: int in _dear[sort]:
			_sorts.append(sort)
	for sort: String in _shares:
		for i: int in roundi(_shares[sort] * count / 100.0):
			_sorts.append(sort)
	while _sorts.size() < count:
		_sorts.append(_GOOD[_sorts.size() % _GOOD.size()])
	for i in range(count - 1, 0, -1):
		var j := _random.randi_range(0, i)
		var kept := _sorts[i]
		_sorts[i] = _sorts[j]
		_sorts[j] = kept


func _submit(sort: String) -> CutoutJob:
	match sort:
		"echo":
			return submit(&"echo", {"value": _jobs.size()})
		"work":
			return submit(&"work", {"seconds": _WORK_SEC})
		"fracture":
			return submit(&"fracture", _request(PackedInt32Array([0, 4])))
		"hostile":
			return submit(&"fracture", _request(PackedInt32Array([0, 1 << 30])))
	# Only what never ends gets a short deadline: a busy machine may make the others slow.
	var is_endless := sort in ["spin", "sleep"]
	return submit(&"act", {"do": sort}, {"deadline_sec": 0.3 if is_endless else 10.0})


func _request(offsets: PackedInt32Array) -> Dictionary:
	return {"points": SQUARE, "offsets": offsets, "params": _SMALL}


func _submit_up_to(count: int) -> void:
	while _jobs.size() < count:
		_jobs.append(_submit(_sorts[_jobs.size()]))


func _is_under_way() -> bool:
	return stat("in_flight") > 0 or _have_all_ended()


func _have_all_ended() -> bool:
	return endings.size() == _jobs.size()


func _kill_one() -> void:
	var pids: PackedInt64Array = CutoutBatch.get_stats()["worker_pids"]
	for pid in pids:
		if not pid in _killed:
			OS.kill(pid)
			_killed.append(pid)
			return


func _check_codes() -> void:
	for i in _jobs.size():
		var job := _jobs[i]
		var code := CutoutError.Code.OK if job.error == null else job.error.code
		# A worker killed from outside in a job that was to be its end anyway counts for the job.
		var may_crash := _sorts[i] in _dear and code == CutoutError.Code.WORKER_CRASHED
		if not may_crash:
			equal(
				code, _codes.get(_sorts[i], CutoutError.Code.OK), "%s: %s" % [_sorts[i], job.error]
			)
		if _sorts[i] == "echo" and code == CutoutError.Code.OK:
			equal(job.result, {"value": i}, "result of job %d" % i)
		elif _sorts[i] == "fracture" and code == CutoutError.Code.OK:
			var fracture: CutoutFracture = job.result
			check(absf(fracture.total_area() - 10000.0) < 0.05, "area of job %d" % i)
