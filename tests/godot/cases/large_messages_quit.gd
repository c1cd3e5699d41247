extends "../large_case.gd"
## Quits while answers are decoded.


func run() -> void:
	await wait_for_workers()
	for i in str(arguments["count"]).to_int():
		_await.call(submit_large(i))
	await wait_for(func() -> bool: return decoding() > 0, "an answer is being decoded")


func _await(job: CutoutJob) -> void:
	var held := {"job": job}
	await job.wait()
	held["result"] = job.result
