extends "../case.gd"
## What a step costs besides its own work, against calling it in a loop.

const Applier := preload("res://addons/cutout/frame/applier.gd")
const FrameBudget := preload("res://addons/cutout/frame/frame_budget.gd")
const FrameClock := preload("res://addons/cutout/frame/frame_clock.gd")

const _ROUNDS := 9
const _STEPS := 20_000

var _applier := Applier.new()
var _budget := FrameBudget.new()
var _called := 0


func run() -> void:
	var clock := FrameClock.new()
	add_child(clock)
	await get_tree().process_frame
	_budget.clock = clock
	_budget.fixed_usec = 60_000_000
	for kinds: int in [1, 4]:
		var pushes := PackedInt64Array()
		var runs := PackedInt64Array()
		var calls := PackedInt64Array()
		for i in _ROUNDS:
			pushes.append(_usec_of(_push_all.bind(kinds)))
			runs.append(_usec_of(_applier.run.bind(_budget)))
			calls.append(_usec_of(_call_all))
		facts["push_usec_%d_kinds" % kinds] = _least(pushes) / _STEPS
		facts["step_usec_%d_kinds" % kinds] = (_least(runs) - _least(calls)) / _STEPS
	var idle := PackedInt64Array()
	for i in 1000:
		idle.append(_usec_of(_applier.run.bind(_budget)))
	facts["idle_run_usec"] = _least(idle)
	equal(_called, _STEPS * _ROUNDS * 4, "every step was done")


func _push_all(kinds: int) -> void:
	var names: Array[StringName] = [&"", &"a", &"b", &"c"]
	for i in _STEPS:
		_applier.push(_step, names[i % kinds])


func _call_all() -> void:
	var step: Callable = _step
	for i in _STEPS:
		step.call()


func _step() -> void:
	_called += 1


func _usec_of(work: Callable) -> int:
	var start := Time.get_ticks_usec()
	work.call()
	return Time.get_ticks_usec() - start


func _least(values: PackedInt64Array) -> float:
	values.sort()
	return values[0]
