extends RefCounted
## The jobs that wait: first in, first out, bounded by count and by bytes.
##
## A cancelled job stays in its place and is passed over when its turn comes, so that removing one
## costs no more than adding one.

## How many jobs may wait.
var limit := 4096
## How many bytes of payload may wait.
var limit_bytes := 64 * 1024 * 1024

var _jobs: Array[CutoutJob] = []
var _head := 0
var _count := 0
var _bytes := 0


## Returns how many jobs wait.
func size() -> int:
	return _count


## Returns how many bytes of payload wait.
func bytes() -> int:
	return _bytes


## Adds a job at the end. Returns [code]false[/code], and does not take it, if the queue is full.
func push(job: CutoutJob) -> bool:
	if _count >= limit or _bytes + job.body.size() > limit_bytes:
		return false
	_jobs.append(job)
	_count += 1
	_bytes += job.body.size()
	return true


## Returns the job whose turn it is, or [code]null[/code] if none waits.
func peek() -> CutoutJob:
	while _head < _jobs.size() and _jobs[_head].state != CutoutJob.State.QUEUED:
		_head += 1
	if _head < _jobs.size():
		return _jobs[_head]
	_jobs.clear()
	_head = 0
	return null


## Takes the job whose turn it is, or [code]null[/code] if none waits.
func pop() -> CutoutJob:
	var job := peek()
	if job != null:
		_head += 1
		_forget(job)
		if _head > 1024 and _head * 2 > _jobs.size():
			_jobs = _jobs.slice(_head)
			_head = 0
	return job


## Takes a job out of turn. Call it while the job is still waiting, then give it another state.
func remove(job: CutoutJob) -> void:
	_forget(job)


func _forget(job: CutoutJob) -> void:
	_count -= 1
	_bytes -= job.body.size()
