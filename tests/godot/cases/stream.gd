extends "../case.gd"
## A stream hands results out in chunks and in order, takes no more than it holds, and ends.

const _COUNT := 300

var _indices := PackedInt32Array()
var _sizes := PackedInt32Array()
var _stream: CutoutStream


func run() -> void:
	await wait_for_workers()
	await _push_all(true)
	var in_order := PackedInt32Array(range(_COUNT))
	equal(_indices, in_order, "order of an ordered stream")
	await _push_all(false)
	_indices.sort()
	equal(_indices, in_order, "what an unordered stream has handed out, sorted")
	await _give_up()
	await _misuse()


func _push_all(ordered: bool) -> void:
	_start_stream(ordered)
	var waits := 0
	for i in _COUNT:
		while not _stream.push(SQUARE, {"fragment_count": 2 + i % 7, "seed": i}):
			waits += 1
			await _stream.drained
	_stream.close()
	await wait_for(_stream.is_finished, "the stream has finished")
	check(waits > 0, "a stream of capacity %d holds up %d pushes" % [_stream.capacity, _COUNT])
	equal(_stream.progress, 1.0, "progress")
	equal(_indices.size(), _COUNT, "results")
	for i in _indices.size():
		equal(_sizes[i], 2 + _indices[i] % 7, "fragments of push %d" % _indices[i])


func _start_stream(ordered: bool) -> void:
	_indices.clear()
	_sizes.clear()
	_stream = CutoutBatch.create_stream()
	_stream.ordered = ordered
	_stream.capacity = 50
	_stream.results_ready.connect(_on_results_ready)
	_stream.start()


func _give_up() -> void:
	_start_stream(true)
	for i in 50:
		check(_stream.push(SQUARE, {"fragment_count": 64, "seed": i}), "push %d is taken" % i)
	check(not _stream.push(SQUARE), "push 50 is not")
	_stream.cancel()
	await wait_for(_stream.is_finished, "a cancelled stream finishes")
	equal(_indices.size(), 0, "results of a cancelled stream")
	await wait_for(func() -> bool: return stat("in_flight") == 0, "nothing is in flight")
	equal(stat("unfinished"), 0, "jobs without an end")


func _misuse() -> void:
	expect_error("the stream is closed")
	check(not _stream.push(SQUARE), "a push into a closed stream")
	var early := CutoutBatch.create_stream()
	early.results_ready.connect(_on_results_ready)
	_stream = early
	_indices.clear()
	expect_error("a ring is String")
	check(not early.push("no polygon"), "a push of something that is no polygon")
	check(early.push(SQUARE), "a push before the start")
	for i in 5:
		await get_tree().process_frame
	equal(early.pending(), 1, "pushes that wait for the start")
	early.start()
	await wait_for(func() -> bool: return early.pending() == 0, "the early push is done")
	equal(_indices, PackedInt32Array([0]), "its index")
	# Left open: a stream without work costs nothing, and goes when nobody holds it.
	equal(stat("series"), 0, "batches and streams at work")


func _on_results_ready(results: Array) -> void:
	equal(results.size(), _stream.indices.size(), "indices of a chunk")
	equal(results.size(), _stream.jobs.size(), "jobs of a chunk")
	_indices.append_array(_stream.indices)
	for i in results.size():
		var outlines: Array = results[i]
		_sizes.append(outlines.size())
		equal(_stream.jobs[i].index, _stream.indices[i], "index of a job")
