extends RefCounted
## The way of a job from its submission to its end: queue, workers, frame budget.
##
## Nothing ends inside the call that submits: what is to end at once ends at the end of the frame,
## just before the waiting jobs are sent.

## A job has reached its terminal state. It is found in [member table] until this is over.
signal ended(job: CutoutJob)
## A job was asked for less because the queue was nearly full.
signal degraded(job: CutoutJob)
## A job says how far it is.
signal progressed(job: CutoutJob)

const Applier := preload("../frame/applier.gd")
const Backend := preload("../bridge/backend.gd")
const Dispatcher := preload("../bridge/dispatcher.gd")
const FrameBudget := preload("../frame/frame_budget.gd")
const FullPolicy := preload("../jobs/full_policy.gd")
const Inbox := preload("../bridge/inbox.gd")
const JobQueue := preload("../jobs/job_queue.gd")
const JobStatistics := preload("../jobs/job_statistics.gd")
const JobTable := preload("../jobs/job_table.gd")
const Messages := preload("../bridge/messages.gd")
const WaitClock := preload("../jobs/wait_clock.gd")

## The kind of the steps that hand a result to a node; others bear the kind of their job.
const _APPLY := &"apply"
const _ORPHANED := "The node that the job was for has left the tree."
## How long a step hands results out: so long that the step itself costs little beside it.
const _HAND_OUT_USEC := 50
const _LARGEST_BODY := 32 * 1024 * 1024
## How many bytes of results may wait for room in a frame before no more jobs are sent.
const _MOST_RESULT_BYTES := 32 * 1024 * 1024

var applier := Applier.new()
var backend := Backend.new()
var budget := FrameBudget.new()
var dispatcher := Dispatcher.new()
var full_policy := FullPolicy.new()
var inbox := Inbox.new()
var queue := JobQueue.new()
var statistics := JobStatistics.new()
var table := JobTable.new()

var _cancelled_ids := PackedInt64Array()
var _degraded: Array[CutoutJob] = []
var _ending: Array[CutoutJob] = []
var _flush_is_due := false
var _result_bytes := 0
## How many jobs wait in steps that several share, but for the one whose turn it is in each.
var _behind := 0
var _wait_clock := WaitClock.new()


func _init() -> void:
	inbox.answered.connect(_on_answered)
	inbox.failed.connect(_on_failed)
	inbox.progressed.connect(_on_progressed)
	backend.state_changed.connect(_on_backend_state_changed)
	table.owner_left.connect(_on_owner_left)


## Takes in what has arrived, applies what fits the frame, and sends what waits.
func step(delta: float, may_apply: bool) -> void:
	inbox.read(backend, dispatcher)
	backend.refresh()
	_end_overdue()
	if may_apply:
		applier.run(budget)
	dispatcher.note_frame(delta)
	flush()


## Takes a job in without queueing it yet; an older job with the same key makes way.
func register(job: CutoutJob) -> void:
	job.queued_usec = Time.get_ticks_usec()
	job.queued_frame = Engine.get_process_frames()
	statistics.submitted += 1
	var older := table.add(job)
	if older != null:
		_take_back(older)
		_end_later(
			older, CutoutError.new(CutoutError.Code.SUPERSEDED, "Job %d has the same key." % job.id)
		)
	if job.owner_id != 0 and job.is_orphaned():
		_end_later(job, CutoutError.new(CutoutError.Code.CANCELLED, _ORPHANED))
	if job.wants_less:
		_degraded.append(job)
		_flush_soon()


## Queues a registered job, to be sent at the end of the frame: the answer can be there in the next.
func enqueue(job: CutoutJob) -> void:
	if job.error != null:
		return  # It is about to end.
	if job.has_answer:
		_on_answered([job])
		return
	var is_taken := backend.state != Backend.State.FAILED and job.body.size() <= _LARGEST_BODY
	if not is_taken or not queue.push(job):
		var refusal := _refusal_of(job)
		if refusal != null:
			_end_later(job, refusal)
			return
	if job.wait_limit_usec > 0:
		_wait_clock.watch(job)
	if not _flush_is_due:
		_flush_soon()


## Returns [code]true[/code] if new jobs should make do with less.
func asks_for_less() -> bool:
	return full_policy.asks_for_less(queue)


## Gives a waiting job another priority. Returns [code]false[/code] if it does not wait.
func set_priority(job: CutoutJob, priority: int) -> bool:
	if job.is_finished() or job.state != CutoutJob.State.QUEUED:
		return false
	if job.is_waiting:
		queue.move(job, priority)
	job.priority = priority
	return true


## Gives a job up. Returns [code]false[/code] if it has ended.
func cancel(job: CutoutJob, reason: String) -> bool:
	if job.is_finished():
		return false
	_take_back(job)
	_end(job, CutoutError.new(CutoutError.Code.CANCELLED, reason))
	return true


## Lets a job fail for a reason that the game has found, at the end of the frame. Returns
## [code]false[/code] if it has ended.
func fail(job: CutoutJob, error: CutoutError) -> bool:
	if job.is_finished():
		return false
	_take_back(job)
	_end_later(job, error)
	return true


## Stops the Python side and lets go of whoever awaits a job, when the game ends.
func stop() -> void:
	backend.stop()
	for job in table.all():
		job.release()


## Ends what is due to end, tells the workers what was given up, and sends what waits.
func flush() -> void:
	_flush_is_due = false
	if not _degraded.is_empty():
		_tell_degraded()
	if not _ending.is_empty():
		_end_refused()
	if not _cancelled_ids.is_empty():
		backend.post(Messages.encode_cancel(_cancelled_ids))
		_cancelled_ids = PackedInt64Array()
	if _result_bytes < _MOST_RESULT_BYTES:
		dispatcher.pump(queue, backend)


func _tell_degraded() -> void:
	var degraded_now := _degraded
	_degraded = []
	statistics.degraded += degraded_now.size()
	for job in degraded_now:
		degraded.emit(job)


## Ends the jobs that were not to end inside the call that found the reason.
func _end_refused() -> void:
	var ending_now := _ending
	_ending = []
	for job in ending_now:
		if not job.is_finished():
			_end(job, job.error)


## Makes room for the job and takes it into the queue; returns why it cannot, or null.
func _refusal_of(job: CutoutJob) -> CutoutError:
	if backend.state == Backend.State.FAILED:
		return _backend_down()
	if job.body.size() > _LARGEST_BODY:
		return CutoutError.new(
			CutoutError.Code.TOO_LARGE,
			"The payload has %d bytes; the limit is %d." % [job.body.size(), _LARGEST_BODY]
		)
	for dropped in full_policy.make_room(queue, job):
		_end_later(dropped, _queue_full("job %d took its place" % job.id))
	return null if queue.push(job) else _queue_full("the job was not taken")


func _flush_soon() -> void:
	if not _flush_is_due:
		_flush_is_due = true
		flush.call_deferred()


## Takes a job off the queue, or from the workers, wherever it is.
func _take_back(job: CutoutJob) -> void:
	queue.remove(job)
	if job.state == CutoutJob.State.SENT:
		_cancelled_ids.append(job.id)
		_flush_soon()


## Pushes a step for each job that something is made of, and one for those between them: a step
## costs more than handing a result out.
func _on_answered(jobs: Array[CutoutJob]) -> void:
	var now := Time.get_ticks_usec()
	var plain: Array[CutoutJob] = []
	for job in jobs:
		if job.error != null or job.state >= CutoutJob.State.COMPLETED:
			continue  # It has ended, or is about to, for another reason.
		job.computed_usec = now
		job.state = CutoutJob.State.COMPUTED
		_result_bytes += job.body.size()
		if not job.apply.is_valid():
			plain.append(job)
			continue
		_push_plain(plain)
		plain = []
		applier.push(_apply.bind(job), _APPLY)
	_push_plain(plain)


## All of them are of one kind.
func _push_plain(jobs: Array[CutoutJob]) -> void:
	if jobs.is_empty():
		return
	_behind += jobs.size() - 1
	jobs.reverse()
	applier.push(_hand_out.bind(jobs), jobs[0].kind)


## Hands out results for a moment, from the end. Returns [code]true[/code] if there are more.
func _hand_out(jobs: Array[CutoutJob]) -> bool:
	var end_usec := Time.get_ticks_usec() + _HAND_OUT_USEC
	while true:
		var job: CutoutJob = jobs.pop_back()
		var is_last := jobs.is_empty()
		if not is_last:
			_behind -= 1
		_apply(job)
		if is_last or Time.get_ticks_usec() >= end_usec:
			return not is_last
	return false


func _on_failed(job: CutoutJob, error: CutoutError) -> void:
	if job.error == null:
		job.computed_usec = Time.get_ticks_usec()
		_end(job, error)


func _on_progressed(job: CutoutJob, progress: float) -> void:
	job.progress = progress
	progressed.emit(job)


## One step of applying a result. Returns [code]true[/code] if there is another.
func _apply(job: CutoutJob) -> bool:
	if job.state >= CutoutJob.State.COMPLETED or job.error != null:
		return false
	if job.state == CutoutJob.State.COMPUTED:
		_result_bytes -= job.body.size()
		job.state = CutoutJob.State.APPLIED
		job.applied_usec = Time.get_ticks_usec()
	if job.owner_id != 0 and job.is_orphaned():
		cancel(job, _ORPHANED)
		return false
	if not job.apply.is_valid():
		_end(job, null)
		return false
	var answer: Variant = job.apply.call(job)
	if answer is Signal:
		# What the result becomes takes steps of its own.
		var applied: Signal = answer
		applied.connect(_on_applied.bind(job).unbind(1), CONNECT_ONE_SHOT)
		return false
	if is_same(answer, true):
		return true
	_end(job, null)
	return false


func _on_applied(job: CutoutJob) -> void:
	_end(job, null)


## Ends a job that has not reached the workers, or has been taken back from them, at the end of the
## frame.
func _end_later(job: CutoutJob, error: CutoutError) -> void:
	job.error = error
	_ending.append(job)
	_flush_soon()


## Ends a job: the one place where jobs end.
func _end(job: CutoutJob, error: CutoutError) -> void:
	if job.state >= CutoutJob.State.COMPLETED:
		return
	if job.state == CutoutJob.State.COMPUTED:
		_result_bytes -= job.body.size()
	job.error = error
	if error != null:
		job.body = PackedByteArray()
	job.apply = Callable()
	job.finished_usec = Time.get_ticks_usec()
	job.finished_frame = Engine.get_process_frames()
	if error == null:
		job.state = CutoutJob.State.COMPLETED
		job.progress = 1.0
	elif error.code == CutoutError.Code.CANCELLED:
		job.state = CutoutJob.State.CANCELLED
	elif error.code == CutoutError.Code.SUPERSEDED:
		job.state = CutoutJob.State.SUPERSEDED
	else:
		job.state = CutoutJob.State.FAILED
	statistics.count(job)
	ended.emit(job)
	table.remove(job)
	job.finished.emit(job)


func _end_overdue() -> void:
	for id in _wait_clock.take_due(Time.get_ticks_usec()):
		var job := table.find(id)
		if job != null and job.is_waiting:
			queue.remove(job)
			var waited := (Time.get_ticks_usec() - job.queued_usec) / 1e6
			_end(
				job,
				CutoutError.new(
					CutoutError.Code.TIMED_OUT,
					"The job waited %.2f s in the queue and was not sent; submit less." % waited
				)
			)


## The jobs end at the end of the frame: whoever awaits one may be about to be freed, and must not
## be woken in the midst of that.
func _on_owner_left(jobs: Array[CutoutJob]) -> void:
	for job in jobs:
		if job.error == null and not job.is_finished():
			_take_back(job)
			_end_later(job, CutoutError.new(CutoutError.Code.CANCELLED, _ORPHANED))


func _on_backend_state_changed(state: Backend.State) -> void:
	if state != Backend.State.FAILED:
		return
	push_error("Cutout: %s" % backend.error())
	for job in dispatcher.land_all() + queue.take_all():
		_end(job, _backend_down())


func _backend_down() -> CutoutError:
	var lines := backend.error().split("\n", true, 1)
	var details := lines[1] if lines.size() > 1 else ""
	return CutoutError.new(CutoutError.Code.BACKEND_DOWN, lines[0], details)


func _queue_full(what: String) -> CutoutError:
	var reason := "%d jobs (%d bytes) wait already, so %s; " % [queue.size(), queue.bytes(), what]
	return CutoutError.new(
		CutoutError.Code.QUEUE_FULL,
		reason + "submit fewer at once, or raise cutout/jobs/queue_limit."
	)


## Returns the figures of [method CutoutBatchProcessor.get_stats] that are known here.
func get_stats() -> Dictionary:
	return {
		"submitted": statistics.submitted,
		"completed": statistics.completed,
		"cache_hits": statistics.cache_hits,
		"failed": statistics.failed,
		"dropped": statistics.dropped,
		"cancelled": statistics.cancelled,
		"superseded": statistics.superseded,
		"degraded": statistics.degraded,
		"unfinished": table.size(),
		"queued": queue.size(),
		"queued_bytes": queue.bytes(),
		"in_flight": dispatcher.in_flight(),
		"to_apply": applier.size() + _behind,
		"apply_usec": budget.spent_usec,
		"budget_usec": budget.limit_usec,
		"others_usec": budget.others_usec,
		"job_usec": dispatcher.cost_usec(CutoutJob.FRACTURE),
		"latency_frames_p50": statistics.latency_frames(0.5),
		"latency_frames_p95": statistics.latency_frames(0.95),
		"latency_usec_p50": statistics.latency_usec(0.5),
		"latency_usec_p95": statistics.latency_usec(0.95),
	}
