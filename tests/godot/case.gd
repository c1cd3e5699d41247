extends Node
## A test in the real engine. Override [method run], check, and return.

const SQUARE: PackedVector2Array = [
	Vector2(0, 0), Vector2(100, 0), Vector2(100, 100), Vector2(0, 100)
]

## What was checked and found wrong.
var failures := PackedStringArray()
## Values for the test on the Python side.
var facts := {}
## The arguments after [code]--[/code].
var arguments := {}
## The code that the engine is to end with.
var exit_code := 0

var _expected := PackedStringArray()
var _seen := PackedStringArray()


## The test itself; may await.
func run() -> void:
	await get_tree().process_frame
	fail("run() is not overridden")


## Records a failure.
func fail(text: String) -> void:
	failures.append(text)


## Checks that something holds.
func check(condition: bool, text: String) -> void:
	if not condition:
		fail(text)


## Checks that two values are equal.
func equal(actual: Variant, expected: Variant, text: String) -> void:
	if actual != expected:
		fail("%s: got %s, expected %s" % [text, actual, expected])


## Announces an error in the log that the case brings about on purpose.
func expect_error(pattern: String) -> void:
	_expected.append(pattern)


## Returns [code]true[/code] if an error was announced.
func is_expected(error: String) -> bool:
	for pattern in _expected:
		if pattern in error:
			_seen.append(pattern)
			return true
	return false


## Returns the announced errors that did not come.
func missing_errors() -> PackedStringArray:
	var missing := PackedStringArray()
	for pattern in _expected:
		if not pattern in _seen:
			missing.append(pattern)
	return missing


## Waits until a condition holds; records a failure if it does not within [param limit_sec].
func wait_for(condition: Callable, text: String, limit_sec := 30.0) -> bool:
	var limit := Time.get_ticks_usec() + int(limit_sec * 1e6)
	while not condition.call():
		if Time.get_ticks_usec() > limit:
			fail("waited in vain until " + text)
			return false
		await get_tree().process_frame
	return true


## Waits until every worker is ready.
func wait_for_workers() -> bool:
	return await wait_for(_all_workers_are_ready, "the workers are ready")


## Returns a figure of [method CutoutBatchProcessor.get_stats].
func stat(key: String) -> int:
	return CutoutBatch.get_stats()[key]


## Waits until a job has ended; records a failure if it ended in another state.
func ends_as(job: CutoutJob, expected: CutoutJob.State) -> void:
	await wait_for(job.is_finished, "job %s has ended" % job)
	equal(job.state, expected, "state of %s (%s)" % [job, job.error])


func _all_workers_are_ready() -> bool:
	return stat("workers_total") > 0 and stat("workers_ready") == stat("workers_total")
