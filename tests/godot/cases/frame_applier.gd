extends "../case.gd"
## What the applier promises about its steps: order, continuation, limits and frees. Every run of it
## is a frame of its own here.

const Applier := preload("res://addons/cutout/frame/applier.gd")
const FrameBudget := preload("res://addons/cutout/frame/frame_budget.gd")

const _AMPLE_USEC := 60_000_000

var _applier := Applier.new()
var _budget := FrameBudget.new()
var _log := PackedInt64Array()


func run() -> void:
	for part: Callable in [
		_keeps_the_order_over_all_kinds,
		_does_a_step_without_any_time,
		_continues_a_step_that_has_more,
		_spreads_a_kind_by_count,
		_frees_inside_the_budget,
		_survives_double_frees,
		_passes_over_a_step_whose_owner_is_gone,
		_takes_steps_while_running,
		_lets_go_of_what_a_step_has_bound,
	]:
		_applier = Applier.new()
		_log.clear()
		_budget.limit_usec = _AMPLE_USEC
		part.call()
	await get_tree().process_frame


func _keeps_the_order_over_all_kinds() -> void:
	var kinds: Array[StringName] = [&"", &"body", &"mesh"]
	for i in 3000:
		_applier.push(_note.bind(i), kinds[(i * i + (i >> 3)) % 3])
	equal(_applier.size(), 3000, "all wait")
	_applier.run(_budget)
	equal(_log, PackedInt64Array(range(3000)), "first in, first out")
	equal(_applier.steps_done, 3000, "steps done")
	equal(_applier.size(), 0, "none waits")
	var kinds_now := _applier.get_kinds()
	var done := 0
	for kind in kinds:
		done += kinds_now[kind]["done"]
	equal(done, 3000, "steps done by kind")


func _does_a_step_without_any_time() -> void:
	_budget.limit_usec = 0
	for i in 2500:
		_applier.push(_note.bind(i))
	for i in 2500:
		_applier.run(_budget)
		equal(_log.size(), i + 1, "one step a frame without any time")
	equal(_log, PackedInt64Array(range(2500)), "in order")


func _continues_a_step_that_has_more() -> void:
	var left: Array[int] = [3]
	var step := func() -> bool:
		_log.append(100 + left[0])
		left[0] -= 1
		return left[0] > 0
	_applier.push(_note.bind(1))
	_applier.push(step)
	_applier.push(_note.bind(2))
	_budget.limit_usec = 0
	for expected: int in [1, 103, 102, 101, 2]:
		_applier.run(_budget)
		equal(_log[-1], expected, "one call a frame, in place")
	# Only true asks for another call; a number, a null or an object does not.
	for answer: Variant in [1, "true", null, self, [true]]:
		_applier.push(func() -> Variant: return answer)
		_applier.run(_budget)
		equal(_applier.size(), 0, "%s is no true" % str(answer))


func _spreads_a_kind_by_count() -> void:
	_applier.set_limit_per_frame(&"body", 2)
	for i in 5:
		_applier.push(_note.bind(i), &"body")
		_applier.push(_note.bind(100 + i))
	_applier.run(_budget)
	equal(_log, PackedInt64Array([0, 100, 1, 101, 102, 103, 104]), "the others pass")
	_applier.push(_note.bind(200))
	_applier.run(_budget)
	equal(_log.slice(7), PackedInt64Array([2, 3, 200]), "the older ones go first")
	_applier.set_limit_per_frame(&"body", 0)
	_applier.push(_note.bind(300), &"body")
	_applier.run(_budget)
	equal(_log.slice(10), PackedInt64Array([4, 300]), "no limit")


func _frees_inside_the_budget() -> void:
	var nodes: Array[Node] = []
	for i in 20:
		nodes.append(Node.new())
		add_child(nodes[-1])
		_applier.push_free(nodes[-1])
	_budget.limit_usec = 0
	for i in 5:
		_applier.run(_budget)
	equal(get_child_count(), 15, "a free a frame without any time, at once")
	check(not is_instance_valid(nodes[4]) and is_instance_valid(nodes[5]), "the oldest first")
	_budget.limit_usec = _AMPLE_USEC
	_applier.set_limit_per_frame(Applier.FREE, 10)
	_applier.run(_budget)
	equal(get_child_count(), 5, "as many as its limit")
	_applier.run(_budget)
	equal(get_child_count(), 0, "all are free")
	equal(_applier.get_kinds()[Applier.FREE]["waiting"], 0, "none waits")


func _survives_double_frees() -> void:
	var node := Node.new()
	_applier.push_free(node)
	_applier.push_free(node)
	var other := Node.new()
	_applier.push_free(other)
	other.free()
	_applier.push_free(other)
	_applier.push_free(null)
	_applier.push(_note.bind(1))
	_applier.run(_budget)
	check(not is_instance_valid(node), "it is free")
	equal(_log, PackedInt64Array([1]), "the step after them is done")
	equal(_applier.steps_skipped, 2, "passed over")
	expect_error("push_free() got a RefCounted")
	_applier.push_free(RefCounted.new())
	equal(_applier.size(), 0, "a RefCounted is refused")


func _passes_over_a_step_whose_owner_is_gone() -> void:
	var node := Node.new()
	_applier.push(node.set_name.bind("gone"))
	_applier.push(_note.bind(7))
	node.free()
	_applier.run(_budget)
	equal(_log, PackedInt64Array([7]), "the next step is done")
	equal(_applier.steps_skipped, 1, "passed over")
	equal(_applier.steps_done, 1, "not counted as done")


func _takes_steps_while_running() -> void:
	var push_two := func() -> void:
		_applier.push(_note.bind(2), &"new")
		_applier.push(_note.bind(3))
	_applier.push(push_two)
	_applier.push(_note.bind(1))
	_applier.run(_budget)
	equal(_log, PackedInt64Array([1, 2, 3]), "steps of steps come last, in order")


func _lets_go_of_what_a_step_has_bound() -> void:
	var bound := RefCounted.new()
	var reference: WeakRef = weakref(bound)
	_applier.push(_take.bind(bound))
	_applier.push(_note.bind(1))
	bound = null
	_budget.limit_usec = 0
	_applier.run(_budget)
	check(reference.get_ref() == null, "a step that is done holds nothing")
	equal(_applier.size(), 1, "one waits")


func _note(number: int) -> void:
	_log.append(number)


func _take(_object: RefCounted) -> void:
	pass
