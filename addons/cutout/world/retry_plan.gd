extends RefCounted
## Which failures are worth another try, and when: each time after twice as long.

const Chunk := preload("chunk.gd")

## What is the same however often it is tried.
const _FINAL: Array[CutoutError.Code] = [
	CutoutError.Code.BAD_MESSAGE,
	CutoutError.Code.BAD_POLYGON,
	CutoutError.Code.BAD_PARAMS,
	CutoutError.Code.UNKNOWN_KIND,
	CutoutError.Code.TOO_LARGE,
	CutoutError.Code.UNSTABLE_GEOMETRY,
	CutoutError.Code.BACKEND_DOWN,
]
## What says nothing about the chunk: it is tried as long as it takes.
const _PASSING: Array[CutoutError.Code] = [
	CutoutError.Code.QUEUE_FULL,
	CutoutError.Code.CANCELLED,
	CutoutError.Code.SUPERSEDED,
]

## How often a request that has failed is tried again.
var tries := 3
## How long the first try waits, in seconds.
var delay_sec := 0.5

var _clock_sec := 0.0
var _next_sec := INF
var _waiting: Array[Chunk] = []


## Returns how many chunks wait for another try.
func size() -> int:
	return _waiting.size()


## Takes a chunk in for another try; returns [code]false[/code] if that is in vain.
func takes(chunk: Chunk, error: CutoutError) -> bool:
	if error.code in _FINAL:
		return false
	if chunk.attempts >= tries and not error.code in _PASSING:
		return false
	chunk.retry_sec = _clock_sec + delay_sec * (1 << mini(chunk.attempts, tries))
	chunk.attempts = mini(chunk.attempts + 1, tries)
	_next_sec = minf(_next_sec, chunk.retry_sec)
	_waiting.append(chunk)
	return true


## Takes a chunk out.
func remove(chunk: Chunk) -> void:
	_waiting.erase(chunk)


## Lets time pass; returns the chunks whose time has come, and takes them out.
func take_due(delta: float) -> Array[Chunk]:
	var due: Array[Chunk] = []
	_clock_sec += delta
	if _clock_sec < _next_sec:
		return due
	var left: Array[Chunk] = []
	_next_sec = INF
	for chunk in _waiting:
		if chunk.retry_sec <= _clock_sec:
			due.append(chunk)
		else:
			left.append(chunk)
			_next_sec = minf(_next_sec, chunk.retry_sec)
	_waiting = left
	return due
