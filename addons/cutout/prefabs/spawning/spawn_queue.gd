extends RefCounted
## The spawns that are under way, the most urgent first, then in the order they came.
##
## Each brings one step to the frame budget; whichever step has its turn goes on with the most
## urgent spawn, so that results of other kinds have theirs between.

const SpawnWork := preload("spawn_work.gd")

## The kind of the steps.
const STEP := &"prefab_spawn"
## How long a step goes on making nodes, in microseconds: shorter ones would cost more than what
## they do, longer ones would not fit what is left of a frame.
const SLICE_USEC := 60

## Called with a spawn that is done, before whoever awaits it is told.
var on_done: Callable

## By priority; ended ones are taken out when their turn comes.
var _levels: Dictionary[int, Array] = {}
var _priorities := PackedInt32Array()
var _size := 0


## Returns how many there are.
func size() -> int:
	return _size


## Adds one.
func add(work: SpawnWork, processor: CutoutBatchProcessor) -> void:
	var priority := work.spawn.priority
	if not priority in _levels:
		_levels[priority] = []
		_priorities.insert(_priorities.bsearch(priority), priority)
	_levels[priority].append(work)
	_size += 1
	processor.push_step(_step.bind(self), STEP)


## Ends all of them, because the loader leaves the tree.
func release() -> void:
	for priority in _priorities:
		for work: SpawnWork in _levels[priority]:
			work.take_away()
			# If the game ends, nothing deferred is called any more.
			work.spawn.release()
			_end.call_deferred(work.spawn)
	_levels.clear()
	_priorities.clear()
	_size = 0


## Returns [code]true[/code] if the spawn that it went on with has more to do.
static func _step(queue: RefCounted) -> bool:
	return queue.call(&"_go_on")


func _go_on() -> bool:
	if _priorities.is_empty():
		return false
	var level := _levels[_priorities[-1]]
	var work: SpawnWork = level[0]
	if work.step(Time.get_ticks_usec() + SLICE_USEC):
		return true
	level.pop_front()
	if level.is_empty():
		_levels.erase(work.spawn.priority)
		_priorities.erase(work.spawn.priority)
	_size -= 1
	if work.spawn.state == CutoutSpawn.State.DONE:
		on_done.call(work.spawn)
	work.spawn.end()
	return false


static func _end(spawn: CutoutSpawn) -> void:
	spawn.end()
