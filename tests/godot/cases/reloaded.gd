extends "../case.gd"
## A changed Python module is loaded anew while the game runs.

const _MODULE := "res://own_kinds.py"


func run() -> void:
	await wait_for_workers()
	var before := CutoutBatch.submit(&"version", {})
	await ends_as(before, CutoutJob.State.COMPLETED)
	equal(before.result, 1, "what the first version answers")
	var text := FileAccess.get_file_as_string(_MODULE)
	var file := FileAccess.open(_MODULE, FileAccess.WRITE)
	file.store_string(text.replace("return 1", "return 2"))
	file.close()
	var after := before
	var limit := Time.get_ticks_msec() + 30_000
	while after.result == 1 and Time.get_ticks_msec() < limit:
		after = CutoutBatch.submit(&"version", {})
		await ends_as(after, CutoutJob.State.COMPLETED)
	equal(after.result, 2, "what the second version answers")
	equal(stat("worker_restarts"), 0, "a planned replacement is no restart")
