extends RefCounted
## Applies answers in steps of the frame budget: one chunk after the other, the most urgent first.
##
## One step at most waits in the budget, so a chunk that is given up costs nothing more, and the
## order can change as long as an answer waits.

const Chunk := preload("chunk.gd")
const ChunkBuild := preload("chunk_build.gd")
const ChunkRings := preload("chunk_rings.gd")
const ChunkStatistics := preload("chunk_statistics.gd")

# The kinds of the steps that every chunk has.
const _DECODE := &"world_decode"
const _SHOW := &"world_show"

## Called with a chunk; returns the [ChunkBuild] that will make it.
var new_build: Callable
## Called with a chunk and its build, once all of it is made; shows it.
var on_built: Callable
## Called with a chunk and a [CutoutError], if its answer has the wrong shape.
var on_failure: Callable

var _answered: Array[Chunk] = []
var _build: ChunkBuild
var _current: Chunk
var _has_step := false
var _processor: CutoutBatchProcessor
var _rings: ChunkRings
var _statistics: ChunkStatistics


func _init(processor: CutoutBatchProcessor, rings: ChunkRings, statistics: ChunkStatistics) -> void:
	_processor = processor
	_rings = rings
	_statistics = statistics


## Returns how many answers wait or are being applied.
func size() -> int:
	return _answered.size() + (1 if _current != null else 0)


## Takes a chunk in whose job has a result.
func add(chunk: Chunk) -> void:
	chunk.work_usec = 0
	_answered.append(chunk)
	_push()


## Drops a chunk that is not needed any more, in the midst of its steps if need be.
func drop(chunk: Chunk) -> void:
	chunk.phase = Chunk.Phase.NONE
	chunk.job = null
	if chunk != _current:
		_answered.erase(chunk)
		return
	_build.abandon()
	_leave()


func _push() -> void:
	if _has_step or size() == 0:
		return
	_has_step = true
	var kind := _DECODE
	if _current != null:
		kind = _build.next_kind()
		if kind == ChunkBuild.NOTHING:
			kind = _SHOW
	_processor.push_step(_step, kind)


## One step of one chunk.
func _step() -> void:
	_has_step = false
	var chunk := _current
	var start := Time.get_ticks_usec()
	var is_built := false
	if _current != null:
		is_built = _continue()
	elif not _answered.is_empty():
		chunk = _begin()
	if chunk != null:
		chunk.work_usec += Time.get_ticks_usec() - start
	if is_built:
		_statistics.work_times.add(chunk.work_usec)
	_push()


func _begin() -> Chunk:
	var best := 0
	var lowest := INF
	for i in _answered.size():
		var score := _rings.score_of(_answered[i].coordinate)
		if score < lowest:
			lowest = score
			best = i
	var chunk := _answered[best]
	_answered.remove_at(best)
	var job := chunk.job
	chunk.job = null
	_current = chunk
	_build = new_build.call(chunk)
	var fault := _build.take(job.result)
	if not fault.is_empty():
		_build.abandon()
		_leave()
		on_failure.call(chunk, _wrong_shape(chunk, job.kind, fault))
	return chunk


## Does the next step. Returns [code]true[/code] if that was the last.
func _continue() -> bool:
	if _build.next_kind() != ChunkBuild.NOTHING:
		_build.step()
		return false
	var chunk := _current
	var build := _build
	_leave()
	on_built.call(chunk, build)
	return true


func _leave() -> void:
	_current = null
	_build = null


static func _wrong_shape(chunk: Chunk, kind: StringName, fault: String) -> CutoutError:
	return (
		CutoutError
		. new(
			CutoutError.Code.INTERNAL,
			(
				(
					"The result of the kind '%s' for chunk %s at LOD %d is broken: %s; let it return what"
					+ " docs/architecture.md says under 'Kind chunk'."
				)
				% [kind, chunk.coordinate, chunk.lod, fault]
			)
		)
	)
