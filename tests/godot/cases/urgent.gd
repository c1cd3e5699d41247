extends "../case.gd"
## A critical job that comes late starts as soon as the running chunk ends, whatever was sent before
## it.

const _SECONDS := 0.02

var _after := -1


func run() -> void:
	await wait_for_workers()
	var crowd: Array[CutoutJob] = []
	for i in 60:
		crowd.append(CutoutBatch.submit(&"work", {"seconds": _SECONDS}))
	await wait_for(func() -> bool: return stat("completed") >= 5, "work is under way")
	CutoutBatch.job_completed.connect(_count_up)
	var urgent := CutoutBatch.submit(&"work", {"seconds": 0.001}, {"priority": "critical"})
	_after = 0
	await ends_as(urgent, CutoutJob.State.COMPLETED)
	# One runs when it arrives, and one may end and be followed before it is read.
	check(_after <= 3, "%d jobs ended before the critical one" % _after)
	check(stat("queued") + stat("in_flight") > 20, "the crowd still waits")
	for job in crowd:
		job.cancel()


func _count_up(_id: int, _result: Array) -> void:
	_after += 1
