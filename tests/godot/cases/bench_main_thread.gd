extends "bench_stage.gd"
## Measures what a fracture with 8 fragments costs the main thread, from the call that submits it to
## the end of the signal that delivers its outlines. For [code]make bench[/code].
##
## Counted is the processor time of the main thread, so that a busy machine does not spoil it. What
## frames without jobs cost is taken off. After the first round the answers come from the cache: how
## long the workers take must not count.

const _JOBS := 500
const _ROUNDS := 20

var _delivered := 0


func run() -> void:
	await wait_for_workers()
	Engine.max_fps = RATE
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
	facts["idle_frame_usec"] = idle_usec
	facts["submit_usec"] = quantile(submits, 0.5)
	facts["deliver_usec"] = quantile(delivers, 0.5)
	facts["job_usec"] = quantile(submits, 0.5) + quantile(delivers, 0.5)
	facts["worker_usec"] = CutoutBatch.get_stats()["job_usec"]


## Submits a storm and waits for its end. Returns what a job cost to submit, and all the rest.
func _round() -> Vector2:
	_delivered = 0
	var polygon := SQUARE
	var start := busy_usec()
	for i in _JOBS:
		CutoutBatch.submit_fracture(polygon, {"fragment_count": 8, "seed": i})
	var submitted := busy_usec()
	while _delivered < _JOBS:
		await get_tree().process_frame
	return Vector2(submitted - start, busy_usec() - submitted) / _JOBS


func _idle_frame_usec() -> float:
	var start := busy_usec()
	await wait_frames(RATE)
	return (busy_usec() - start) / RATE


func _on_job_completed(_job_id: int, _result: Array) -> void:
	_delivered += 1
