extends "../case.gd"
## A changed Python module is loaded anew while the game runs.

const _MODULE := "res://own_kinds.py"


func run() -> void:
	await wait_for_workers()
	var before := CutoutBatch.submit(&"version", {})
	await ends_as(before, CutoutJob.State.COMPLETED)
	equal(before.result, 1, "what the first version answers")
	var text := FileAccess.get_file_as_string(_MODULE)
	write_at_once(_MODULE, text.replace("return 1", "return 2"))
	var after := before
	# Until the file has changed in the eyes of a worker; a run that never ends has a limit.
	while after.result == 1:
		after = CutoutBatch.submit(&"version", {})
		await ends_as(after, CutoutJob.State.COMPLETED)
	equal(after.result, 2, "what the second version answers")
	equal(stat("worker_restarts"), 0, "a planned replacement is no restart")
