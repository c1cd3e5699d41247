extends RefCounted
## Finds the jobs that have waited too long, without looking at the others.
##
## It keeps ids, not jobs: a job that has long ended is not kept alive.

var _due_usec := PackedInt64Array()
var _ids := PackedInt64Array()
var _head := 0


## Watches a job that has a [member CutoutJob.wait_limit_usec].
func watch(job: CutoutJob) -> void:
	var due_usec := job.queued_usec + job.wait_limit_usec
	var place := maxi(_head, _due_usec.bsearch(due_usec, false))
	_due_usec.insert(place, due_usec)
	_ids.insert(place, job.id)


## Returns the jobs, by id, whose time is up, whether they still wait or not.
func take_due(now_usec: int) -> PackedInt64Array:
	var end := _head
	while end < _ids.size() and _due_usec[end] <= now_usec:
		end += 1
	var due := _ids.slice(_head, end)
	_head = end
	if _head > 256 or _head == _ids.size():
		_due_usec = _due_usec.slice(_head)
		_ids = _ids.slice(_head)
		_head = 0
	return due
