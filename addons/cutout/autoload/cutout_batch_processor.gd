class_name CutoutBatchProcessor
extends Node
## Breaks polygons, and runs other work, in Python worker processes.
##
## The plugin adds it as the autoload [code]CutoutBatch[/code].
##
## Submitting a job costs microseconds and returns at once; the result arrives in a later frame, by
## signal or [code]await[/code], and is applied inside a time budget. Every job ends exactly once,
## with one of [signal job_completed], [signal job_failed], [signal job_cancelled] and
## [signal job_superseded], never inside the call that submits it. When the game ends, what has not
## ended is dropped without a signal.
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
## A newer job with the same key took this one's place.
signal job_superseded(job_id: int)
## A job reports how much of it is done, from 0 to 1. Not every kind does.
signal job_progress(job_id: int, progress: float)
## A fracture will make half as many fragments as asked for, because the queue is nearly full.
signal job_degraded(job_id: int)
## A job has ended, in whatever way; comes before the signal that says how. For tools.
signal job_ended(job: CutoutJob)
## Every job of a batch has ended. [param results] is in the order of the batch: for each job the
## outlines of its fragments, as an [Array]; empty for one that failed, which [signal job_failed]
## explains.
signal batch_completed(batch_id: int, results: Array)
## A batch was given up by [method cancel_batch].
signal batch_cancelled(batch_id: int)
## More of a batch is done: [param progress] goes from 0 to 1. At most once a frame.
signal batch_progress(batch_id: int, progress: float)
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

const Backend := preload("../bridge/backend.gd")
const Baker := preload("../fracture/baker.gd")
const FrameClock := preload("../frame/frame_clock.gd")
const JobFactory := preload("job_factory.gd")
const JobOptions := preload("../jobs/job_options.gd")
const JobSeries := preload("../jobs/job_series.gd")
const Messages := preload("../bridge/messages.gd")
const ModuleWatch := preload("module_watch.gd")
const Pipeline := preload("pipeline.gd")
const SeriesFeeder := preload("series_feeder.gd")
const Monitors := preload("../debug/monitors.gd")
const Settings := preload("../settings.gd")
const StatisticsSender := preload("../debug/statistics_sender.gd")
const ThreadTask := preload("../frame/thread_task.gd")
const WorkerLog := preload("worker_log.gd")

## Puts fragments in the place of what breaks, and limits their number.
var debris := CutoutDebris.new()
## The same for what breaks in space.
var debris_3d := CutoutDebris3D.new()

var _clock := FrameClock.new()
var _factory := JobFactory.new()
var _log := WorkerLog.new()
var _pipeline := Pipeline.new()
var _feeder := SeriesFeeder.new(_pipeline)
var _watch: ModuleWatch
var _works_when_paused := true
var _workers: Dictionary = {}


func _enter_tree() -> void:
	process_mode = Node.PROCESS_MODE_ALWAYS
	add_child(_clock, false, Node.INTERNAL_MODE_FRONT)
	_read_settings()
	debris.set_up(_pipeline.applier, _pipeline.budget)
	add_child(debris, false, Node.INTERNAL_MODE_FRONT)
	debris_3d.set_up(_pipeline.applier, _pipeline.budget)
	add_child(debris_3d, false, Node.INTERNAL_MODE_FRONT)
	_factory.debris = debris
	_factory.canceller = cancel_job
	if Settings.full_policy() == Pipeline.FullPolicy.Policy.DEGRADE:
		_factory.asks_for_less = _pipeline.asks_for_less
	_pipeline.budget.clock = _clock
	_pipeline.ended.connect(_on_job_ended)
	_pipeline.degraded.connect(func(job: CutoutJob) -> void: job_degraded.emit(job.id))
	_pipeline.progressed.connect(
		func(job: CutoutJob) -> void: job_progress.emit(job.id, job.progress)
	)
	_pipeline.inbox.workers_changed.connect(func(workers: Dictionary) -> void: _workers = workers)
	_pipeline.inbox.logged.connect(_log.write)
	_pipeline.backend.state_changed.connect(
		func(state: Backend.State) -> void: backend_state_changed.emit(state as BackendState)
	)


func _ready() -> void:
	add_child(Monitors.new(), false, Node.INTERNAL_MODE_FRONT)
	add_child(StatisticsSender.new(), false, Node.INTERNAL_MODE_FRONT)
	_pipeline.backend.start(Settings.python_executable(), Settings.host_options())


func _exit_tree() -> void:
	ThreadTask.wait_for_all()
	_pipeline.stop()
	_feeder.release()


func _process(delta: float) -> void:
	_pipeline.step(delta, _works_when_paused or not get_tree().paused)
	_feeder.step()
	_log.step()
	if _watch != null and _watch.has_changed():
		reload_workers()


## Breaks [param object] and applies the result. Returns what to [code]await[/code] for that, which
## yields the [CutoutJob] that did it, its [member CutoutJob.error] being [code]null[/code] if all
## went well; [code]null[/code] if the object cannot break.
##
## [param object] is a [Polygon2D], which is hidden and replaced by [CutoutFragment2D] siblings, a
## [CollisionPolygon2D], which is only read, or any node with [code]get_polygon_data()[/code] and
## [code]apply_fracture(result: CutoutFracture)[/code]. If it leaves the tree first, the job is
## cancelled; if it is to break once more before it has broken, the older job is superseded.
func fracture_object(object: Node, params: Variant = null) -> Variant:
	if object == null:
		push_error("Cutout: fracture_object() got null; pass the node that is to break.")
		return null
	var job := _factory.make_node_fracture(object, params)
	if job == null:
		return null
	_submit(job)
	return job.wait()


## Queues a polygon to be broken and returns the job's id, or -1 and a log line if [param polygon]
## is of the wrong type.
##
## [param polygon] is a [PackedVector2Array] or an [Array] of them: the outline, then its holes.
## [param params] is a [Dictionary] with the names of [CutoutFractureParams], one of those, or
## [code]null[/code] for the defaults. [param priority] is a number from -100 to 100, or a
## [enum CutoutJob.Priority].
func submit_fracture(polygon: Variant, params: Variant = null, priority := 0) -> int:
	var job := _factory.make_fracture(polygon, params, priority)
	if job == null:
		return -1
	_submit(job)
	return job.id


## Queues work of any registered kind. [param payload] holds plain data, what the kind's function
## gets; what it returns is in [member CutoutJob.result]. Returns [code]null[/code] and logs if an
## option is wrong. [param options] may hold:
## [br]- [code]priority[/code]: a number from -100 to 100, or [code]"critical" "high" "normal"
## "low"[/code];
## [br]- [code]deadline_sec[/code]: how long it may run before its worker is replaced;
## [br]- [code]wait_limit_sec[/code]: how long it may wait in the queue before it fails;
## [br]- [code]owner[/code]: a [Node]; the job is cancelled when it leaves the tree;
## [br]- [code]key[/code]: anything; a newer job with the same key supersedes this one;
## [br]- [code]cache[/code]: whether the answer to an equal payload will do; by default only for the
## kind [code]fracture[/code].
func submit(kind: StringName, payload: Dictionary, options: Dictionary = {}) -> CutoutJob:
	var job := _factory.make(kind, payload, options)
	if job != null:
		_submit(job)
	return job


## Returns a batch to add fractures to.
func create() -> CutoutBatchRequest:
	var batch := CutoutBatchRequest.new()
	adopt(batch)
	return batch


## Makes a new batch one of this processor's. For what extends batches; else use [method create].
func adopt(batch: CutoutBatchRequest) -> void:
	_set_up(batch)
	batch.progressed.connect(_on_batch_progressed.bind(batch.id))
	batch.finished.connect(_on_batch_finished.bind(batch.id))


## Queues polygons to be broken as one batch, which [signal batch_completed] answers. Returns the
## batch's id, never the same as a job's, or -1 and a log line if a polygon is of the wrong type.
##
## [param params] is one for all, as for [method submit_fracture], or an [Array] with one for each.
func submit_batch(polygons: Array, params: Variant = null) -> int:
	var own: Array = params if params is Array else []
	if params is Array and own.size() != polygons.size():
		push_error(
			(
				"Cutout: submit_batch() got %d polygons, %d params; pass one for each or one for all."
				% [polygons.size(), own.size()]
			)
		)
		return -1
	var batch := create()
	for i in polygons.size():
		if batch.add_fracture(polygons[i], params if own.is_empty() else own[i]) == null:
			return -1
	batch.start()
	return batch.id


## Returns a stream to push polygons into.
func create_stream() -> CutoutStream:
	var stream := CutoutStream.new()
	_set_up(stream)
	return stream


## Computes the fractures of nodes before they break, as behind a loading bar. Each node keeps its
## own, and then breaks without a worker for as long as its polygon and its parameters stay the
## same. Returns what to [code]await[/code] for that, which yields an [Array] of
## [CutoutBakedFracture], one for each node in order: [code]null[/code] for what failed.
##
## [param params] is for nodes without a property that holds some. [param on_progress] is called
## with the share that is done, from 0 to 1, at most once a frame.
## [codeblock]
## await CutoutBatch.prebake(crates, {}, func(share: float) -> void: bar.value = share)
## [/codeblock]
func prebake(nodes: Array, params: Variant = null, on_progress := Callable()) -> Signal:
	var requests: Array[Dictionary] = []
	for node: Node in nodes:
		requests.append(Baker.request_of(node, params))
	return Baker.bake(self, requests, on_progress, nodes)


## Gives a job up. Returns [code]false[/code] if it has ended already or never was.
func cancel_job(job_id: int) -> bool:
	var job := get_job(job_id)
	return job != null and _pipeline.cancel(job, "The job was cancelled.")


## Lets a job fail at the end of the frame, for a reason that the game has found. Returns
## [code]false[/code] if it has ended already or never was.
func fail_job(job_id: int, error: CutoutError) -> bool:
	var job := get_job(job_id)
	return job != null and _pipeline.fail(job, error)


## Gives a batch up: its unfinished jobs are cancelled. Returns [code]false[/code] if it has ended
## already or never was.
func cancel_batch(batch_id: int) -> bool:
	var batch := _feeder.find(batch_id) as CutoutBatchRequest
	if batch == null or batch.is_finished():
		return false
	batch.cancel()
	return true


## Gives a waiting job another priority, a number or the name of a band: it goes to the end of those
## that wait with it. Returns [code]false[/code] if the job does not wait.
func set_job_priority(job_id: int, priority: Variant) -> bool:
	var job := get_job(job_id)
	var known: Variant = JobOptions.priority_from(priority)
	if known == null:
		push_error("Cutout: priority is %s; pass a number or the name of a band." % priority)
	if job == null or known == null:
		return false
	var number: int = known
	return _pipeline.set_priority(job, number)


## Returns a job that has not ended, or [code]null[/code]. While a job's last signal is emitted, it
## is still found.
func get_job(job_id: int) -> CutoutJob:
	return _pipeline.table.find(job_id)


## Replaces the workers, each once it is idle, so that changed Python modules are loaded anew.
func reload_workers() -> void:
	_pipeline.backend.post(Messages.encode_reload())


## Has the log say where the jobs are that were sent and not answered: which worker has them, or
## what they wait for.
func log_workers() -> void:
	_pipeline.backend.post(Messages.encode_describe())


## Adds a step to be done inside the frame budget, after what waits already: something small that
## only the main thread can do, such as adding a node. It is called again in the same place as long
## as it returns [code]true[/code]. Steps of one [param kind] should cost about the same.
func push_step(step: Callable, kind: StringName = &"") -> void:
	_pipeline.applier.push(step, kind)


## Frees [param object] inside the frame budget, if nobody else has by then.
## [method Node.queue_free] would free it later in the frame, where no budget sees it.
func push_free(object: Variant) -> void:
	_pipeline.applier.push_free(object)


## Returns what is wrong with the Python side and what to do; empty if nothing is.
func get_backend_error() -> String:
	return _pipeline.backend.error()


## Returns the state of the Python side.
func get_backend_state() -> BackendState:
	return _pipeline.backend.state as BackendState


## Returns how things stand, for an overlay or a test.
## [br]Jobs ever: [code]submitted completed failed cancelled superseded[/code], and
## [code]cache_hits[/code] among the completed, [code]dropped[/code] (no room) among the failed,
## [code]degraded[/code].
## [br]Jobs now: [code]unfinished queued queued_bytes in_flight[/code]; [code]to_apply[/code] steps;
## [code]series[/code] (batches and streams at work).
## [br]The last frame, in microseconds: [code]apply_usec budget_usec others_usec[/code].
## [br]Time: [code]job_usec[/code] (what a fracture costs a worker), [code]latency_frames_p50
## latency_frames_p95 latency_usec_p50 latency_usec_p95[/code] (from submission to end).
## [br]Workers: [code]workers_ready workers_total worker_restarts worker_pids[/code].
func get_stats() -> Dictionary:
	var stats := _pipeline.get_stats()
	stats["series"] = _feeder.size()
	stats["workers_ready"] = _workers.get("ready", 0)
	stats["workers_total"] = _workers.get("total", 0)
	stats["worker_restarts"] = _workers.get("restarts", 0)
	stats["worker_pids"] = _workers.get("pids", PackedInt64Array())
	return stats


func _read_settings() -> void:
	_works_when_paused = Settings.works_when_paused()
	_factory.deadline_msec = Settings.deadline_msec()
	_factory.wait_limit_usec = Settings.wait_limit_usec()
	_log.lines_per_sec = Settings.log_lines_per_sec()
	if Settings.reloads_on_change():
		_watch = ModuleWatch.new(Settings.python_modules())
	var pipeline := _pipeline
	pipeline.queue.limit = Settings.queue_limit()
	pipeline.queue.limit_bytes = Settings.queue_limit_bytes()
	pipeline.full_policy.policy = Settings.full_policy()
	pipeline.dispatcher.workers = Settings.worker_count()
	pipeline.dispatcher.chunk_usec = Settings.chunk_usec()
	pipeline.budget.fixed_usec = Settings.budget_usec()
	pipeline.budget.target_share = Settings.target_share()
	pipeline.budget.floor_usec = Settings.budget_floor_usec()
	pipeline.budget.ceiling_usec = Settings.budget_ceiling_usec()


func _submit(job: CutoutJob) -> void:
	_pipeline.register(job)
	_pipeline.enqueue(job)


func _set_up(series: JobSeries) -> void:
	series.id = _factory.next_id()
	series.make_job = _factory.make_any_fracture
	series.admit = _feeder.admit
	series.wake = _feeder.wake


func _on_job_ended(job: CutoutJob) -> void:
	if job_ended.has_connections():
		job_ended.emit(job)
	match job.state:
		CutoutJob.State.COMPLETED:
			if job_completed.has_connections():
				job_completed.emit(job.id, job.result_as_array())
		CutoutJob.State.FAILED:
			job_failed.emit(job.id, job.error)
		CutoutJob.State.SUPERSEDED:
			job_superseded.emit(job.id)
		_:
			job_cancelled.emit(job.id)
	if job.index >= 0:
		_feeder.take(job)


func _on_batch_progressed(progress: float, batch_id: int) -> void:
	batch_progress.emit(batch_id, progress)


func _on_batch_finished(_results: Array, batch_id: int) -> void:
	var batch := _feeder.find(batch_id) as CutoutBatchRequest
	if batch == null or batch.is_cancelled:
		batch_cancelled.emit(batch_id)
	else:
		batch_completed.emit(batch_id, batch.results)
