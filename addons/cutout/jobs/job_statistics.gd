extends RefCounted
## What became of the jobs: counts, and how long the last ones took.

const _WINDOW := 1024

## How many jobs were submitted.
var submitted := 0
## How many jobs ended with a result.
var completed := 0
## How many of those were answered from the cache.
var cache_hits := 0
## How many jobs failed.
var failed := 0
## How many of those found no room in the queue, or made room for others.
var dropped := 0
## How many jobs were given up.
var cancelled := 0
## How many jobs made way for newer ones.
var superseded := 0
## How many jobs were asked for less because the queue was nearly full.
var degraded := 0

var _latency_frames := PackedInt32Array()
var _latency_usec := PackedInt64Array()
var _next := 0
var _sorted_frames := PackedInt32Array()
var _sorted_usec := PackedInt64Array()
var _is_sorted := true


## Counts a job that has ended.
func count(job: CutoutJob) -> void:
	match job.state:
		CutoutJob.State.COMPLETED:
			completed += 1
			if job.run_usec == 0:
				cache_hits += 1
			_is_sorted = false
			if _latency_usec.size() < _WINDOW:
				_latency_frames.append(job.finished_frame - job.queued_frame)
				_latency_usec.append(job.finished_usec - job.queued_usec)
				return
			_latency_frames[_next] = job.finished_frame - job.queued_frame
			_latency_usec[_next] = job.finished_usec - job.queued_usec
			_next = (_next + 1) % _WINDOW
		CutoutJob.State.FAILED:
			failed += 1
			if job.error.code == CutoutError.Code.QUEUE_FULL:
				dropped += 1
		CutoutJob.State.SUPERSEDED:
			superseded += 1
		_:
			cancelled += 1


## Returns how many frames a job took from submission to end, at this share of the last
## jobs (0.5 is the median).
func latency_frames(share: float) -> int:
	_sort()
	return 0 if _sorted_frames.is_empty() else _sorted_frames[_rank(share)]


## Returns how long a job took from submission to end, in microseconds, at this share of the
## last jobs.
func latency_usec(share: float) -> int:
	_sort()
	return 0 if _sorted_usec.is_empty() else _sorted_usec[_rank(share)]


func _rank(share: float) -> int:
	return mini(int(share * _sorted_usec.size()), _sorted_usec.size() - 1)


func _sort() -> void:
	if _is_sorted:
		return
	_sorted_frames = _latency_frames.duplicate()
	_sorted_frames.sort()
	_sorted_usec = _latency_usec.duplicate()
	_sorted_usec.sort()
	_is_sorted = true
