extends RefCounted
## Queues the jobs of batches and streams as far as there is room, and tells these of their ends.

const JobSeries := preload("../jobs/job_series.gd")
const Pipeline := preload("pipeline.gd")

var _pipeline: Pipeline
## The batches and streams at work, by id.
var _active: Dictionary[int, JobSeries] = {}
## Whose each unfinished job is, by the job's id.
var _series_of: Dictionary[int, JobSeries] = {}


func _init(pipeline: Pipeline) -> void:
	_pipeline = pipeline


## Returns how many batches and streams are at work.
func size() -> int:
	return _active.size()


## Returns the batch or stream at work with this id, or [code]null[/code].
func find(id: int) -> JobSeries:
	return _active.get(id)


## Takes a batch or stream in.
func wake(series: JobSeries) -> void:
	_active[series.id] = series


## Takes a job of a batch or stream in.
func admit(series: JobSeries, job: CutoutJob) -> void:
	_active[series.id] = series
	_series_of[job.id] = series
	_pipeline.register(job)
	_feed(series)


## Tells a job's batch or stream that it has ended.
func take(job: CutoutJob) -> void:
	var series := _series_of[job.id]
	_series_of.erase(job.id)
	series.take(job)


## Queues what there is room for, and lets each batch and stream tell its news. Once a frame.
func step() -> void:
	for id: int in _active.keys():
		var series := _active[id]
		_feed(series)
		if not series.step():
			_active.erase(id)


## Lets go of whoever awaits a batch or stream, when the game ends.
func release() -> void:
	for series: JobSeries in _active.values():
		series.release()


func _feed(series: JobSeries) -> void:
	var job := series.peek_next()
	while job != null and _has_room_for(job):
		series.count_queued()
		_pipeline.enqueue(job)
		job = series.peek_next()


## An empty queue takes any job, or says why it never can.
func _has_room_for(job: CutoutJob) -> bool:
	return _pipeline.queue.size() == 0 or _pipeline.queue.has_room(job.body.size())
