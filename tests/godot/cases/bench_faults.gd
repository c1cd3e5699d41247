extends "bench_stage.gd"
## Frames of a game whose jobs keep ending their workers, against frames of the same game with good
## jobs only, in turn.

## Not a job that spins: a busy machine gives it so little time that it takes long to be late.
const _ENDLESS := &"sleep"
const _FAULTS: Array[StringName] = [
	&"exit", &"fail", &"segfault", &"reject", &"kill", &"hog", _ENDLESS, &"lie"
]
const _FRAMES := 180
const _FAULT_FRAMES := 20
const _GOOD_A_FRAME := 5
const _ROUNDS := 2

var _failed := 0
var _fault_ids: Dictionary[int, StringName] = {}
var _has_faults := false
var _delivered := 0
var _is_over := true
var _submitted := 0


func run() -> void:
	await wait_for_workers()
	CutoutBatch.job_completed.connect(func(_id: int, _result: Array) -> void: _delivered += 1)
	CutoutBatch.job_failed.connect(_on_job_failed)
	await play()
	_is_over = false
	var good := new_record()
	var faulty := new_record()
	for i in _ROUNDS:
		add_frames(good, await _play_on())
		_has_faults = true
		add_frames(faulty, await _play_on())
		_has_faults = false
		await wait_for(
			func() -> bool: return _failed == _fault_ids.size(), "every fault has ended", 60.0
		)
		await wait_for_workers()
	_is_over = true
	await wait_for(func() -> bool: return stat("unfinished") == 0, "every job has ended")
	check(_delivered + stat("dropped") == _submitted, "every good job that had room has ended well")
	note_frames("good", good)
	note_frames("faulty", faulty)
	facts["faults"] = _fault_ids.size()
	facts["dropped"] = stat("dropped")
	facts["restarts"] = stat("worker_restarts")


func _play_on() -> Dictionary[String, PackedFloat64Array]:
	take_frames()
	await wait_frames(_FRAMES)
	return take_frames()


func _play_frame() -> void:
	if _is_over:
		return
	for i in _GOOD_A_FRAME:
		CutoutBatch.submit_fracture(SQUARE, {"fragment_count": 8, "seed": _submitted})
		_submitted += 1
	if _has_faults and Engine.get_process_frames() % _FAULT_FRAMES == 0:
		var fault := _FAULTS[_fault_ids.size() % _FAULTS.size()]
		var deadline_sec := 0.3 if fault == _ENDLESS else 10.0
		var options := {"deadline_sec": deadline_sec}
		_fault_ids[CutoutBatch.submit(&"act", {"do": fault}, options).id] = fault


func _on_job_failed(job_id: int, error: CutoutError) -> void:
	if job_id in _fault_ids:
		_failed += 1
	else:
		equal(error.code, CutoutError.Code.QUEUE_FULL, "why a good job has failed")
