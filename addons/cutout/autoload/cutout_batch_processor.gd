class_name CutoutBatchProcessor
extends Node
## Breaks polygons, and runs other work, in Python worker processes.
##
## The plugin adds it as the autoload [code]CutoutBatch[/code].
##
## Submitting a job costs microseconds and returns at once; the result arrives in a later frame, by
## signal or [code]await[/code], and is applied inside a time budget.
## [codeblock]
## var job: CutoutJob = await CutoutBatch.fracture_object($Crate, {"fragment_count": 12})
## if job.error != null:
##     print(job.error.message)
## [/codeblock]

## A job is done. For a fracture, [param result] holds the outlines of the fragments, each a
## [PackedVector2Array]; [method get_job] has more while the signal is emitted.
signal job_completed(job_id: int, result: Array)
## A job has failed; [param error] says why.
signal job_failed(job_id: int, error: CutoutError)
## A job was given up, by [method cancel_job] or because the node it was meant for is gone.
signal job_cancelled(job_id: int)
## The Python side has changed its state: a [enum BackendState].
signal backend_state_changed(state: BackendState)

## What the Python side is doing.
enum BackendState {
	## Not started.
	IDLE,
	## Coming up; jobs may be submitted already.
	STARTING,
	## Up.
	RUNNING,
	## Ending.
	STOPPING,
	## Down: every job fails with [constant CutoutError.Code.BACKEND_DOWN].
	FAILED,
}

const Applier := preload("../frame/applier.gd")
const Backend := preload("../bridge/backend.gd")
const Breakable := preload("../nodes/breakable.gd")
const Dispatcher := preload("../bridge/dispatcher.gd")
const FractureRequest := preload("../fracture/fracture_request.gd")
const FrameBudget := preload("../frame/frame_budget.gd")
const Inbox := preload("../bridge/inbox.gd")
const JobQueue := preload("../jobs/job_queue.gd")
const JobStatistics := preload("../jobs/job_statistics.gd")
const Messages := preload("../bridge/messages.gd")
const Settings := preload("../settings.gd")

const _FRACTURE := &"fracture"
const _LARGEST_BODY := 32 * 1024 * 1024

var _applier := Applier.new()
var _backend := Backend.new()
var _budget := FrameBudget.new()
var _dispatcher := Dispatcher.new()
var _inbox := Inbox.new()
var _jobs: Dictionary[int, CutoutJob] = {}
var _next_id := 1
var _pump_is_due := false
var _queue := JobQueue.new()
var _statistics := JobStatistics.new()
var _workers: Dictionary = {}


func _enter_tree() -> void:
	process_mode = Node.PROCESS_MODE_ALWAYS
	_queue.limit = Settings.queue_limit()
	_queue.limit_bytes = Settings.queue_limit_bytes()
	_budget.limit_usec = Settings.budget_usec()
	_dispatcher.workers = Settings.worker_count()
	_dispatcher.deadline_msec = Settings.deadline_msec()
	_inbox.answered.connect(_on_answered)
	_inbox.workers_changed.connect(_on_workers_changed)
	_inbox.logged.connect(_on_logged)
	_backend.state_changed.connect(_on_backend_state_changed)


func _ready() -> void:
	(
		_backend
		. start(
			Settings.python_executable(),
			{
				"workers": Settings.worker_count(),
				"nice": Settings.worker_nice(),
				"memory_limit_mb": Settings.worker_memory_limit_mb(),
				"modules": Settings.python_modules(),
				"path": [ProjectSettings.globalize_path("res://")],
			}
		)
	)


func _exit_tree() -> void:
	_backend.stop()


func _process(_delta: float) -> void:
	_inbox.read(_backend, _dispatcher)
	_backend.refresh()
	_applier.run(_budget)
	_pump()


## Breaks [param object], waits for the result, applies it, and returns the job that did it; its
## [member CutoutJob.error] is [code]null[/code] if all went well.
##
## [param object] is a [Polygon2D], which is hidden and replaced by [CutoutFragment2D] siblings, a
## [CollisionPolygon2D], which is only read, or any node with [code]get_polygon_data()[/code] and
## [code]apply_fracture(result: CutoutFracture)[/code]. If it leaves the game first, the job is
## cancelled.
func fracture_object(object: Node, params: Variant = null) -> CutoutJob:
	if object == null:
		push_error("Cutout: fracture_object() got null; pass the node that is to break.")
		return null
	var polygon: Variant = Breakable.polygon_of(object)
	if polygon == null:
		push_error(
			(
				"Cutout: %s cannot break; give it get_polygon_data() and apply_fracture(result)."
				% object.name
			)
		)
		return null
	var job := _new_fracture(polygon, params)
	if job == null:
		return null
	job.target = weakref(object)
	job.apply = _apply_to_target
	_submit(job)
	return await job.wait()


## Queues a polygon to be broken and returns the job's id, or -1 and a log line if [param polygon]
## is of the wrong type.
##
## [param polygon] is a [PackedVector2Array] or an [Array] of them: the outline, then its holes.
## [param params] is a [Dictionary] with the names of [CutoutFractureParams], one of those, or
## [code]null[/code] for the defaults.
func submit_fracture(polygon: Variant, params: Variant = null) -> int:
	var job := _new_fracture(polygon, params)
	if job == null:
		return -1
	_submit(job)
	return job.id


## Queues work of any registered kind. [param payload] holds plain data, what the kind's function
## gets; what it returns is in [member CutoutJob.result].
func submit(kind: StringName, payload: Dictionary) -> CutoutJob:
	var job := _new_job(kind, Messages.encode_body(payload))
	_submit(job)
	return job


## Gives a job up. Returns [code]false[/code] if it has ended already or never was.
func cancel_job(job_id: int) -> bool:
	var job := get_job(job_id)
	if job == null or job.is_finished():
		return false
	if job.state == CutoutJob.State.QUEUED:
		_queue.remove(job)
	elif job.state == CutoutJob.State.SENT:
		_backend.post(Messages.encode_cancel(PackedInt64Array([job_id])))
	_cancel(job, "The job was cancelled.")
	return true


## Returns a job that has not ended, or [code]null[/code]. While a job's last signal is emitted, it
## is still found.
func get_job(job_id: int) -> CutoutJob:
	return _jobs.get(job_id)


## Returns what is wrong with the Python side and what to do; empty if nothing is.
func get_backend_error() -> String:
	return _backend.error()


## Returns the state of the Python side.
func get_backend_state() -> BackendState:
	return _backend.state as BackendState


## Returns how things stand, for an overlay or a test: [code]submitted completed failed
## cancelled[/code] (jobs ever), [code]queued in_flight to_apply[/code] (jobs now),
## [code]apply_usec[/code] (in the last frame), [code]job_usec[/code] (what a fracture costs a
## worker), [code]latency_frames_p50 latency_frames_p95 latency_usec_p50 latency_usec_p95[/code],
## [code]workers_ready workers_total worker_restarts worker_pids[/code].
func get_stats() -> Dictionary:
	return {
		"submitted": _statistics.submitted,
		"completed": _statistics.completed,
		"failed": _statistics.failed,
		"cancelled": _statistics.cancelled,
		"queued": _queue.size(),
		"in_flight": _dispatcher.in_flight(),
		"to_apply": _applier.size(),
		"apply_usec": _budget.spent_usec,
		"job_usec": _dispatcher.cost_usec(_FRACTURE),
		"latency_frames_p50": _statistics.latency_frames(0.5),
		"latency_frames_p95": _statistics.latency_frames(0.95),
		"latency_usec_p50": _statistics.latency_usec(0.5),
		"latency_usec_p95": _statistics.latency_usec(0.95),
		"workers_ready": _workers.get("ready", 0),
		"workers_total": _workers.get("total", 0),
		"worker_restarts": _workers.get("restarts", 0),
		"worker_pids": _workers.get("pids", PackedInt64Array()),
	}


func _new_fracture(polygon: Variant, params: Variant) -> CutoutJob:
	var payload := FractureRequest.make(polygon, params)
	return null if payload.is_empty() else _new_job(_FRACTURE, Messages.encode_body(payload))


func _new_job(kind: StringName, body: PackedByteArray) -> CutoutJob:
	var job := CutoutJob.new()
	job.id = _next_id
	job.kind = kind
	job.body = body
	job.queued_usec = Time.get_ticks_usec()
	job.queued_frame = Engine.get_process_frames()
	job.bind_canceller(cancel_job)
	_next_id += 1
	return job


func _submit(job: CutoutJob) -> void:
	_jobs[job.id] = job
	_statistics.submitted += 1
	var refusal := _refusal_of(job)
	if refusal != null:
		_fail.call_deferred(job, refusal)
		return
	# Sent at the end of this frame, so that the answer can be there in the next.
	if not _pump_is_due:
		_pump_is_due = true
		_pump.call_deferred()


## Takes the job into the queue and returns null, or returns why it cannot.
func _refusal_of(job: CutoutJob) -> CutoutError:
	if _backend.state == Backend.State.FAILED:
		return _backend_down()
	if job.body.size() > _LARGEST_BODY:
		return CutoutError.new(
			CutoutError.Code.TOO_LARGE,
			"The payload has %d bytes; the limit is %d." % [job.body.size(), _LARGEST_BODY]
		)
	if not _queue.push(job):
		return (
			CutoutError
			. new(
				CutoutError.Code.QUEUE_FULL,
				(
					"%d jobs (%d bytes) wait already; submit fewer at once, or raise cutout/jobs/queue_limit."
					% [_queue.size(), _queue.bytes()]
				)
			)
		)
	return null


func _pump() -> void:
	_pump_is_due = false
	_dispatcher.pump(_queue, _backend)


func _on_answered(job: CutoutJob, body: PackedByteArray, error: CutoutError) -> void:
	if job.is_finished():
		return
	job.computed_usec = Time.get_ticks_usec()
	if error == null:
		job.state = CutoutJob.State.COMPUTED
		_applier.push(_complete.bind(job, body))
	elif error.code == CutoutError.Code.CANCELLED:
		_cancel(job, error.message)
	else:
		_fail(job, error)


func _complete(job: CutoutJob, body: PackedByteArray) -> void:
	if job.is_finished():
		return
	if job.is_orphaned():
		_cancel(job, "The node that the result was meant for is gone.")
		return
	job.result = Messages.decode_body(body)
	if job.kind == _FRACTURE:
		var message: Dictionary = job.result
		job.result = CutoutFracture.from_message(message)
	job.state = CutoutJob.State.APPLIED
	if job.apply.is_valid():
		job.apply.call(job)
	_end(job, CutoutJob.State.COMPLETED)


func _fail(job: CutoutJob, error: CutoutError) -> void:
	if job.is_finished():
		return
	job.error = error
	_end(job, CutoutJob.State.FAILED)


func _cancel(job: CutoutJob, reason: String) -> void:
	job.error = CutoutError.new(CutoutError.Code.CANCELLED, reason)
	_end(job, CutoutJob.State.CANCELLED)


## Ends a job: the one place where terminal signals come from.
func _end(job: CutoutJob, state: CutoutJob.State) -> void:
	job.state = state
	job.body = PackedByteArray()
	job.apply = Callable()
	job.finished_usec = Time.get_ticks_usec()
	job.finished_frame = Engine.get_process_frames()
	_statistics.count(job)
	match state:
		CutoutJob.State.COMPLETED:
			job_completed.emit(job.id, _as_array(job.result))
		CutoutJob.State.FAILED:
			job_failed.emit(job.id, job.error)
		_:
			job_cancelled.emit(job.id)
	_jobs.erase(job.id)
	job.finished.emit()


func _on_backend_state_changed(state: Backend.State) -> void:
	backend_state_changed.emit(state as BackendState)
	if state != Backend.State.FAILED:
		return
	push_error("Cutout: %s" % _backend.error())
	var lost := _dispatcher.land_all()
	while _queue.peek() != null:
		lost.append(_queue.pop())
	for job in lost:
		_fail(job, _backend_down())


func _backend_down() -> CutoutError:
	var lines := _backend.error().split("\n", true, 1)
	var details := lines[1] if lines.size() > 1 else ""
	return CutoutError.new(CutoutError.Code.BACKEND_DOWN, lines[0], details)


func _on_workers_changed(workers: Dictionary) -> void:
	_workers = workers


func _on_logged(level: String, text: String) -> void:
	match level:
		"error":
			push_error("Cutout: %s" % text)
		"warning":
			push_warning("Cutout: %s" % text)
		_:
			print("Cutout: %s" % text)


func _apply_to_target(job: CutoutJob) -> void:
	var target: Node = job.target.get_ref()
	var fracture: CutoutFracture = job.result
	Breakable.apply(target, fracture)


static func _as_array(result: Variant) -> Array:
	if result is CutoutFracture:
		var fracture: CutoutFracture = result
		return fracture.rings()
	if result is Array:
		return result
	return [result]
