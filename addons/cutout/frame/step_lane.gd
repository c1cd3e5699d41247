extends RefCounted
## The waiting steps of one kind, first in, first out, and what such a step costs.
##
## The first step of a frame has a cost model of its own: the first body that enters the physics
## space in a frame pays for all that have moved (1 ms at 1500 bodies), and the next ones must not
## be judged by it.

const CostModel := preload("cost_model.gd")

## The number of no step.
const NOTHING := 0x7fffffffffffffff

const _SPENT_STEPS := 1024

## How many steps of this kind a frame may do, from the next one on; 0 is no limit.
var limit_per_frame := 0
## How many were done in this frame.
var done := 0
## How many more this frame may do.
var left := NOTHING
## How many were passed over, ever, because the object they belong to was gone.
var skipped := 0
## The number of the step whose turn it is, or [constant NOTHING].
var front := NOTHING
## What the first step of a frame costs.
var first_costs := CostModel.new()
## What the others cost.
var costs := CostModel.new()

var _head := 0
var _no_step := Callable()
var _numbers := PackedInt64Array()
var _steps: Array[Callable] = []


## Returns how many steps wait.
func size() -> int:
	return _steps.size() - _head


## Adds a step. Numbers have to grow.
func push(step: Callable, number: int) -> void:
	if front == NOTHING:
		front = number
	_steps.append(step)
	_numbers.append(number)


## Starts a frame.
func begin_frame(quantile: float) -> void:
	done = 0
	left = limit_per_frame if limit_per_frame > 0 else NOTHING
	first_costs.refresh(quantile)
	costs.refresh(quantile)
	if _head > _SPENT_STEPS and _head * 2 > _steps.size():
		_steps = _steps.slice(_head)
		_numbers = _numbers.slice(_head)
		_head = 0


## Does the steps with numbers below [param bound], as many as this frame may and as are expected to
## end before [param deadline_usec]; the next one in any case if [param must] is set. Returns
## [code]false[/code] if the time was too short for one.
func run(bound: int, deadline_usec: int, must: bool) -> bool:
	# The loop is the hot path of a frame and calls next to nothing.
	var now := Time.get_ticks_usec()
	while front < bound and left > 0:
		var model := costs if done > 0 else first_costs
		if not must and now + model.estimate_usec >= deadline_usec:
			# The first step of a frame is done sooner or later whatever it costs, others are not.
			if now < deadline_usec and done > 0:
				costs.fade()
			return false
		must = false
		var step := _steps[_head]
		if step.is_valid():
			var has_more := is_same(step.call(), true)
			var after := Time.get_ticks_usec()
			model.add(after - now)
			now = after
			done += 1
			left -= 1
			if has_more:
				continue
		else:
			skipped += 1
			now = Time.get_ticks_usec()
		# Nothing that a step has bound may outlive it here.
		_steps[_head] = _no_step
		_head += 1
		if _head < _steps.size():
			front = _numbers[_head]
		else:
			_clear()
	return true


func _clear() -> void:
	_steps.clear()
	_numbers.clear()
	_head = 0
	front = NOTHING
