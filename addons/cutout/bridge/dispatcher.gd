extends RefCounted
## Sends waiting jobs to the workers: in chunks, and never more than keeps them busy.
##
## A chunk is a few milliseconds of work, so that the cost of a message is shared and a worker's
## death costs little. Answers are read once a frame, so the window of work in flight lasts every
## worker a frame and a chunk. Jobs may last longer: each worker has one then, and another waits for
## it in the coordinator, where it can still be overtaken and cancelled.
## [br][br]
## Critical jobs may exceed the window by one chunk a worker, and ask the coordinator to go to the
## front: they start as soon as a worker ends its chunk.

const Backend := preload("backend.gd")
const Flight := preload("flight.gd")
const Messages := preload("messages.gd")
const JobQueue := preload("../jobs/job_queue.gd")

const _LARGEST_CHUNK := 64
const _LARGEST_CHUNK_BYTES := 1024 * 1024
## A frame as the window sees it: a game that stutters shall not send a second of work ahead.
const _SHORTEST_FRAME_USEC := 4000.0
const _LONGEST_FRAME_USEC := 50_000.0
const _SMOOTHING := 0.2
## How many chunks each worker has in flight, however long they last: one to run, and one to go on
## with when that is done, up to a frame before the game reads of it.
const _LEAST_CHUNKS := 2
const _LONGEST_PUMP_USEC := 1000
const _JUMP := 4.0
## A fracture costs about this much. Of a kind that has never run nothing is known: the first chunks
## hold one job.
const _FIRST_GUESSES: Dictionary[StringName, float] = {&"fracture": 500.0}

## How many workers there are to keep busy.
var workers := 1
## How long a chunk should keep a worker busy, in microseconds.
var chunk_usec := 3000.0

## The jobs that are with the workers, by id.
var _in_flight: Dictionary[int, CutoutJob] = {}
## How many chunks are with the workers.
var _flights := 0
var _flying_usec := 0.0
var _frame_usec := 16_667.0
var _usec_per_job: Dictionary[StringName, float] = _FIRST_GUESSES.duplicate()


## Returns how many jobs are with the workers.
func in_flight() -> int:
	return _in_flight.size()


## Returns what a job of this kind costs a worker, in microseconds: a moving average.
func cost_usec(kind: StringName) -> float:
	return _usec_per_job.get(kind, chunk_usec)


## Says how long the last frame took: the next answers are read that much later.
func note_frame(seconds: float) -> void:
	var usec := clampf(seconds * 1e6, _SHORTEST_FRAME_USEC, _LONGEST_FRAME_USEC)
	_frame_usec = lerpf(_frame_usec, usec, _SMOOTHING)


## Sends as many waiting jobs as the window has room for, and as a frame has time for: the rest of a
## storm is sent with the next frames.
func pump(queue: JobQueue, backend: Backend) -> void:
	var end_usec := Time.get_ticks_usec() + _LONGEST_PUMP_USEC
	while queue.size() > 0 and backend.is_up() and Time.get_ticks_usec() < end_usec:
		if not _has_room(queue.top_priority() >= CutoutJob.Priority.CRITICAL):
			return
		var chunk := queue.take_chunk(_chunk_size.bind(queue.size()), _LARGEST_CHUNK_BYTES)
		if not _send(chunk, backend):
			return  # The backend has just gone down; its new state ends these jobs.


## Takes the jobs back that the workers have answered: for each number the job, or
## [code]null[/code] if it is not in flight.
func land(ids: PackedInt64Array, run_usec: PackedInt32Array) -> Array[CutoutJob]:
	var jobs: Array[CutoutJob] = []
	for i in ids.size():
		var job: CutoutJob = _in_flight.get(ids[i])
		jobs.append(job)
		if job == null:
			continue
		_in_flight.erase(ids[i])
		var flight := job.flight
		job.flight = null
		flight.left -= 1
		if flight.left == 0:
			_flights -= 1
		_flying_usec = maxf(0.0, _flying_usec - flight.guess_usec)
		job.run_usec = run_usec[i]
		if job.run_usec > 0:
			var known: float = _usec_per_job.get(job.kind, float(job.run_usec))
			# A worker's first job loads libraries: one outlier must not pass for what a job costs.
			_usec_per_job[job.kind] = lerpf(known, minf(job.run_usec, known * _JUMP), _SMOOTHING)
	return jobs


## Returns a job that is with the workers, or [code]null[/code].
func find(id: int) -> CutoutJob:
	return _in_flight.get(id)


## Takes every job back, for when the Python side is down.
func land_all() -> Array[CutoutJob]:
	var jobs: Array[CutoutJob] = _in_flight.values()
	_in_flight.clear()
	_flights = 0
	_flying_usec = 0.0
	return jobs


## Returns whether another chunk may be sent.
func _has_room(is_urgent: bool) -> bool:
	var extra := workers if is_urgent else 0
	if _flights < _LEAST_CHUNKS * workers + extra:
		return true
	return _flying_usec < workers * (_frame_usec + chunk_usec) + extra * chunk_usec


func _send(chunk: Array[CutoutJob], backend: Backend) -> bool:
	var is_front := chunk[0].priority >= CutoutJob.Priority.CRITICAL
	var message := Messages.encode_run(chunk, is_front)
	var now := Time.get_ticks_usec()
	var guess := cost_usec(chunk[0].kind)
	var flight := Flight.new(chunk.size(), guess)
	var nothing := PackedByteArray()
	for job in chunk:
		job.state = CutoutJob.State.SENT
		job.sent_usec = now
		job.body = nothing
		job.flight = flight
		_in_flight[job.id] = job
	_flights += 1
	_flying_usec += guess * chunk.size()
	return backend.post(message)


## Returns how many jobs of a kind make a chunk: as many as fill it, and no more than leave every
## worker its share of those that wait.
func _chunk_size(kind: StringName, waiting: int) -> int:
	var fitting := int(chunk_usec / cost_usec(kind))
	var share := ceili(float(waiting) / workers)
	return clampi(mini(fitting, share), 1, _LARGEST_CHUNK)
