extends RefCounted
## Those who wait until all is there around the viewers.

const HeldWaits := preload("../jobs/held_waits.gd")

var _waiting: Array[Wait] = []


## One who waits.
class Wait:
	extends RefCounted
	## All is there, or has failed for good.
	signal settled(all: bool)
	## How far around each viewer, in metres.
	var radius := 0.0


## Adds one; returns what to await.
func add(radius: float) -> Signal:
	var wait := Wait.new()
	wait.radius = radius
	_waiting.append(wait)
	return wait.settled


## Tells those whose surroundings are there. Once a frame; costs nothing while nobody waits.
## [param is_settled] is called with a radius.
func step(is_settled: Callable) -> void:
	if _waiting.is_empty():
		return
	for wait: Wait in _waiting.duplicate():
		if is_settled.call(wait.radius):
			_waiting.erase(wait)
			wait.settled.emit(true)


## Gives up on all of them, because the streamer leaves the tree.
func release() -> void:
	for wait in _waiting:
		HeldWaits.hold(wait.settled)
	_waiting.clear()
