extends RefCounted
## Jobs that belong together, in the order in which they were added: what batches and streams share.
##
## Only a window of them is in the queue at a time, so a series of thousands neither fills the queue
## nor takes a whole frame to queue.

## More of the series is done: [param progress] goes from 0 to 1. Emitted at most once a frame.
signal progressed(progress: float)

const HeldWaits := preload("held_waits.gd")

const _WINDOW := 256

## The number by which signals name it; no job, batch or stream shares it.
var id := 0
## The priority of jobs that start from now on; see [enum CutoutJob.Priority].
var priority := 0
## How much is done, from 0 to 1.
var progress: float:
	get:
		return float(_ended) / _added if _added > 0 else 0.0
## Makes a job from a node or a polygon, and parameters. For the processor.
var make_job: Callable
## Takes the series and a job of it in, so that the job will be queued. For the processor.
var admit: Callable
## Takes the series in, so that [method step] is called each frame. For the processor.
var wake: Callable

## The jobs that have not ended, by id.
var _unfinished: Dictionary[int, CutoutJob] = {}
var _to_queue: Array[CutoutJob] = []
var _head := 0
var _added := 0
var _ended := 0
var _queued := 0
var _has_news := false


## Returns the job that is to be queued next; [code]null[/code] if none is to be for now. For the
## processor.
func peek_next() -> CutoutJob:
	while _head < _to_queue.size():
		var job := _to_queue[_head]
		if not job.is_finished():
			return job if _queued < _WINDOW else null
		_pass_next()
	return null


## Says that the job of [method peek_next] is now in the queue. For the processor.
func count_queued() -> void:
	_queued += 1
	_pass_next()


## Takes a job that has ended. For the processor.
func take(job: CutoutJob) -> void:
	var first_unqueued := _added - (_to_queue.size() - _head)
	if job.index < first_unqueued:
		_queued -= 1
	_unfinished.erase(job.id)
	_ended += 1
	_has_news = true
	_take(job)


## Tells what has happened since the last frame. Returns [code]false[/code] if nothing more will
## come by itself. For the processor.
func step() -> bool:
	_tell_progress()
	return not _unfinished.is_empty()


## Gives up on whoever awaits the series, when the game ends before it. For the processor.
func release() -> void:
	for awaited in _awaited():
		HeldWaits.hold(awaited)


func _add(job: CutoutJob) -> void:
	job.index = _added
	_added += 1
	if priority != 0:
		job.priority = clampi(priority, -CutoutJob.MOST_URGENT, CutoutJob.MOST_URGENT)
	_unfinished[job.id] = job
	_to_queue.append(job)
	admit.call(self, job)


## Returns the signals that a game awaits.
func _awaited() -> Array[Signal]:
	return []


## Called with each job that ends.
func _take(_job: CutoutJob) -> void:
	pass


func _cancel_all() -> void:
	for job: CutoutJob in _unfinished.values():
		job.cancel()


func _tell_progress() -> void:
	if _has_news:
		_has_news = false
		progressed.emit(progress)


func _pass_next() -> void:
	_to_queue[_head] = null
	_head += 1
	if _head == _to_queue.size():
		_to_queue.clear()
		_head = 0
	elif _head > 1024 and _head * 2 > _to_queue.size():
		_to_queue = _to_queue.slice(_head)
		_head = 0


## Returns the outlines in a fracture job's result, as an array; empty if the job failed.
static func _outlines(job: CutoutJob) -> Array:
	return job.result_as_array() if job.state == CutoutJob.State.COMPLETED else []
