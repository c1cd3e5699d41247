extends "bench_stage.gd"
## How long a lone fracture takes in a game that is busy otherwise, from the frame that submits it
## to the frame that has its outlines. It is submitted at any moment of the game's work.

const _JOBS := 150
const _SEED := 7

var _frames: PackedFloat64Array = []
var _job_id := -1
var _is_wanted := false
var _random := RandomNumberGenerator.new()
var _submit_frame := 0
var _submit_usec := 0
var _usec: PackedFloat64Array = []


func run() -> void:
	_random.seed = _SEED
	await wait_for_workers()
	CutoutBatch.job_completed.connect(_on_job_completed)
	await play()
	for i in int(argument("jobs", _JOBS)):
		_is_wanted = true
		if not await wait_for(func() -> bool: return _frames.size() > i, "the job has completed"):
			return
		await wait_frames(_random.randi_range(1, 3))
	facts["frames_p50"] = quantile(_frames, 0.5)
	facts["frames_p95"] = quantile(_frames, 0.95)
	facts["frames_worst"] = quantile(_frames, 1.0)
	note_times("usec", _usec)


func _play_frame() -> void:
	if not _is_wanted:
		return
	_is_wanted = false
	var moment := Time.get_ticks_usec() + _random.randi_range(0, work_usec)
	while Time.get_ticks_usec() < moment:
		pass
	_submit_frame = Engine.get_process_frames()
	_submit_usec = Time.get_ticks_usec()
	var params := {"fragment_count": int(argument("fragments", 8)), "seed": _frames.size()}
	_job_id = CutoutBatch.submit_fracture(SQUARE, params)


func _on_job_completed(job_id: int, _result: Array) -> void:
	equal(job_id, _job_id, "the job that has ended")
	_frames.append(Engine.get_process_frames() - _submit_frame)
	_usec.append(Time.get_ticks_usec() - _submit_usec)
