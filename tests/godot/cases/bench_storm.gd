extends "bench_stage.gd"
## Frames of a game that breaks 500 polygons within one frame, twice a second, against frames of the
## same game without jobs, in turn.

const _FRAMES := 150
const _ROUNDS := 3
const _STORM_FRAMES := 30

var _delivered := 0
var _is_stormy := false
var _storm := 0
var _submit_usec: PackedFloat64Array = []
var _submitted := 0


func run() -> void:
	_storm = int(argument("storm", 500))
	await wait_for_workers()
	CutoutBatch.job_completed.connect(_on_job_completed)
	await play()
	_submit_storm()
	await wait_for(_is_calm, "the first storm is over")
	var calm := new_record()
	var stormy := new_record()
	for i in _ROUNDS:
		add_frames(calm, await _play_on())
		_is_stormy = true
		add_frames(stormy, await _play_on())
		_is_stormy = false
		await wait_for(_is_calm, "the storm is over")
		await wait_frames(2)
	note_frames("idle", calm)
	note_frames("storm", stormy)
	note_times("submit", _submit_usec)
	facts["jobs"] = _submitted


func _play_on() -> Dictionary[String, PackedFloat64Array]:
	take_frames()
	await wait_frames(_FRAMES)
	return take_frames()


func _play_frame() -> void:
	if _is_stormy and Engine.get_process_frames() % _STORM_FRAMES == 0:
		_submit_storm()


func _submit_storm() -> void:
	var polygon := SQUARE
	var start := Time.get_ticks_usec()
	for i in _storm:
		CutoutBatch.submit_fracture(polygon, {"fragment_count": 8, "seed": _submitted + i})
	_submit_usec.append(Time.get_ticks_usec() - start)
	_submitted += _storm


func _is_calm() -> bool:
	return _delivered == _submitted


func _on_job_completed(_job_id: int, _result: Array) -> void:
	_delivered += 1
