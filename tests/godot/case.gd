extends "checks.gd"
## A test in the real engine. Override [method run], check, and return.

const SQUARE: PackedVector2Array = [
	Vector2(0, 0), Vector2(100, 0), Vector2(100, 100), Vector2(0, 100)
]

## The code that the engine is to end with.
var exit_code := 0


## Waits until every worker is ready.
func wait_for_workers() -> bool:
	return await wait_while_it_goes_on(
		_all_workers_are_ready, how_it_stands, "the workers are ready"
	)


## What changes as long as the machine, however slowly, gets on with the jobs.
func how_it_stands() -> Array:
	var stats := CutoutBatch.get_stats()
	return [stats["unfinished"], stats["in_flight"], stats["worker_restarts"], stats["worker_pids"]]


## Writes a file in one go: whoever reads it at any time finds the old text or the new one.
func write_at_once(path: String, text: String) -> void:
	var beside := path + ".new"
	var file := FileAccess.open(beside, FileAccess.WRITE)
	file.store_string(text)
	file.close()
	equal(DirAccess.rename_absolute(beside, path), OK, "writing %s" % path)


## Returns a figure of [method CutoutBatchProcessor.get_stats].
func stat(key: String) -> int:
	return CutoutBatch.get_stats()[key]


## Waits until a job has ended; records a failure if it ended in another state.
func ends_as(job: CutoutJob, expected: CutoutJob.State) -> void:
	await wait_for(job.is_finished, "job %s has ended" % job)
	equal(job.state, expected, "state of %s (%s)" % [job, job.error])


func _all_workers_are_ready() -> bool:
	return stat("workers_total") > 0 and stat("workers_ready") == stat("workers_total")
