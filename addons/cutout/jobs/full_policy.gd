extends RefCounted
## What becomes of a job that comes when the queue is full, or nearly so.

enum Policy {
	## The new job is refused.
	REJECT,
	## The job that has waited longest among the least urgent makes room.
	DROP_OLDEST,
	## From half full on, new fractures make half as many fragments; a full queue refuses.
	DEGRADE,
}

const JobQueue := preload("job_queue.gd")

const _NEARLY_FULL := 0.5

var policy: Policy = Policy.REJECT


## Returns [code]true[/code] if a new job should make do with less.
func asks_for_less(queue: JobQueue) -> bool:
	return policy == Policy.DEGRADE and queue.fullness() >= _NEARLY_FULL


## Takes jobs off the queue until this one fits, if that is the policy, and returns them. A job
## never drops a more urgent one.
func make_room(queue: JobQueue, job: CutoutJob) -> Array[CutoutJob]:
	var dropped: Array[CutoutJob] = []
	if policy != Policy.DROP_OLDEST or job.body.size() > queue.limit_bytes:
		return dropped
	while not queue.has_room(job.body.size()):
		var oldest := queue.oldest_of_the_least_urgent()
		if oldest == null or oldest.priority > job.priority:
			break
		queue.remove(oldest)
		dropped.append(oldest)
	return dropped
