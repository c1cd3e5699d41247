extends RefCounted
## What a step of one kind costs: a moving average and a high quantile of the last ones.
##
## The dearest of the last steps never counts by itself, so that one slow step does not spoil the
## estimate; the average counts only as far as the quantile bears it out.

const _WINDOW := 32
const _MEAN_WEIGHT := 0.1
const _MEAN_OVER_HIGH := 4.0
const _FADE := 0.98

## The moving average, in microseconds.
var mean_usec := 0.0
## What most of the last steps did not exceed, in microseconds.
var high_usec := 0.0
## What the next step is expected to take at most, in microseconds; 0 if none is known.
var estimate_usec := 0.0

var _count := 0
var _is_faded := false
var _recent := PackedInt64Array()
var _seen := 0


func _init() -> void:
	_recent.resize(_WINDOW)


## Records what a step took. It counts from the next [method refresh] on.
func add(usec: int) -> void:
	_recent[_count % _WINDOW] = usec
	_count += 1


## Brings the estimate up to date, so that the share [param quantile] of the last steps kept to it.
func refresh(quantile: float) -> void:
	if _count == _seen:
		return
	if _is_faded:
		_is_faded = false
		_forget_dearer_times()
	var sorted := _recent.slice(0, _count)
	for i in range(maxi(_seen, _count - _WINDOW), _count):
		var weight := _MEAN_WEIGHT if i > 0 else 1.0
		mean_usec += (_recent[i % _WINDOW] - mean_usec) * weight
	sorted.sort()
	high_usec = sorted[floori(quantile * (sorted.size() - 1))]
	mean_usec = minf(mean_usec, high_usec * _MEAN_OVER_HIGH)
	estimate_usec = maxf(high_usec, mean_usec)
	_seen = _count


## Lowers the estimate a little, because a step was held back by it: what is never tried would never
## be found to have become cheaper. From 3 ms to 1 ms it takes a second of frames.
func fade() -> void:
	estimate_usec *= _FADE
	_is_faded = true


## Forgets all older steps if the new ones kept to the faded estimate.
func _forget_dearer_times() -> void:
	var fresh := PackedInt64Array()
	for i in range(maxi(_seen, _count - _WINDOW), _count):
		if _recent[i % _WINDOW] > estimate_usec:
			return
		fresh.append(_recent[i % _WINDOW])
	for i in fresh.size():
		_recent[i] = fresh[i]
	_count = fresh.size()
	_seen = 0
