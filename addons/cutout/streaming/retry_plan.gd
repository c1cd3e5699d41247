extends RefCounted
## Which failures are worth another try, and when: each time after twice as long.

const Retried := preload("retried.gd")

## What is the same however often it is tried.
const _FINAL: Array[CutoutError.Code] = [
	CutoutError.Code.BAD_MESSAGE,
	CutoutError.Code.BAD_POLYGON,
	CutoutError.Code.BAD_PARAMS,
	CutoutError.Code.UNKNOWN_KIND,
	CutoutError.Code.TOO_LARGE,
	CutoutError.Code.BAD_PATH,
	CutoutError.Code.BAD_FILE,
	CutoutError.Code.DEPENDENCY_CYCLE,
	CutoutError.Code.UNSTABLE_GEOMETRY,
	CutoutError.Code.BACKEND_DOWN,
]
## What says nothing about what was tried: it is tried as long as it takes.
const _PASSING: Array[CutoutError.Code] = [
	CutoutError.Code.QUEUE_FULL,
	CutoutError.Code.CANCELLED,
	CutoutError.Code.SUPERSEDED,
]

## How often what has failed is tried again.
var tries := 3
## How long the first try waits, in seconds.
var delay_sec := 0.5

var _clock_sec := 0.0
var _next_sec := INF
var _waiting: Array[Retried] = []


## Returns how many wait for another try.
func size() -> int:
	return _waiting.size()


## Takes one in for another try; returns [code]false[/code] if that is in vain.
func takes(item: Retried, error: CutoutError) -> bool:
	if error.code in _FINAL:
		return false
	if item.attempts >= tries and not error.code in _PASSING:
		return false
	item.retry_sec = _clock_sec + delay_sec * (1 << mini(item.attempts, tries))
	item.attempts = mini(item.attempts + 1, tries)
	_next_sec = minf(_next_sec, item.retry_sec)
	_waiting.append(item)
	return true


## Takes one out.
func remove(item: Retried) -> void:
	_waiting.erase(item)


## Lets time pass; returns those whose time has come, and takes them out.
func take_due(delta: float) -> Array[Retried]:
	var due: Array[Retried] = []
	_clock_sec += delta
	if _clock_sec < _next_sec:
		return due
	var left: Array[Retried] = []
	_next_sec = INF
	for item in _waiting:
		if item.retry_sec <= _clock_sec:
			due.append(item)
		else:
			left.append(item)
			_next_sec = minf(_next_sec, item.retry_sec)
	_waiting = left
	return due
