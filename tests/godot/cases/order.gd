extends "../case.gd"
## With one worker, jobs end in the order in which they were submitted, each once.

const _COUNT := 300

var _ended := PackedInt64Array()


func run() -> void:
	CutoutBatch.job_completed.connect(func(id: int, _result: Array) -> void: _ended.append(id))
	var submitted := PackedInt64Array()
	for i in _COUNT:
		submitted.append(CutoutBatch.submit_fracture(SQUARE, {"fragment_count": 3, "seed": i}))
	await wait_for(func() -> bool: return _ended.size() >= _COUNT, "all jobs have ended")
	equal(_ended, submitted, "order of completion")
