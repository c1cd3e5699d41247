extends "../case.gd"
## Measures what a fracture with 8 fragments costs the main thread, from the call that submits it to
## the end of the signal that delivers its outlines. For [code]make bench[/code].
##
## Counted is the processor time of the main thread, so that a busy machine does not spoil it. What
## frames without jobs cost is taken off. After the first round the answers come from the cache: how
## long the workers take must not count.

const _JOBS := 500
const _ROUNDS := 20
const _RATE := 60
## The kernel's account of the main thread: its first number is the time on a processor, in ns.
const _ACCOUNT := "/proc/self/schedstat"

var _delivered := 0


func run() -> void:
	await wait_for_workers()
	Engine.max_fps = _RATE
	CutoutBatch.job_completed.connect(_on_job_completed)
	await _round()
	var idle_usec := await _idle_frame_usec()
	var submits := PackedFloat64Array()
	var delivers := PackedFloat64Array()
	for i in _ROUNDS:
		var frames := Engine.get_process_frames()
		var cost := await _round()
		frames = Engine.get_process_frames() - frames
		submits.append(cost.x)
		delivers.append(cost.y - frames * idle_usec / _JOBS)
	submits.sort()
	delivers.sort()
	facts["idle_frame_usec"] = idle_usec
	facts["submit_usec"] = submits[_ROUNDS >> 1]
	facts["deliver_usec"] = delivers[_ROUNDS >> 1]
	facts["job_usec"] = submits[_ROUNDS >> 1] + delivers[_ROUNDS >> 1]
	facts["worker_usec"] = CutoutBatch.get_stats()["job_usec"]


## Submits a storm and waits for its end. Returns what a job cost to submit, and all the rest.
func _round() -> Vector2:
	_delivered = 0
	var polygon := SQUARE
	var start := _busy_usec()
	for i in _JOBS:
		CutoutBatch.submit_fracture(polygon, {"fragment_count": 8, "seed": i})
	var submitted := _busy_usec()
	while _delivered < _JOBS:
		await get_tree().process_frame
	return Vector2(submitted - start, _busy_usec() - submitted) / _JOBS


func _idle_frame_usec() -> float:
	var start := _busy_usec()
	for i in _RATE:
		await get_tree().process_frame
	return (_busy_usec() - start) / _RATE


## Returns how long the main thread has been on a processor.
func _busy_usec() -> float:
	if not FileAccess.file_exists(_ACCOUNT):
		return Time.get_ticks_usec()
	var account := FileAccess.open(_ACCOUNT, FileAccess.READ)
	return account.get_line().get_slice(" ", 0).to_float() / 1000.0


func _on_job_completed(_job_id: int, _result: Array) -> void:
	_delivered += 1
