extends RefCounted
## What the jobs that ended lately tell: how many a second, and how long they took.
##
## Feed it with [signal CutoutBatchProcessor.job_ended]. Everything is kept up to date as jobs end,
## so that reading a figure costs the same however many there were.

## How many jobs the latency speaks for.
const _WINDOW := 1024
const _SLOT_USEC := 100_000
## One second of full slots; one more is being filled.
const _FULL_SLOTS := 10

var _latencies := PackedInt64Array()
var _oldest := 0
## The same latencies in order: putting one in is a search and a short move of memory.
var _sorted := PackedInt64Array()
var _slot := 0
var _slots := PackedInt32Array()
var _slots_total := 0


func _init() -> void:
	_slots.resize(_FULL_SLOTS + 1)


## Counts a job that has ended.
func count(job: CutoutJob) -> void:
	if job.state != CutoutJob.State.COMPLETED:
		return
	_count_in_slot(job.finished_usec)
	_remember(job.finished_usec - job.queued_usec)


## Returns how many jobs were completed in the last second.
func jobs_per_sec() -> int:
	_turn_to(Time.get_ticks_usec())
	return _slots_total - _slots[_slot % _slots.size()]


## Returns how long a job takes from submission to end, in microseconds, at this share of the last
## jobs (0.5 is the median); 0 before the first.
func latency_usec(share: float) -> int:
	if _sorted.is_empty():
		return 0
	return _sorted[mini(int(share * _sorted.size()), _sorted.size() - 1)]


func _count_in_slot(now_usec: int) -> void:
	_turn_to(now_usec)
	_slots[_slot % _slots.size()] += 1
	_slots_total += 1


## Empties the slots that time has passed.
func _turn_to(now_usec: int) -> void:
	@warning_ignore("integer_division")
	var now := now_usec / _SLOT_USEC
	for i in mini(now - _slot, _slots.size()):
		var passed := (_slot + 1 + i) % _slots.size()
		_slots_total -= _slots[passed]
		_slots[passed] = 0
	_slot = maxi(_slot, now)


func _remember(latency: int) -> void:
	if _latencies.size() < _WINDOW:
		_latencies.append(latency)
	else:
		_sorted.remove_at(_sorted.bsearch(_latencies[_oldest]))
		_latencies[_oldest] = latency
		_oldest = (_oldest + 1) % _WINDOW
	_sorted.insert(_sorted.bsearch(latency), latency)
