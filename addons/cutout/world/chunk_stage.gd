extends RefCounted
## Applies answers: threads make the most urgent ones, and each is shown in a step of the frame
## budget, the most urgent first.
##
## One step at most waits in the budget, so a chunk that is given up costs nothing more, and the
## order can change as long as an answer waits.

const Chunk := preload("chunk.gd")
const ChunkBuild := preload("chunk_build.gd")
const ChunkRings := preload("chunk_rings.gd")
const ChunkStatistics := preload("chunk_statistics.gd")

# So many are with the threads or wait to be shown: enough for each frame to show a few, and so few
# that what is urgent need not wait long.
const _MOST_BUILDS := 4

## Called with a chunk; returns the [ChunkBuild] that will make it.
var new_build: Callable
## Called with a chunk and its build, once all of it is made; shows it.
var on_built: Callable
## Called with a chunk and a [CutoutError], if its answer has the wrong shape.
var on_failure: Callable

var _answered: Array[Chunk] = []
## Those whose builds are with the threads, or done.
var _builds: Dictionary[Chunk, ChunkBuild] = {}
## Those of them whose builds are done.
var _made: Array[Chunk] = []
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
	return _answered.size() + _builds.size()


## Takes a chunk in whose job has a result.
func add(chunk: Chunk) -> void:
	chunk.work_usec = 0
	_answered.append(chunk)
	_start_more()


## Drops a chunk that is not needed any more. What a thread makes of it goes once that has ended.
func drop(chunk: Chunk) -> void:
	chunk.phase = Chunk.Phase.NONE
	chunk.job = null
	if _builds.erase(chunk):
		_made.erase(chunk)
		_start_more()
	else:
		_answered.erase(chunk)


func _start_more() -> void:
	while _builds.size() < _MOST_BUILDS and not _answered.is_empty():
		var start := Time.get_ticks_usec()
		var chunk := _take_most_urgent(_answered)
		var build: ChunkBuild = new_build.call(chunk)
		_builds[chunk] = build
		build.take(chunk.job)
		chunk.job = null
		build.ended.connect(_on_made.bind(chunk), CONNECT_ONE_SHOT)
		# At the end of the frame: with few processors, the thread may take this one's at once, and
		# the rest of the frame would wait for it.
		build.start.call_deferred()
		chunk.work_usec += Time.get_ticks_usec() - start


func _on_made(build: ChunkBuild, chunk: Chunk) -> void:
	if _builds.get(chunk) == build:
		_made.append(chunk)
		_push()


func _push() -> void:
	if not _has_step and not _made.is_empty():
		_has_step = true
		_processor.push_step(_step, _builds[_made[0]].kind)


## Shows one chunk.
func _step() -> void:
	_has_step = false
	if _made.is_empty():
		return
	var start := Time.get_ticks_usec()
	var chunk := _take_most_urgent(_made)
	var build := _builds[chunk]
	_builds.erase(chunk)
	if build.fault.is_empty():
		on_built.call(chunk, build)
		_statistics.work_times.add(chunk.work_usec + Time.get_ticks_usec() - start)
	else:
		on_failure.call(chunk, _wrong_shape(chunk, build))
	_start_more()
	_push()


func _take_most_urgent(chunks: Array[Chunk]) -> Chunk:
	if chunks.size() == 1:
		return chunks.pop_back()
	var best := 0
	var lowest := INF
	for i in chunks.size():
		var score := _rings.score_of(chunks[i].coordinate)
		if score < lowest:
			lowest = score
			best = i
	return chunks.pop_at(best)


static func _wrong_shape(chunk: Chunk, build: ChunkBuild) -> CutoutError:
	return (
		CutoutError
		. new(
			CutoutError.Code.INTERNAL,
			(
				(
					"The result of the kind '%s' for chunk %s at LOD %d is broken: %s; let it return what"
					+ " docs/architecture.md says under 'Kind chunk'."
				)
				% [build.job_kind, chunk.coordinate, chunk.lod, build.fault]
			)
		)
	)
