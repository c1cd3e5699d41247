extends "../case.gd"
## One worker: the more urgent first, in the order of submission among equals; a waiting job can be
## moved.

const _PRIORITIES: Array[Variant] = ["low", 0, "high", "critical", 5, -50, "normal"]

var _ended := PackedInt64Array()


func run() -> void:
	# On a slow machine jobs wait so long that those of low priority get turns of their own.
	CutoutBatch._pipeline.queue.patience_usec = 1 << 60
	await wait_for_workers()
	var expected: Array[CutoutJob] = []
	for round_number in 30:
		for priority: Variant in _PRIORITIES:
			expected.append(
				CutoutBatch.submit(&"echo", {"value": round_number}, {"priority": priority})
			)
	var moved := expected[0]
	check(CutoutBatch.set_job_priority(moved.id, 15), "a waiting job can be moved")
	expected.sort_custom(_is_before)
	var ids := PackedInt64Array()
	for job in expected:
		ids.append(job.id)
	CutoutBatch.job_completed.connect(func(id: int, _result: Array) -> void: _ended.append(id))
	await wait_for(func() -> bool: return _ended.size() == ids.size(), "all jobs have ended")
	equal(_ended, ids, "order of completion")
	check(not CutoutBatch.set_job_priority(moved.id, 1), "a job that has ended cannot be moved")
	expect_error("priority is urgent")
	equal(CutoutBatch.submit(&"echo", {}, {"priority": "urgent"}), null, "an unknown band")
	expect_error("there is no option 'prio'")
	equal(CutoutBatch.submit(&"echo", {}, {"prio": 1}), null, "an unknown option")
	expect_error("deadline_sec is soon")
	equal(CutoutBatch.submit(&"echo", {}, {"deadline_sec": "soon"}), null, "a wrong deadline")


func _is_before(a: CutoutJob, b: CutoutJob) -> bool:
	return a.id < b.id if a.priority == b.priority else a.priority > b.priority
