extends RefCounted
## What became of the points: counts, and how long the last ones took.

const DurationLog := preload("../streaming/duration_log.gd")
const WindowUse := preload("../streaming/window_use.gd")

## How many points came to be there.
var loaded := 0
## How many points that had been there were unloaded.
var unloaded := 0
## How many points could not be had.
var failed := 0
## How many points were given up before they were there.
var cancelled := 0
## How many roots the game has freed or taken away itself.
var taken := 0

## The prefabs on their way.
var load_window := WindowUse.new()
## The points whose nodes are being made.
var spawn_window := WindowUse.new()
## From the wish for a point to the frame that shows it.
var load_times := DurationLog.new()
## What a frame takes the main thread, besides the steps of the frame budget.
var frame_times := DurationLog.new()


## Returns the figures for [method CutoutPrefabStreamer.get_stats].
func figures() -> Dictionary:
	return {
		"points_loaded": loaded,
		"points_unloaded": unloaded,
		"points_failed": failed,
		"cancelled": cancelled,
		"taken_by_game": taken,
		"peak_loads": load_window.peak,
		"peak_spawns": spawn_window.peak,
		"load_utilisation": load_window.utilisation,
		"spawn_utilisation": spawn_window.utilisation,
		"load_msec_mean": load_times.mean_msec(),
		"load_msec_p95": load_times.quantile_msec(0.95),
		"frame_usec_mean": frame_times.mean_msec() * 1e3,
		"frame_usec_p95": frame_times.quantile_msec(0.95) * 1e3,
	}
