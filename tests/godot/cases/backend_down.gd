extends "../case.gd"
## With a Python that cannot work, the state is failed, the reason is a sentence, jobs fail fast.


func run() -> void:
	var mention: String = arguments["mention"]
	# The error may have been logged before the runner started to listen.
	_expected.append("Cutout: ")
	_seen.append("Cutout: ")
	var early := CutoutBatch.submit(&"fracture", {})
	await wait_for(
		func() -> bool:
			return CutoutBatch.get_backend_state() == CutoutBatchProcessor.BackendState.FAILED,
		"the backend has failed"
	)
	var reason := CutoutBatch.get_backend_error()
	check(mention in reason, "the reason names %s: %s" % [mention, reason])
	facts["reason"] = reason
	await early.wait()
	equal(early.error.code, CutoutError.Code.BACKEND_DOWN, "code of the waiting job")
	var late := CutoutBatch.submit(&"fracture", {})
	check(not late.is_finished(), "a job does not end inside submit")
	await late.wait()
	equal(late.error.code, CutoutError.Code.BACKEND_DOWN, "code of the late job")
