extends "../case.gd"
## Slow steps, and what the applier learns from them. Every run of it is a frame of its own here.
##
## Steps burn time by the wall clock. The machine may make any of them slower, so what depends on a
## short one is waited for, over many frames.

const Applier := preload("res://addons/cutout/frame/applier.gd")
const FrameBudget := preload("res://addons/cutout/frame/frame_budget.gd")

const _KIND := &"burn"
const _MANY := 1000

var _applier := Applier.new()
var _budget := FrameBudget.new()
var _first_usec := 0
var _is_first := true
var _usec := 0


func run() -> void:
	for part: Callable in [
		_does_not_start_what_does_not_fit,
		_an_outlier_does_not_poison,
		_a_slow_first_step_does_not_starve_the_rest,
		_finds_out_that_steps_have_become_cheaper,
	]:
		_applier = Applier.new()
		_applier.push(_burn, _KIND)
		_first_usec = 0
		part.call()
	await get_tree().process_frame


func _does_not_start_what_does_not_fit() -> void:
	_usec = 3000
	check(_comes_to(_usec * 10, 2), "a second one is tried")
	_frame(0)
	check(_applier.estimate_usec(_KIND) >= _usec, "the estimate is the cost at least")
	_frame(_usec * 2 - 1)
	equal(_applier.steps_done, 1, "a second one would pass the limit")
	var mean: float = _applier.get_kinds()[_KIND]["mean_usec"]
	check(mean >= _usec, "the mean as well")


func _an_outlier_does_not_poison() -> void:
	_usec = 20
	for i in 5:
		_frame(2000)
	# The first one of a frame is judged apart: the second is the slow one.
	_first_usec = 20
	_usec = 50_000
	check(_comes_to(10_000, 2), "a slow one is met")
	equal(_applier.steps_done, 2, "it has taken all the time")
	_usec = 20
	check(_comes_to(2000, 20), "many steps fit after a slow one")
	check(_applier.estimate_usec(_KIND) < 10_000, "the slow one is forgotten")


func _a_slow_first_step_does_not_starve_the_rest() -> void:
	_usec = 10
	_first_usec = 3000
	for i in 40:
		_frame(0)
		equal(_applier.steps_done, 1, "no time for a second")
	check(_comes_to(5000, 20), "the others fit after a slow first one")


func _finds_out_that_steps_have_become_cheaper() -> void:
	_usec = 3000
	for i in 4:
		check(_comes_to(_usec * 10, 2), "a second one is tried")
	_frame(0)
	check(_applier.estimate_usec(_KIND) >= _usec, "the estimate is above the limit to come")
	_usec = 10
	check(_comes_to(2000, 20), "an estimate above the limit does not last for ever")


## Runs frames until one of them does so many steps.
func _comes_to(limit_usec: int, steps: int) -> bool:
	for i in _MANY:
		_frame(limit_usec)
		if _applier.steps_done >= steps:
			return true
	return false


func _frame(limit_usec: int) -> void:
	_is_first = true
	_budget.limit_usec = limit_usec
	_applier.run(_budget)


func _burn() -> bool:
	var end := Time.get_ticks_usec() + (_first_usec if _is_first and _first_usec > 0 else _usec)
	_is_first = false
	while Time.get_ticks_usec() < end:
		pass
	return true
