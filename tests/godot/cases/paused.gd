extends "../case.gd"
## While the tree is paused, results are applied or wait, as the setting says.


func run() -> void:
	process_mode = Node.PROCESS_MODE_ALWAYS
	await wait_for_workers()
	get_tree().paused = true
	var job := CutoutBatch.submit(&"echo", {"value": 1})
	if arguments["mode"] == "wait":
		await wait_for(
			func() -> bool: return job.state == CutoutJob.State.COMPUTED, "the result has come"
		)
		for i in 10:
			await get_tree().process_frame
		equal(job.state, CutoutJob.State.COMPUTED, "state while the tree is paused")
		get_tree().paused = false
	await ends_as(job, CutoutJob.State.COMPLETED)
	get_tree().paused = false
