extends "../case.gd"
## The clock sees the work of others and not the applier's, and knows how long a frame may take.

const FrameBudget := preload("res://addons/cutout/frame/frame_budget.gd")
const FrameClock := preload("res://addons/cutout/frame/frame_clock.gd")

const _BURNT_USEC := 10000
const _HITCH_USEC := 200_000
const _LONG_USEC := 50_000

var _budget := FrameBudget.new()
var _clock := FrameClock.new()


func run() -> void:
	_knows_the_target()
	_keeps_its_limit_without_a_clock()
	Engine.max_fps = 60
	add_child(_clock)
	_budget.clock = _clock
	get_tree().process_frame.connect(_apply)
	await _frames(_clock.window + 2)
	await wait_for(
		func() -> bool: return _budget.others_usec < _BURNT_USEC, "its own time is left out"
	)
	check(_clock.work_usec >= _BURNT_USEC, "a frame's work holds the applier's time")
	get_tree().process_frame.disconnect(_apply)
	get_tree().process_frame.connect(_burn)
	await _frames(_clock.window + 2)
	check(_clock.others_usec() >= _BURNT_USEC, "the same time of somebody else counts")
	get_tree().process_frame.disconnect(_burn)
	await _forgets_a_hitch()
	await _gives_long_frames_a_share()
	await _makes_way_in_the_same_frame()
	get_tree().paused = true
	_budget.clock = _clock
	var before := _clock.work_usec
	await wait_for(func() -> bool: return _clock.work_usec != before, "it runs while paused")
	get_tree().paused = false
	_clock.free()
	_budget.begin()
	_budget.end()
	check(_budget.limit_usec >= _budget.floor_usec, "a budget outlives its clock")
	Engine.max_fps = 0


func _knows_the_target() -> void:
	Engine.max_fps = 0
	equal(_clock.target_usec(), 16667, "without a screen and a limit, 60 a second")
	Engine.max_fps = 144
	equal(_clock.target_usec(), 6944, "the limit of the project")
	_budget.fixed_usec = 1234
	_budget.begin(_clock)
	_budget.end()
	equal(_budget.limit_usec, 1234, "a fixed budget is not measured")
	_budget.fixed_usec = 0
	_budget.ceiling_usec = 700
	_budget.floor_usec = 600
	_budget.begin(_clock)
	_budget.end()
	equal(_budget.limit_usec, 700, "an empty frame gives the ceiling")
	_budget.target_share = 0.0
	_budget.begin()
	_budget.end()
	equal(_budget.limit_usec, 600, "a full frame gives the floor")
	_budget = FrameBudget.new()


func _keeps_its_limit_without_a_clock() -> void:
	_budget.limit_usec = 5_000_000
	_budget.begin()
	equal(_budget.limit_usec, 5_000_000, "without a clock the limit stays")
	check(_budget.has_time_for(1000), "there is time for a millisecond")
	check(not _budget.has_time_for(5_000_001), "there is no time for more than the limit")
	_budget.limit_usec = 0
	check(not _budget.has_time(), "there is no time in no time")
	_budget.end()


## One frame in thirty is no ground for a smaller budget.
func _forgets_a_hitch() -> void:
	await _frames(_clock.window + 2)
	get_tree().process_frame.connect(_hitch, CONNECT_ONE_SHOT)
	await _frames(3)
	check(_clock.others_usec() < _HITCH_USEC, "a hitch is no habit")


## Where every frame is long, a share of it is the least.
func _gives_long_frames_a_share() -> void:
	get_tree().process_frame.connect(_burn_long)
	await _frames(_clock.window + 2)
	_budget.begin()
	_budget.end()
	check(_clock.period_usec() >= _LONG_USEC, "the frame is seen to be long")
	var share := _clock.period_usec() * _budget.long_frame_share
	equal(_budget.limit_usec, roundi(minf(share, _budget.ceiling_usec)), "a share of a long frame")
	check(_budget.limit_usec > _budget.floor_usec, "the share is more than the floor")
	get_tree().process_frame.disconnect(_burn_long)
	_budget.long_frame_share = 0.0


## What came before the applier in a frame is known and need not be a habit.
func _makes_way_in_the_same_frame() -> void:
	get_tree().process_frame.connect(_hitch, CONNECT_ONE_SHOT)
	get_tree().process_frame.connect(_apply, CONNECT_ONE_SHOT)
	await get_tree().process_frame
	check(_budget.others_usec >= _HITCH_USEC, "the hitch is seen at once")
	equal(_budget.limit_usec, _budget.floor_usec, "the budget makes way at once")


func _apply() -> void:
	_budget.begin()
	_burn()
	_budget.end()


func _burn() -> void:
	_burn_for(_BURNT_USEC)


func _burn_long() -> void:
	_burn_for(_LONG_USEC)


func _hitch() -> void:
	_burn_for(_HITCH_USEC)


func _burn_for(usec: int) -> void:
	var end := Time.get_ticks_usec() + usec
	while Time.get_ticks_usec() < end:
		pass


func _frames(count: int) -> void:
	for i in count:
		await get_tree().process_frame
