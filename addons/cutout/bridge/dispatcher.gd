extends RefCounted
## Sends waiting jobs to the workers: in chunks, and never more than keeps them busy.
##
## A chunk is a few milliseconds of work, so that the cost of a message is shared and a worker's
## death costs little. Two chunks a worker are in flight: one runs, one waits at its door.

const Backend := preload("backend.gd")
const Messages := preload("messages.gd")
const JobQueue := preload("../jobs/job_queue.gd")

const _CHUNK_USEC := 3000.0
const _CHUNKS_A_WORKER := 2
const _LARGEST_CHUNK := 64
const _LARGEST_CHUNK_BYTES := 1024 * 1024
## What a job of a kind is taken to cost before the first one has run.
const _FIRST_GUESS_USEC := 1000.0
const _SMOOTHING := 0.2

## How many workers there are to keep busy.
var workers := 1
## How long a job may run, in milliseconds.
var deadline_msec := 2000

## The jobs that are with the workers, by id.
var _in_flight: Dictionary[int, CutoutJob] = {}
var _flying_usec := 0.0
var _guesses: Dictionary[int, float] = {}
var _usec_per_job: Dictionary[StringName, float] = {}


## Returns how many jobs are with the workers.
func in_flight() -> int:
	return _in_flight.size()


## Returns what a job of this kind costs a worker, in microseconds: a moving average.
func cost_usec(kind: StringName) -> float:
	return _usec_per_job.get(kind, _FIRST_GUESS_USEC)


## Sends as many waiting jobs as the window has room for.
func pump(queue: JobQueue, backend: Backend) -> void:
	var window_usec := workers * _CHUNKS_A_WORKER * _CHUNK_USEC
	while queue.peek() != null and _flying_usec < window_usec and backend.is_up():
		var chunk := _next_chunk(queue)
		var message := Messages.encode_run(chunk[0].kind, chunk, deadline_msec)
		for job in chunk:
			job.state = CutoutJob.State.SENT
			job.body = PackedByteArray()
			_in_flight[job.id] = job
			_guesses[job.id] = cost_usec(job.kind)
			_flying_usec += _guesses[job.id]
		if not backend.post(message):
			return  # The backend has just gone down; its new state ends these jobs.


## Takes a job back that a worker has answered; [code]null[/code] if it is not in flight.
func land(id: int, run_usec: int) -> CutoutJob:
	var job: CutoutJob = _in_flight.get(id)
	if job == null:
		return null
	_in_flight.erase(id)
	_flying_usec = maxf(0.0, _flying_usec - _guesses[id])
	_guesses.erase(id)
	if run_usec > 0:
		var known: float = _usec_per_job.get(job.kind, float(run_usec))
		_usec_per_job[job.kind] = lerpf(known, run_usec, _SMOOTHING)
	return job


## Takes every job back, for when the Python side is down.
func land_all() -> Array[CutoutJob]:
	var jobs: Array[CutoutJob] = _in_flight.values()
	_in_flight.clear()
	_guesses.clear()
	_flying_usec = 0.0
	return jobs


## Takes the next jobs of one kind off the queue: as many as fill a chunk, and no more than leave
## every worker its share.
func _next_chunk(queue: JobQueue) -> Array[CutoutJob]:
	var kind := queue.peek().kind
	var fitting := int(_CHUNK_USEC / cost_usec(kind))
	var share := ceili(float(queue.size()) / workers)
	var most := clampi(mini(fitting, share), 1, _LARGEST_CHUNK)
	var chunk: Array[CutoutJob] = []
	var bytes := 0
	while chunk.size() < most and bytes < _LARGEST_CHUNK_BYTES:
		if queue.peek() == null or queue.peek().kind != kind:
			break
		var job := queue.pop()
		bytes += job.body.size()
		chunk.append(job)
	return chunk
