extends "../large_case.gd"
## Answers of megabytes come whole and in order, and hold up nobody else's.

const _LARGE := 3
const _SMALL := 20

var _ended := PackedInt64Array()


func run() -> void:
	await wait_for_workers()
	hold_threads()
	CutoutBatch.job_ended.connect(func(job: CutoutJob) -> void: _ended.append(job.id))
	var large: Array[CutoutJob] = []
	for i in _LARGE:
		large.append(submit_large(i * 7))
	# With one worker, two at once are with the workers: the third waits for an answer to be taken.
	if not await wait_for(func() -> bool: return decoding() >= 2, "answers are being decoded"):
		fail(str(CutoutBatch.get_stats()))
	for i in _SMALL:
		var small := CutoutBatch.submit(&"echo", {"i": i}, {"priority": "critical"})
		await ends_as(small, CutoutJob.State.COMPLETED)
		equal(small.result, {"i": i}, "a small answer")
	var given_up := large[1]
	given_up.cancel()
	check(not large[0].is_finished(), "the large ones wait for a thread")
	release_threads()
	for i: int in [0, 2]:
		await check_large(large[i], i * 7)
	await wait_for(func() -> bool: return decoding() == 0, "nothing is left to decode")
	await wait_for(func() -> bool: return stat("in_flight") == 0, "all is answered")
	var order := PackedInt64Array([given_up.id, large[0].id, large[2].id])
	equal(_ended.slice(_SMALL), order, "each ends once, in order")
	equal(given_up.state, CutoutJob.State.CANCELLED, "the cancelled one")
