extends "../case.gd"
## Quits in a given state of the Python side: nothing leaks, nothing stays.
##
## The results of jobs pile up in one of them, so the project has to say
## [code]when_paused = WAIT[/code].

const _MOST_FRAMES := 2
## More than the workers are sent at once.
const _SPINS := 40

## The states, each with what brings it about; it returns once it has come.
var _states: Dictionary[String, Callable] = {
	"starting": _start,
	"idle": wait_for_workers,
	"working": _work,
	"results waiting": _pile_results_up,
	"worker just killed": _kill_a_worker,
	"worker being replaced": _wait_for_a_replacement,
	"reloading": _reload,
}
var _killed: PackedInt64Array = []


func run() -> void:
	var random := RandomNumberGenerator.new()
	random.seed = int(str(arguments["seed"]))
	var names := _states.keys()
	var state: String = names[random.seed % names.size()]
	facts["state"] = state
	await _states[state].call()
	for i in random.randi_range(0, _MOST_FRAMES):
		await get_tree().process_frame


func _start() -> void:
	await get_tree().process_frame
	CutoutBatch.submit(&"act", {"do": "spin"})
	var backend := CutoutBatch.get_backend_state()
	check(backend != CutoutBatchProcessor.BackendState.FAILED, "the backend is coming up")


func _work() -> void:
	await wait_for_workers()
	for i in _SPINS:
		CutoutBatch.submit(&"act", {"do": "spin in c" if i % 2 == 0 else "spin"})
	await wait_for(func() -> bool: return stat("in_flight") >= 2, "both workers are in a job")
	check(stat("queued") > 0, "more jobs wait")


func _pile_results_up() -> void:
	await wait_for_workers()
	get_tree().paused = true
	for i in 100:
		CutoutBatch.submit(&"echo", {"number": i})
	if not await wait_for(func() -> bool: return stat("to_apply") > 0, "results wait"):
		fail(str(CutoutBatch.get_stats()))


func _kill_a_worker() -> void:
	await _work()
	_kill_the_first()


func _wait_for_a_replacement() -> void:
	await _work()
	# A frame may be so long that the new worker is ready in the next one: then another is killed.
	while stat("worker_restarts") == 0 or _all_workers_are_ready():
		_kill_the_first()
		await get_tree().process_frame


func _kill_the_first() -> void:
	var pids: PackedInt64Array = CutoutBatch.get_stats()["worker_pids"]
	if not pids.is_empty() and not pids[0] in _killed:
		_killed.append(pids[0])
		OS.kill(pids[0])


func _reload() -> void:
	await _work()
	CutoutBatch.reload_workers()
