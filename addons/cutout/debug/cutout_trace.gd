class_name CutoutTrace
extends RefCounted
## Records what becomes of each job, for [url=https://ui.perfetto.dev]Perfetto[/url] or
## [code]chrome://tracing[/code].
##
## [codeblock]
## var trace := CutoutTrace.new(CutoutBatch)
## trace.start()
## await get_tree().create_timer(5.0).timeout
## trace.stop()
## trace.save("user://cutout_trace.json")
## [/codeblock]
## The file shows the frames of the main thread, how many jobs wait and how long applying took in
## each, and every job with its phases: queue wait, worker, frame wait (until there is room in a
## frame) and apply. Jobs that overlap in time are on different tracks. Within the phase
## [code]worker[/code], which includes the way there and back, the slice [code]run[/code] has the
## length that the worker measured; that it ends with the phase is assumed.

const RingLog := preload("ring_log.gd")
const TraceFile := preload("trace_file.gd")
const TraceRecord := preload("trace_record.gd")
const TraceTracks := preload("trace_tracks.gd")

# Viewers take number 0 for the system's idle task, and want tracks that differ between processes.
const _GAME_PROCESS := 1
const _JOB_PROCESS := 2
const _MAIN_THREAD := 1
const _FIRST_JOB_TRACK := 2

var _frames: RingLog
var _is_running := false
var _jobs: RingLog
var _processor: CutoutBatchProcessor


## Makes a trace of [param processor]; at most [param limit] jobs, and as many frames, are kept.
func _init(processor: CutoutBatchProcessor, limit := 20_000) -> void:
	_processor = processor
	_frames = RingLog.new(limit)
	_jobs = RingLog.new(limit)


## Records from now on, after what was recorded before.
func start() -> void:
	if _is_running:
		return
	_is_running = true
	_processor.job_ended.connect(_on_job_ended)
	_processor.get_tree().process_frame.connect(_on_process_frame)


## Records no more; what is recorded stays.
func stop() -> void:
	if not _is_running:
		return
	_is_running = false
	_processor.job_ended.disconnect(_on_job_ended)
	_processor.get_tree().process_frame.disconnect(_on_process_frame)


## Returns [code]true[/code] between [method start] and [method stop].
func is_running() -> bool:
	return _is_running


## Returns how many jobs are recorded.
func size() -> int:
	return _jobs.size()


## Returns how many jobs were recorded and gave way to newer ones.
func get_dropped() -> int:
	return _jobs.dropped


## Writes the file and returns [constant OK], or why it cannot be written. Takes about 0.2 ms a job:
## call it when the game may stop for a moment.
func save(path: String) -> Error:
	var file := TraceFile.new()
	var error := file.open(path)
	if error != OK:
		return error
	_write_frames(file)
	_write_jobs(file)
	return (
		file
		. close(
			{
				"dropped_jobs": _jobs.dropped,
				"dropped_frames": _frames.dropped,
				"engine": Engine.get_version_info()["string"],
			}
		)
	)


func _on_job_ended(job: CutoutJob) -> void:
	_jobs.add(TraceRecord.new(job))


## Called before the nodes of a frame are processed: the figures are those of the frame before.
func _on_process_frame() -> void:
	var stats := _processor.get_stats()
	var frame: PackedInt64Array = [
		Time.get_ticks_usec(),
		stats["queued"],
		stats["in_flight"],
		stats["to_apply"],
		stats["apply_usec"],
	]
	_frames.add(frame)


func _write_frames(file: TraceFile) -> void:
	file.add_name(_GAME_PROCESS, -1, "Game")
	file.add_name(_GAME_PROCESS, _MAIN_THREAD, "main thread")
	var previous := PackedInt64Array()
	for frame: PackedInt64Array in _frames.entries():
		if not previous.is_empty():
			_write_frame(file, previous[0], frame)
		previous = frame


## Writes the frame from [param start_usec] to the time of [param next], which has its figures.
func _write_frame(file: TraceFile, start_usec: int, next: PackedInt64Array) -> void:
	var jobs := {"queued": next[1], "in flight": next[2], "to apply": next[3]}
	var slice := _event("X", "frame", start_usec, {"apply_usec": next[4]})
	slice["dur"] = next[0] - start_usec
	slice["cat"] = "frame"
	file.add(slice)
	file.add(_event("C", "jobs", next[0], jobs))
	file.add(_event("C", "apply", start_usec, {"usec": next[4]}))


func _event(phase: String, name: String, usec: int, values: Dictionary) -> Dictionary:
	return {
		"ph": phase,
		"name": name,
		"ts": usec,
		"pid": _GAME_PROCESS,
		"tid": _MAIN_THREAD,
		"args": values,
	}


func _write_jobs(file: TraceFile) -> void:
	var records := _jobs.entries()
	records.sort_custom(
		func(a: TraceRecord, b: TraceRecord) -> bool: return a.start_usec < b.start_usec
	)
	var tracks := TraceTracks.new()
	for record: TraceRecord in records:
		var track := tracks.take(record.start_usec, record.end_usec)
		for event in record.events(_JOB_PROCESS, _FIRST_JOB_TRACK + track):
			file.add(event)
	file.add_name(_JOB_PROCESS, -1, "Cutout jobs")
	for track in tracks.count:
		file.add_name(_JOB_PROCESS, _FIRST_JOB_TRACK + track, "job %d" % (track + 1))
