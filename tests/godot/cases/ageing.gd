extends "../case.gd"
## A job of low priority is done although more urgent ones never stop coming.

const _CROWD := 40


func run() -> void:
	await wait_for_workers()
	var patient := CutoutBatch.submit(&"work", {"seconds": 0.001}, {"priority": "low"})
	var crowd: Array[CutoutJob] = []
	while not patient.is_finished() and crowd.size() < 20_000:
		while stat("queued") < _CROWD:
			crowd.append(CutoutBatch.submit(&"work", {"seconds": 0.002}, {"priority": "high"}))
		await get_tree().process_frame
	await ends_as(patient, CutoutJob.State.COMPLETED)
	check(stat("queued") > 0, "urgent jobs still waited when the patient one was done")
	facts["urgent_jobs"] = crowd.size()
	for job in crowd:
		job.cancel()
