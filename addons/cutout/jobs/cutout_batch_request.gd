class_name CutoutBatchRequest
extends "job_series.gd"
## Fractures that are submitted together and answered together, in the order in which they were
## added.
##
## Get one from [method CutoutBatchProcessor.create]. Adding costs some microseconds on the main
## thread; a batch may be larger than the queue.
## [codeblock]
## var batch := CutoutBatch.create()
## for crate in crates:
##     batch.add_fracture(crate, {"fragment_count": 12})
## var results: Array = await batch.execute()
## [/codeblock]

## Every job has ended. Never emitted inside [method execute].
signal finished(results: Array)

## The jobs, in the order of [method add_fracture]; each has its own error and its rich result.
var jobs: Array[CutoutJob] = []
## For each job the outlines of its fragments, as an [Array] of [PackedVector2Array]; empty for one
## that failed or was given up. Complete once the batch has [signal finished].
var results: Array = []
## [code]true[/code] once [method cancel] was called in time.
var is_cancelled := false

var _is_started := false
var _is_finished := false


## Adds a node that can break, as for [method CutoutBatchProcessor.fracture_object], or a polygon,
## as for [method CutoutBatchProcessor.submit_fracture]. Returns its job, or [code]null[/code] and a
## log line if it cannot break or the batch has been started.
func add_fracture(object_or_polygon: Variant, params: Variant = null) -> CutoutJob:
	if _is_started:
		push_error("Cutout: the batch has been started; add before execute(), or create another.")
		return null
	var job: CutoutJob = make_job.call(object_or_polygon, params)
	if job != null:
		jobs.append(job)
	return job


## Submits the jobs, and returns what to [code]await[/code] for their end, which yields
## [member results].
func execute() -> Variant:
	start()
	if _is_finished:
		return results
	return finished


## Submits the jobs without waiting: [signal finished] tells the end.
func start() -> void:
	if _is_started:
		return
	_is_started = true
	results.resize(jobs.size())
	results.fill([])
	for job in jobs:
		_add(job)
	wake.call(self)


## Gives up the jobs that have not ended; what is done stays in [member results].
func cancel() -> void:
	if _is_finished or is_cancelled:
		return
	is_cancelled = true
	if _is_started:
		_cancel_all()
	else:
		_is_started = true
		_finish()


## Returns [code]true[/code] once every job has ended.
func is_finished() -> bool:
	return _is_finished


## Tells what has happened since the last frame. For the processor.
func step() -> bool:
	if jobs.is_empty():
		_finish()
	return super()


func _awaited() -> Array[Signal]:
	return [finished]


func _take(job: CutoutJob) -> void:
	results[job.index] = _outlines(job)
	if _unfinished.is_empty():
		_finish()


func _finish() -> void:
	if _is_finished:
		return
	_is_finished = true
	_tell_progress()
	finished.emit(results)
