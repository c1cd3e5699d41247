extends RefCounted
## What became of the jobs: counts, and how long the last ones took.

const _WINDOW := 1024

## How many jobs were submitted.
var submitted := 0
## How many jobs ended with a result.
var completed := 0
## How many jobs failed.
var failed := 0
## How many jobs were given up.
var cancelled := 0

var _latency_frames := PackedInt32Array()
var _latency_usec := PackedInt64Array()
var _next := 0


## Counts a job that has ended.
func count(job: CutoutJob) -> void:
	match job.state:
		CutoutJob.State.COMPLETED:
			completed += 1
			_remember(job.finished_frame - job.queued_frame, job.finished_usec - job.queued_usec)
		CutoutJob.State.FAILED:
			failed += 1
		_:
			cancelled += 1


## Returns how many frames a job took from submission to end, at this share of the last
## jobs (0.5 is the median).
func latency_frames(share: float) -> int:
	if _latency_frames.is_empty():
		return 0
	var sorted := _latency_frames.duplicate()
	sorted.sort()
	return sorted[_rank(share)]


## Returns how long a job took from submission to end, in microseconds, at this share of the
## last jobs.
func latency_usec(share: float) -> int:
	if _latency_usec.is_empty():
		return 0
	var sorted := _latency_usec.duplicate()
	sorted.sort()
	return sorted[_rank(share)]


func _rank(share: float) -> int:
	return mini(int(share * _latency_usec.size()), _latency_usec.size() - 1)


func _remember(frames: int, usec: int) -> void:
	if _latency_usec.size() < _WINDOW:
		_latency_frames.append(frames)
		_latency_usec.append(usec)
		return
	_latency_frames[_next] = frames
	_latency_usec[_next] = usec
	_next = (_next + 1) % _WINDOW
