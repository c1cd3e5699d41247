extends RefCounted
## Carries out the steps that only the main thread can do, as many a frame as its budget bears.
##
## A step is a callable without arguments, small: a fragment, a surface of a mesh, an object to
## free. If it returns [code]true[/code] it has more to do and stays in its place; anything else
## means that it is done. Steps are done in the order they came, whatever their kind, except that a
## kind which has reached its limit for the frame lets the others pass.
## [br][br]
## A step is started only if it is expected to fit, by what steps of its kind have cost. The first
## one of a frame is always done, so that nothing waits for ever. Main thread only; a step costs
## about 1 µs besides its own work.

const FrameBudget := preload("frame_budget.gd")
const StepLane := preload("step_lane.gd")

## The kind of the steps of [method push_free].
const FREE := &"free"

## The share of recent steps that an estimate has to cover.
var cost_quantile := 0.9
## How many steps were done in the last frame.
var steps_done := 0
## How many steps were passed over, ever, because the object they belong to was gone.
var steps_skipped := 0

var _bound := 0
var _lanes: Array[StepLane] = []
var _lane_of_kind: Dictionary[StringName, StepLane] = {}
var _next_number := 0


## Returns how many steps wait.
func size() -> int:
	var total := 0
	for lane in _lanes:
		total += lane.size()
	return total


## Adds a step. Steps of one [param kind] should cost about the same.
func push(step: Callable, kind: StringName = &"") -> void:
	_lane_of(kind).push(step, _next_number)
	_next_number += 1


## Adds a step that frees [param object], if nobody else has by then. [code]queue_free()[/code]
## would free it later in the frame, where no budget sees it. An object that is gone is passed over.
func push_free(object: Variant) -> void:
	if not is_instance_valid(object):
		return
	if object is RefCounted:
		push_error("Cutout: push_free() got a RefCounted, which frees itself; drop the reference.")
		return
	var doomed: Object = object
	push(Callable(doomed, &"free"), FREE)


## Sets how many steps of [param kind] a frame may do, for work whose cost shows only later in the
## frame; 0 is no limit.
func set_limit_per_frame(kind: StringName, count: int) -> void:
	_lane_of(kind).limit_per_frame = maxi(count, 0)


## Returns what a step of [param kind] is expected to take, in microseconds; 0 if none is known.
func estimate_usec(kind: StringName = &"") -> float:
	return _lane_of_kind[kind].costs.estimate_usec if kind in _lane_of_kind else 0.0


## Returns how things stand for each kind: [code]waiting[/code] steps, steps [code]done[/code] in
## the last frame, and what a step costs in microseconds: [code]mean_usec[/code],
## [code]high_usec[/code] (a high quantile) and [code]first_usec[/code] (the same for the first of a
## frame).
func get_kinds() -> Dictionary[StringName, Dictionary]:
	var kinds: Dictionary[StringName, Dictionary] = {}
	for kind: StringName in _lane_of_kind:
		var lane := _lane_of_kind[kind]
		kinds[kind] = {
			"waiting": lane.size(),
			"done": lane.done,
			"mean_usec": lane.costs.mean_usec,
			"high_usec": lane.costs.high_usec,
			"first_usec": lane.first_costs.high_usec,
		}
	return kinds


## Carries out waiting steps, in order, as long as they fit the budget. Call it once a frame.
func run(budget: FrameBudget) -> void:
	steps_done = 0
	if size() == 0:
		for lane in _lanes:
			lane.done = 0
		budget.pass_by()
		return
	budget.begin()
	for lane in _lanes:
		lane.begin_frame(cost_quantile)
	var deadline := budget.deadline_usec()
	var is_first := true
	var lane := _next_lane()
	while lane != null and lane.run(_bound, deadline, is_first):
		is_first = false
		lane = _next_lane()
	steps_skipped = 0
	for counted in _lanes:
		steps_done += counted.done
		steps_skipped += counted.skipped
	budget.end()


## Returns the lane with the oldest step among those that may do another in this frame, and sets
## [member _bound], below which its steps are older than all others.
func _next_lane() -> StepLane:
	var oldest: StepLane = null
	var front := StepLane.NOTHING
	# Steps that are pushed by a step get numbers from here on.
	var bound := _next_number
	for lane in _lanes:
		var other := lane.front
		if other >= bound or lane.left == 0:
			continue
		if other < front:
			bound = mini(front, bound)
			oldest = lane
			front = other
		else:
			bound = other
	_bound = bound
	return oldest


func _lane_of(kind: StringName) -> StepLane:
	var lane: StepLane = _lane_of_kind.get(kind)
	if lane != null:
		return lane
	lane = StepLane.new()
	_lane_of_kind[kind] = lane
	_lanes.append(lane)
	return lane
