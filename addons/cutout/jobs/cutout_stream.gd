class_name CutoutStream
extends "job_series.gd"
## Fractures that keep coming: pushed as the game finds them, answered in chunks, frame by frame.
##
## Get one from [method CutoutBatchProcessor.create_stream]. A stream takes only so much at a time:
## while [method push] returns [code]false[/code], wait for [signal drained].
## [codeblock]
## var stream := CutoutBatch.create_stream()
## stream.results_ready.connect(_on_results_ready)
## stream.start()
## for polygon in polygons:
##     while not stream.push(polygon, {"fragment_count": 8}):
##         await stream.drained
## stream.close()
## await stream.finished
## [/codeblock]

## Results have come: for each an [Array] of outlines, as [PackedVector2Array]; empty for a job that
## failed. [member indices] and [member jobs] tell which ones, as long as the signal is emitted.
signal results_ready(results: Array)
## After a [method push] in vain: there is room again.
signal drained
## The stream is closed, and every result has been handed out.
signal finished

## Hand results out in the order of [method push]; otherwise as they come. Set it before the first
## push.
var ordered := true
## How many pushes may be without a result before [method push] returns [code]false[/code].
var capacity := 256
## The numbers of the pushes, from 0, that the results being handed out belong to.
var indices := PackedInt32Array()
## The jobs of the results being handed out.
var jobs: Array[CutoutJob] = []

## The pushes before [method start].
var _early: Array[CutoutJob] = []
## The jobs whose results wait to be handed out, by index, and their outlines.
var _done: Dictionary[int, CutoutJob] = {}
var _outlines_of: Dictionary[int, Array] = {}
var _handed_out := 0
var _has_refused := false
var _is_closed := false
var _is_finished := false
var _is_started := false


## Adds a polygon, or a node that can break. Returns [code]false[/code], and does not take it, if
## [member capacity] is reached; also, with a log line, if it cannot break or the stream is closed.
func push(polygon: Variant, params: Variant = null) -> bool:
	if _is_closed:
		push_error("Cutout: the stream is closed; push before close(), or create another.")
		return false
	if pending() >= capacity:
		_has_refused = true
		wake.call(self)
		return false
	var job: CutoutJob = make_job.call(polygon, params)
	if job == null:
		return false
	if _is_started:
		_add(job)
	else:
		_early.append(job)
	return true


## Begins to work. What was pushed before is queued now.
func start() -> void:
	if _is_started:
		return
	_is_started = true
	for job in _early:
		_add(job)
	_early.clear()


## Says that no more will be pushed: once all is handed out, [signal finished] comes.
func close() -> void:
	_is_closed = true
	start()
	wake.call(self)


## Gives up whatever has not been handed out, and closes the stream.
func cancel() -> void:
	_is_closed = true
	_is_started = true
	_early.clear()
	_cancel_all()
	_handed_out = _added
	_done.clear()
	_outlines_of.clear()
	wake.call(self)


## Returns how many pushes have no result yet.
func pending() -> int:
	return _early.size() + _added - _handed_out


## Returns [code]true[/code] once the stream is closed and every result has been handed out.
func is_finished() -> bool:
	return _is_finished


## Tells what has happened since the last frame. For the processor.
func step() -> bool:
	_tell_progress()
	_hand_out()
	if _has_refused and pending() <= capacity >> 1:
		_has_refused = false
		drained.emit()
	if _is_closed and pending() == 0 and not _is_finished:
		_is_finished = true
		finished.emit()
	return pending() > 0 and _is_started


func _awaited() -> Array[Signal]:
	return [drained, finished, results_ready]


func _take(job: CutoutJob) -> void:
	_done[job.index] = job
	_outlines_of[job.index] = _outlines(job)


func _hand_out() -> void:
	var results: Array = []
	indices = PackedInt32Array()
	if ordered:
		while _done.has(_handed_out + indices.size()):
			indices.append(_handed_out + indices.size())
	else:
		indices = PackedInt32Array(_done.keys())
	if indices.is_empty():
		return
	jobs = []
	for index in indices:
		jobs.append(_done[index])
		results.append(_outlines_of[index])
		_done.erase(index)
		_outlines_of.erase(index)
	_handed_out += indices.size()
	results_ready.emit(results)
	jobs = []
