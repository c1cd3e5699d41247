extends RefCounted
## Carries out the steps that only the main thread can do, a few a frame.
##
## At least one step is done a frame, whatever the budget says, so that nothing waits for ever.

const FrameBudget := preload("frame_budget.gd")

var _steps: Array[Callable] = []
var _head := 0


## Returns how many steps wait.
func size() -> int:
	return _steps.size() - _head


## Adds a step: a callable without arguments.
func push(step: Callable) -> void:
	_steps.append(step)


## Carries out waiting steps, in order, until the budget is spent.
func run(budget: FrameBudget) -> void:
	budget.begin()
	while _head < _steps.size():
		var step := _steps[_head]
		_head += 1
		if step.is_valid():
			step.call()
		if not budget.has_time():
			break
	if _head == _steps.size():
		_steps.clear()
		_head = 0
	elif _head > 1024:
		_steps = _steps.slice(_head)
		_head = 0
