extends RefCounted
## Applies answers: a thread makes a few at a time, the most urgent ones, and each is shown in a
## step of the frame budget, the most urgent first.
##
## One step at most waits in the budget, so a chunk that is given up costs nothing more, and the
## order can change as long as an answer waits.

const Chunk := preload("chunk.gd")
const ChunkBuild := preload("chunk_build.gd")
const ChunkBurst := preload("chunk_burst.gd")
const ChunkRings := preload("chunk_rings.gd")
const ChunkStatistics := preload("chunk_statistics.gd")

# So many are made at a time, and the next once all of them are shown: so few that what is urgent
# need not wait long.
const _MOST_BUILDS := 8
# So many frames what is not urgent waits for others to be made with it.
const _PATIENCE := 6

## Called with a chunk; returns the [ChunkBuild] that will make it.
var new_build: Callable
## Called with a chunk and its build, once all of it is made; shows it.
var on_built: Callable
## Called with a chunk and a [CutoutError], if its answer has the wrong shape.
var on_failure: Callable

var _answered: Array[Chunk] = []
## Those whose builds are with the thread, or done.
var _builds: Dictionary[Chunk, ChunkBuild] = {}
## Those of them whose builds are done.
var _made: Array[Chunk] = []
var _frames := 0
var _has_step := false
var _is_due := false
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


## Takes a chunk in whose job has a result. One that is not urgent waits a few frames for others.
func add(chunk: Chunk, is_urgent: bool) -> void:
	chunk.work_usec = 0
	_answered.append(chunk)
	if is_urgent:
		_frames = _PATIENCE
	_start_soon()


## Counts a frame.
func step() -> void:
	if not _answered.is_empty():
		_frames += 1
		_start_soon()


## Drops a chunk that is not needed any more. What a thread makes of it goes once that has ended.
func drop(chunk: Chunk) -> void:
	chunk.phase = Chunk.Phase.NONE
	chunk.job = null
	if _builds.erase(chunk):
		_made.erase(chunk)
		_start_soon()
	else:
		_answered.erase(chunk)


## Starts the thread at the end of the frame: it may take this one's processor at once, and the rest
## of the frame would wait for it.
func _start_soon() -> void:
	var is_time := _frames >= _PATIENCE or _answered.size() >= _MOST_BUILDS
	if is_time and not _is_due and _builds.is_empty() and not _answered.is_empty():
		_is_due = true
		_start.call_deferred()


func _start() -> void:
	_is_due = false
	_frames = 0
	if _answered.is_empty():
		return
	var start := Time.get_ticks_usec()
	var burst := ChunkBurst.new()
	while _builds.size() < _MOST_BUILDS and not _answered.is_empty():
		var chunk := _take_most_urgent(_answered)
		var build: ChunkBuild = new_build.call(chunk)
		build.take(chunk.job)
		chunk.job = null
		_builds[chunk] = build
		burst.builds.append(build)
	var chunks := _builds.keys()
	burst.ended.connect(_on_made.bind(chunks), CONNECT_ONE_SHOT)
	burst.start()
	var work := floori(float(Time.get_ticks_usec() - start) / chunks.size())
	for chunk: Chunk in chunks:
		chunk.work_usec = work


func _on_made(burst: ChunkBurst, chunks: Array[Chunk]) -> void:
	for i in chunks.size():
		if _builds.get(chunks[i]) == burst.builds[i]:
			_made.append(chunks[i])
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
	_start_soon()
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
