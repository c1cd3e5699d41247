extends "../case.gd"
## Other work fills more and more of the frame, before or after the applier or in a physics tick;
## the budget makes way for it and comes back.
##
## Work and steps burn time by the wall clock, so they take at least what they say, whatever else
## runs on the machine.

const Applier := preload("res://addons/cutout/frame/applier.gd")
const FrameBudget := preload("res://addons/cutout/frame/frame_budget.gd")
const FrameClock := preload("res://addons/cutout/frame/frame_clock.gd")

const _STEP_USEC := 100
## 0.8 of 16.667 ms.
const _SHARE_USEC := 13333

var _applier := Applier.new()
var _budget := FrameBudget.new()
var _clock := FrameClock.new()
var _largest := 0
var _steps_over_limit := 0
var _steps_least := 1000
var _work_usec := 0


func _process(_delta: float) -> void:
	if arguments["place"] == "after":
		_work()


func run() -> void:
	Engine.max_fps = 60
	# The machine may be busy with other things: its noise is not what is tested here.
	_clock.quantile = 0.5
	_budget.long_frame_share = 0.0
	add_child(_clock)
	_budget.clock = _clock
	_applier.push(_step)
	_place_work()
	get_tree().process_frame.connect(_apply)
	await _reach(3000, _SHARE_USEC - 8000, "3 ms of work leave more than 8 ms do")
	await _reach(8000, _budget.floor_usec, "8 ms of work leave more than the floor")
	await _reach(14000, 0, "14 ms of work leave the floor")
	check(_largest == _budget.floor_usec, "the floor holds beside 14 ms, got %d" % _largest)
	await _reach(0, _SHARE_USEC - 8000, "the budget comes back")
	equal(_steps_over_limit, 0, "frames with more steps than the limit bears")
	check(_steps_least >= 1, "every frame did a step")
	get_tree().process_frame.disconnect(_apply)
	Engine.max_fps = 0


## Sets the other work, lets the clock's window fill, and waits for a limit above [param least].
func _reach(work_usec: int, least: int, text: String) -> void:
	_work_usec = work_usec
	for i in _clock.window + 1:
		await get_tree().process_frame
	_largest = 0
	if not await wait_for(func() -> bool: return _largest > least, text):
		return
	facts["limit_beside_%d" % work_usec] = _largest
	var most := clampi(_SHARE_USEC - work_usec, _budget.floor_usec, _budget.ceiling_usec)
	check(_largest <= most, "%d usec beside %d are too many" % [_largest, work_usec])
	check(_budget.limit_usec >= _budget.floor_usec, "the floor holds")


func _place_work() -> void:
	match arguments["place"]:
		"physics":
			# One tick in every frame: more are due than a frame may do.
			Engine.physics_ticks_per_second = 240
			Engine.max_physics_steps_per_frame = 1
			get_tree().physics_frame.connect(_work)
		"before":
			get_tree().process_frame.connect(_work)


func _apply() -> void:
	_applier.run(_budget)
	_largest = maxi(_largest, _budget.limit_usec)
	_steps_least = mini(_steps_least, _applier.steps_done)
	if _applier.steps_done > ceili(float(_budget.limit_usec) / _STEP_USEC):
		_steps_over_limit += 1


func _work() -> void:
	var end := Time.get_ticks_usec() + _work_usec
	while Time.get_ticks_usec() < end:
		pass


## Always has more to do.
func _step() -> bool:
	var end := Time.get_ticks_usec() + _STEP_USEC
	while Time.get_ticks_usec() < end:
		pass
	return true
