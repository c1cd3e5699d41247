extends RefCounted
## Sends chunks to the workers as jobs, a small window at a time, and takes their answers.
##
## What waits in the engine's own queue can no longer change places, so only enough to keep the
## workers busy is there.

const Chunk := preload("chunk.gd")
const ChunkStatistics := preload("chunk_statistics.gd")
const TurnTable := preload("../streaming/turn_table.gd")

## The kind of job.
var kind: StringName
## How long a job may run, in seconds; 0 for what the project says.
var deadline_sec := 0.0
## How many jobs may be with the engine.
var window := 4
## Called with a coordinate and a level of detail; returns what the job's kind gets.
var make_request: Callable
## Called with a chunk and its job, once that has a result.
var on_answer: Callable
## Called with a chunk and the [CutoutError] of its job.
var on_failure: Callable

var _active: Dictionary[int, CutoutJob] = {}
var _processor: CutoutBatchProcessor
var _statistics: ChunkStatistics
var _table: TurnTable


func _init(processor: CutoutBatchProcessor, table: TurnTable, statistics: ChunkStatistics) -> void:
	_processor = processor
	_table = table
	_statistics = statistics


## Returns how many jobs are with the engine.
func active() -> int:
	return _active.size()


## Returns [code]true[/code] while there is room for another job.
func has_room() -> bool:
	return _active.size() < window


## Returns [code]true[/code] once half of the window is empty: time to fill it.
func is_low() -> bool:
	return _active.size() <= window >> 1


## Sends a chunk. Returns [code]false[/code] if there can be no such job.
func send(chunk: Chunk, priority: int) -> bool:
	var options := {"priority": priority, "cache": false}
	if deadline_sec > 0.0:
		options["deadline_sec"] = deadline_sec
	var request: Dictionary = make_request.call(chunk.coordinate, chunk.lod)
	var job := _processor.submit(kind, request, options)
	if job == null:
		return false
	chunk.job = job
	chunk.phase = Chunk.Phase.SENT
	_active[job.id] = job
	# Not the chunk itself: nothing here may keep it alive once the table has forgotten it.
	job.finished.connect(_on_finished.bind(chunk.coordinate, chunk.generation), CONNECT_ONE_SHOT)
	return true


## Gives a chunk's job up.
func cancel(chunk: Chunk) -> void:
	var job := chunk.job
	chunk.job = null
	chunk.phase = Chunk.Phase.NONE
	if job != null:
		job.cancel()


func _on_finished(job: CutoutJob, coordinate: Vector2i, generation: int) -> void:
	_active.erase(job.id)
	var chunk := _table.find(coordinate) as Chunk
	var is_current := (
		chunk != null and chunk.generation == generation and chunk.phase == Chunk.Phase.SENT
	)
	if not is_current:
		if job.error == null:
			_statistics.stale_discards += 1
		return
	if job.error != null:
		chunk.job = null
		on_failure.call(chunk, job.error)
		return
	_statistics.run_times.add(job.run_usec)
	chunk.phase = Chunk.Phase.ANSWERED
	on_answer.call(chunk)
