extends RefCounted
## The jobs that wait: the most urgent first, bounded by count and by bytes.
##
## Jobs of one priority leave in the order in which they came. So that none waits for ever, every
## eighth turn belongs to the job that has waited longest, if it has waited half a second.
##
## There is one line for each priority in use, at most 201 of them, so adding, taking and removing a
## job cost the same however many wait. A removed job stays in its line and is passed over.

const Level := preload("job_queue_level.gd")

const _TURNS := 8

## How many jobs may wait.
var limit := 4096
## How many bytes of payload may wait.
var limit_bytes := 64 * 1024 * 1024
## How long a job waits before it may have a turn that is not its priority's.
var patience_usec := 500_000

## The lines, the most urgent first.
var _levels: Array[Level] = []
## The line to which a job was added last, if it is still in use.
var _last: Level
var _count := 0
var _bytes := 0
var _turn := 0


## Returns how many jobs wait.
func size() -> int:
	return _count


## Returns how many bytes of payload wait.
func bytes() -> int:
	return _bytes


## Returns [code]true[/code] if a job with [param payload_bytes] bytes still fits.
func has_room(payload_bytes: int) -> bool:
	return _count < limit and _bytes + payload_bytes <= limit_bytes


## Returns how much of the room is taken, by count or by bytes: from 0 to 1.
func fullness() -> float:
	return maxf(float(_count) / limit, float(_bytes) / limit_bytes)


## Adds a job at the end of its priority's line. Returns [code]false[/code], and does not take it,
## if the queue is full.
func push(job: CutoutJob) -> bool:
	var payload := job.body.size()
	if _count >= limit or _bytes + payload > limit_bytes:
		return false
	job.is_waiting = true
	_count += 1
	_bytes += payload
	if _last == null or _last.priority != job.priority:
		_last = _level(job.priority)
	_last.push(job)
	return true


## Returns the next jobs and takes them off the queue: at most [param most], all of one kind,
## priority, deadline and use of the cache, and no more than [param most_bytes] together unless the
## first alone has more. Empty if none waits.
func take_chunk(most: Callable, most_bytes: int) -> Array[CutoutJob]:
	var level := _next_level()
	if level == null:
		return []
	var count: int = most.call(level.peek().kind)
	var chunk := level.take(count, most_bytes)
	_count -= chunk.size()
	_bytes -= level.taken_bytes
	return chunk


## Takes a job out of turn. Has no effect on one that does not wait.
func remove(job: CutoutJob) -> void:
	if job.is_waiting:
		_level(job.priority).count_removed()
		_forget(job)


## Gives a waiting job another priority; it goes to the end of that line.
func move(job: CutoutJob, priority: int) -> void:
	remove(job)
	job.priority = priority
	push(job)


## Returns the priority of the most urgent job that waits; call it only if one does.
func top_priority() -> int:
	for level in _levels:
		if level.peek() != null:
			return level.priority
	return 0


## Returns the job that came first among the least urgent, or [code]null[/code] if none waits.
func oldest_of_the_least_urgent() -> CutoutJob:
	for i in range(_levels.size() - 1, -1, -1):
		var job := _levels[i].peek()
		if job != null:
			return job
	return null


## Takes all jobs.
func take_all() -> Array[CutoutJob]:
	var jobs: Array[CutoutJob] = []
	for level in _levels:
		while level.peek() != null:
			var job := level.pop()
			_forget(job)
			jobs.append(job)
	return jobs


## Returns the line whose turn it is, or null if no job waits.
func _next_level() -> Level:
	var most_urgent: Level = null
	var oldest: Level = null
	var oldest_usec := Time.get_ticks_usec() - patience_usec
	var emptied := false
	for level in _levels:
		var job := level.peek()
		if job == null:
			emptied = true
			continue
		if most_urgent == null:
			most_urgent = level
		if job.queued_usec < oldest_usec:
			oldest = level
			oldest_usec = job.queued_usec
	if emptied:
		_levels = _levels.filter(_is_in_use)
		_last = null
	_turn = (_turn + 1) % _TURNS
	return oldest if _turn == 0 and oldest != null else most_urgent


func _level(priority: int) -> Level:
	var place := _levels.size()
	for i in _levels.size():
		if _levels[i].priority == priority:
			return _levels[i]
		if _levels[i].priority < priority:
			place = i
			break
	var level := Level.new(priority)
	_levels.insert(place, level)
	return level


func _forget(job: CutoutJob) -> void:
	job.is_waiting = false
	_count -= 1
	_bytes -= job.body.size()


static func _is_in_use(level: Level) -> bool:
	return level.peek() != null
