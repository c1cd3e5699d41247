extends RefCounted
## What became of the chunks: counts, and how long the last ones took.

const DurationLog := preload("../streaming/duration_log.gd")
const WindowUse := preload("../streaming/window_use.gd")

## How many chunks came to be there, by whatever way; at another level of detail they count anew.
var loaded := 0
## How many chunks that had been there were unloaded.
var unloaded := 0
## How many requests were given up for good after all tries.
var failed := 0
## How many tries were made again.
var retries := 0
## How many requests were given up because nobody needed them any more.
var cancelled := 0
## How many answers came for a request that was given up, and were dropped.
var stale_discards := 0
## The jobs that are with the engine.
var window := WindowUse.new()

## From the wish for a chunk to the frame that shows it.
var load_times := DurationLog.new()
## What a chunk takes a worker.
var run_times := DurationLog.new()
## What all steps of a chunk take the main thread.
var work_times := DurationLog.new()


## Returns the figures for [method CutoutWorldStreamer.get_stats].
func figures() -> Dictionary:
	return {
		"chunks_loaded": loaded,
		"chunks_unloaded": unloaded,
		"chunks_failed": failed,
		"retries": retries,
		"cancelled": cancelled,
		"stale_discards": stale_discards,
		"peak_active": window.peak,
		"utilisation": window.utilisation,
		"load_msec_mean": load_times.mean_msec(),
		"load_msec_p95": load_times.quantile_msec(0.95),
		"run_msec_mean": run_times.mean_msec(),
		"run_msec_p95": run_times.quantile_msec(0.95),
		"work_msec_mean": work_times.mean_msec(),
		"work_msec_p95": work_times.quantile_msec(0.95),
	}
