extends "../case.gd"
## Works until it is killed from outside.


func run() -> void:
	await wait_for_workers()
	for i in 4:
		CutoutBatch.submit(&"act", {"do": "spin in c"})
	await wait_for(func() -> bool: return stat("in_flight") > 0, "jobs are with the workers")
	print("CUTOUT_STAYS")
	while true:
		await get_tree().process_frame
