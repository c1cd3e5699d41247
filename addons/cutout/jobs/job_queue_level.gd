extends RefCounted
## The waiting jobs of one priority, first in, first out.
##
## Removing a job is left to the reader: a job that waits no more, or elsewhere, is passed over.

## The priority of all of them.
var priority := 0
## How many bytes of payload the jobs have that [method take] returned last.
var taken_bytes := 0

var _jobs: Array[CutoutJob] = []
var _head := 0
var _stale := 0


func _init(p_priority: int) -> void:
	priority = p_priority


## Adds a job at the end.
func push(job: CutoutJob) -> void:
	_jobs.append(job)


## Returns the first job that still waits here, or [code]null[/code] if none does.
func peek() -> CutoutJob:
	while _head < _jobs.size():
		var job := _jobs[_head]
		if job.is_waiting and job.priority == priority:
			return job
		_head += 1
		_stale -= 1
	_jobs.clear()
	_head = 0
	_stale = 0
	return null


## Takes the job that [method peek] returns.
func pop() -> CutoutJob:
	var job := peek()
	if job != null:
		_pass_front()
	return job


## Takes the job that [method peek] returns and those behind it: at most [param most], all of one
## kind, deadline and use of the cache, and no more than [param most_bytes] together unless the
## first alone has more.
func take(most: int, most_bytes: int) -> Array[CutoutJob]:
	# The loop calls nothing: a call costs more than all else in it.
	var first := peek()
	var kind := first.kind
	var deadline_msec := first.deadline_msec
	var may_be_cached := first.may_be_cached
	var taken: Array[CutoutJob] = []
	taken_bytes = 0
	while _head < _jobs.size():
		var job := _jobs[_head]
		if not job.is_waiting or job.priority != priority:
			_head += 1
			_stale -= 1
			continue
		var size := job.body.size()
		if taken.size() >= most or (taken_bytes + size > most_bytes and job != first):
			break
		if (
			job.kind != kind
			or job.deadline_msec != deadline_msec
			or job.may_be_cached != may_be_cached
		):
			break
		job.is_waiting = false
		taken.append(job)
		taken_bytes += size
		_head += 1
	_drop_passed()
	return taken


## Says that a job of this line is about to be taken out of turn. Its place is given back at the
## latest when half of the line is such places.
func count_removed() -> void:
	_stale += 1
	if _stale > 64 and _stale * 2 > _jobs.size() - _head:
		_jobs = _jobs.slice(_head).filter(_waits)
		_head = 0
		_stale = 1


func _waits(job: CutoutJob) -> bool:
	return job.is_waiting and job.priority == priority


func _pass_front() -> void:
	_head += 1
	_drop_passed()


func _drop_passed() -> void:
	if _head == _jobs.size():
		_jobs.clear()
		_head = 0
		_stale = 0
	elif _head > 1024 and _head * 2 > _jobs.size():
		_jobs = _jobs.slice(_head)
		_head = 0
