extends "../case.gd"
## A batch answers once, in the order in which it was made, whatever becomes of its jobs.

var _completed := {}
var _cancelled := PackedInt64Array()
var _failed := PackedInt64Array()
var _progress := {}


func run() -> void:
	CutoutBatch.batch_completed.connect(_on_batch_completed)
	CutoutBatch.batch_cancelled.connect(func(id: int) -> void: _cancelled.append(id))
	CutoutBatch.batch_progress.connect(_on_batch_progress)
	CutoutBatch.job_failed.connect(func(id: int, _e: CutoutError) -> void: _failed.append(id))
	await _numbers()
	await _larger_than_the_queue()
	await _nodes()
	await _give_up()
	await _empty_and_wrong()


func _numbers() -> void:
	var job_id := CutoutBatch.submit_fracture(SQUARE)
	var polygons: Array[PackedVector2Array] = []
	var params: Array[Dictionary] = []
	for i in 12:
		polygons.append(SQUARE if i != 5 else PackedVector2Array([Vector2(0, 0), Vector2(1, 1)]))
		params.append({"fragment_count": 3 + i})
	var id := CutoutBatch.submit_batch(polygons, params)
	check(not _completed.has(id), "a batch does not end inside submit_batch")
	await wait_for(func() -> bool: return _completed.has(id), "the batch is completed")
	check(id != job_id and CutoutBatch.get_job(id) == null, "a batch's id is no job's")
	var results: Array = _completed[id]
	for i in 12:
		var outlines: Array = results[i]
		equal(outlines.size(), 0 if i == 5 else 3 + i, "fragments of polygon %d" % i)
	equal(_failed.size(), 1, "jobs failed")
	equal(_progress[id][-1], 1.0, "the last progress")


func _larger_than_the_queue() -> void:
	var batch := CutoutBatch.create()
	for i in 300:
		batch.add_fracture(SQUARE, {"fragment_count": 2 + i % 5, "seed": i})
	var results: Array = await batch.execute()
	equal(results.size(), 300, "results")
	for i in 300:
		var outlines: Array = results[i]
		equal(outlines.size(), 2 + i % 5, "fragments of polygon %d" % i)
	check(_completed.has(batch.id), "the signal came as well")
	equal(await batch.execute(), results, "executing again answers the same")
	equal(stat("dropped"), 0, "jobs that found no room")
	var steps: Array = _progress[batch.id]
	for i in range(1, steps.size()):
		check(float(str(steps[i])) > float(str(steps[i - 1])), "progress grows: %s" % [steps])


func _nodes() -> void:
	var batch := CutoutBatch.create()
	var crates: Array[Polygon2D] = []
	for i in 3:
		crates.append(Polygon2D.new())
		crates[i].polygon = SQUARE
		add_child(crates[i])
		batch.add_fracture(crates[i], {"fragment_count": 4})
	crates[1].free()
	var results: Array = await batch.execute()
	equal(results[1], [], "fragments of a node that is gone")
	check(not crates[0].visible and not crates[2].visible, "the other nodes have broken")


func _give_up() -> void:
	var batch := CutoutBatch.create()
	for i in 400:
		batch.add_fracture(SQUARE, {"seed": 1000 + i, "fragment_count": 32})
	batch.start()
	await wait_for(func() -> bool: return batch.progress > 0.0, "some are done")
	check(CutoutBatch.cancel_batch(batch.id), "a running batch can be cancelled")
	check(not CutoutBatch.cancel_batch(batch.id), "but only once")
	check(batch.is_finished() and batch.is_cancelled, "it has ended")
	equal(_cancelled, PackedInt64Array([batch.id]), "batches cancelled")
	check(not _completed.has(batch.id), "a cancelled batch does not complete")
	var kept := 0
	for job in batch.jobs:
		check(job.is_finished(), "%s has ended" % job)
		var is_done := job.state == CutoutJob.State.COMPLETED
		equal(batch.results[job.index] != [], is_done, "what was done is kept")
		kept += int(is_done)
	check(kept > 0 and kept < batch.jobs.size(), "%d jobs were done" % kept)
	await wait_for(func() -> bool: return stat("in_flight") == 0, "nothing is in flight")


func _empty_and_wrong() -> void:
	var id := CutoutBatch.submit_batch([])
	await wait_for(func() -> bool: return _completed.has(id), "an empty batch is completed")
	equal(_completed[id], [], "its results")
	expect_error("a ring is int")
	equal(CutoutBatch.submit_batch([SQUARE, 5]), -1, "a batch with something that is no polygon")
	expect_error("2 polygons, 1 params")
	equal(CutoutBatch.submit_batch([SQUARE, SQUARE], [{}]), -1, "a batch with too few params")
	var batch := CutoutBatch.create()
	batch.start()
	expect_error("has been started")
	equal(batch.add_fracture(SQUARE), null, "adding to a batch at work")


func _on_batch_completed(id: int, results: Array) -> void:
	check(not _completed.has(id), "a batch completes once")
	_completed[id] = results


func _on_batch_progress(id: int, progress: float) -> void:
	var steps: Array = _progress.get_or_add(id, [])
	steps.append(progress)
