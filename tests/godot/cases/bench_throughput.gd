extends "bench_stage.gd"
## How many fractures a second come through the signals, with a queue that never runs empty.

const _WARM_UP_SEC := 1.0
const _WAITING := 2000

var _delivered := 0
var _fragments := 8
var _is_over := true
var _submitted := 0


func run() -> void:
	_fragments = int(argument("fragments", 8))
	await wait_for_workers()
	CutoutBatch.job_completed.connect(_on_job_completed)
	await play(int(argument("work_usec", WORK_USEC)))
	_is_over = false
	await _seconds(_WARM_UP_SEC)
	var start := Time.get_ticks_usec()
	var before := _delivered
	take_frames()
	await _seconds(argument("seconds", 4.0))
	facts["jobs_per_sec"] = (_delivered - before) / ((Time.get_ticks_usec() - start) / 1e6)
	note_frames("frame", take_frames())
	_is_over = true
	await wait_for(func() -> bool: return _delivered == _submitted, "all jobs have ended")


func _play_frame() -> void:
	if _is_over:
		return
	var polygon := SQUARE
	while _submitted - _delivered < _WAITING:
		CutoutBatch.submit_fracture(polygon, {"fragment_count": _fragments, "seed": _submitted})
		_submitted += 1


func _seconds(count: float) -> void:
	var end := Time.get_ticks_usec() + int(count * 1e6)
	while Time.get_ticks_usec() < end:
		await get_tree().process_frame


func _on_job_completed(_job_id: int, _result: Array) -> void:
	_delivered += 1
