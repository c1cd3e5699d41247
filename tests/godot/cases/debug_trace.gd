extends "../case.gd"
## A trace is written of jobs that end in every way; the test on the Python side reads the file.

const _GOOD := 40
const _LIMIT := 64


func run() -> void:
	await wait_for_workers()
	var trace := CutoutTrace.new(CutoutBatch, _LIMIT)
	check(not trace.is_running(), "a new trace does not run")
	CutoutBatch.submit_fracture(SQUARE)
	await wait_for(func() -> bool: return stat("completed") == 1, "the job before the trace")
	trace.start()
	trace.start()
	check(trace.is_running(), "the trace runs")
	for i in _GOOD:
		# Work for longer than a frame, so that a frame finds some in flight.
		CutoutBatch.submit_fracture(SQUARE, {"seed": i, "fragment_count": 800})
	CutoutBatch.submit_fracture(SQUARE, {"fragment_count": 5000})
	CutoutBatch.cancel_job(CutoutBatch.submit_fracture(SQUARE))
	await wait_for(func() -> bool: return trace.size() == _GOOD + 2, "every job is recorded")
	await get_tree().process_frame
	trace.stop()
	trace.stop()
	CutoutBatch.submit_fracture(SQUARE)
	await wait_for(func() -> bool: return stat("completed") == _GOOD + 2, "the job after it")
	equal(trace.size(), _GOOD + 2, "jobs recorded, after the end")
	equal(trace.save(_argument("file")), OK, "saving")
	check(trace.save("res://no/such/folder/trace.json") != OK, "saving where nothing can be")
	await _overflow()


func _overflow() -> void:
	var trace := CutoutTrace.new(CutoutBatch, _LIMIT)
	trace.start()
	var before := stat("completed")
	for i in _LIMIT + 10:
		CutoutBatch.submit_fracture(SQUARE)
	await wait_for(func() -> bool: return stat("completed") == before + _LIMIT + 10, "all are done")
	trace.stop()
	equal(trace.size(), _LIMIT, "jobs that are kept")
	equal(trace.get_dropped(), 10, "jobs that gave way")
	equal(trace.save(_argument("full")), OK, "saving a full trace")


func _argument(title: String) -> String:
	return arguments[title]
