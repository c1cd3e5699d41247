extends "case.gd"
## A case with answers of megabytes, which the engine's threads decode: when, the case decides.

## Of the kind [code]large[/code], in words of four bytes: 20 MB.
const WORDS := 5_000_000

var _may_go_on := Semaphore.new()
var _tasks := PackedInt64Array()


## Submits a job whose answer has 20 MB.
func submit_large(first: int) -> CutoutJob:
	return CutoutBatch.submit(&"large", {"first": first, "words": WORDS})


## Checks that an answer is the whole right one.
func check_large(job: CutoutJob, first: int) -> void:
	await ends_as(job, CutoutJob.State.COMPLETED)
	var result: Dictionary = job.result
	equal(result["first"], first, "the first number of %s" % job)
	var bytes: PackedByteArray = result["bytes"]
	var numbers := bytes.to_int32_array()
	equal(numbers.size(), WORDS, "how many numbers %s has" % job)
	var expected := PackedInt32Array(range(first, first + WORDS))
	check(numbers == expected, "the numbers of %s" % job)


## Returns how many messages are being decoded.
func decoding() -> int:
	return CutoutBatch._pipeline.inbox.decoding()


## Keeps every thread of the engine that would decode busy, until [method release_threads].
func hold_threads() -> void:
	for i in OS.get_processor_count():
		_tasks.append(WorkerThreadPool.add_task(_may_go_on.wait, false, "held by a test"))


## Lets the threads go on.
func release_threads() -> void:
	_may_go_on.post(_tasks.size())
	for task in _tasks:
		WorkerThreadPool.wait_for_task_completion(task)
	_tasks.clear()
