extends RefCounted
## The time that the steps of a frame may take.
##
## By itself it is what the rest of the game leaves of a frame: a share of the frame's time less
## what everything else takes, within a floor and a ceiling, anew every frame. Where frames are long
## whatever the steps do, as without a graphics card, a share of such a frame is the floor: results
## that came in one a frame would wait for seconds there. With [member fixed_usec] the budget is
## always the same.

const FrameClock := preload("frame_clock.gd")

## Frames are long if most of the last ones took so many times what they may.
const _LONG_FRAME := 1.5

## The share of a frame's time that the game and the steps may fill together. The rest is for what
## no clock sees.
var target_share := 0.8
## The least budget, however full the frame is, in microseconds.
var floor_usec := 500
## The least share of a frame where frames are long.
var long_frame_share := 0.1
## The largest budget, however empty the frame is, in microseconds. New bodies cost up to 0.4 times
## their step once more later in the frame, so that 8 ms still fit a frame of 60 a second.
var ceiling_usec := 8000
## The same budget for every frame, in microseconds; 0 is automatic.
var fixed_usec := 0
## What measures the rest of the frame. Without one, [member limit_usec] stays as it is.
var clock: FrameClock = null
## How long the steps of this frame may take together, in microseconds.
var limit_usec := 2000
## How long the steps of the last frame took, in microseconds.
var spent_usec := 0
## How long everything else is expected to take in this frame, in microseconds.
var others_usec := 0

var _start_usec := 0


## Starts a frame's budget and sets its limit, by [param frame_clock] from now on if it is given.
func begin(frame_clock: FrameClock = null) -> void:
	if frame_clock != null:
		clock = frame_clock
	_start_usec = Time.get_ticks_usec()
	spent_usec = 0
	var is_measured := is_instance_valid(clock)
	if is_measured:
		clock.enter()
		others_usec = clock.others_usec()
	if fixed_usec > 0:
		limit_usec = fixed_usec
	elif is_measured:
		var rest := roundi(clock.target_usec() * target_share) - others_usec
		limit_usec = mini(maxi(_least_usec(), rest), maxi(floor_usec, ceiling_usec))


## Says that this frame needs no budget, which costs nearly nothing: [member limit_usec] stays as it
## is.
func pass_by() -> void:
	spent_usec = 0
	if is_instance_valid(clock):
		clock.enter()
		clock.leave()


## Ends a frame's budget: what comes now is not the steps' time.
func end() -> void:
	spent_usec = Time.get_ticks_usec() - _start_usec
	if is_instance_valid(clock):
		clock.leave()


## Returns when the budget is spent, in the time of [method Time.get_ticks_usec].
func deadline_usec() -> int:
	return _start_usec + limit_usec


## Returns [code]true[/code] while there is time for another step.
func has_time() -> bool:
	return has_time_for(0.0)


## Returns [code]true[/code] while there is time for a step that takes so many microseconds.
func has_time_for(estimate_usec: float) -> bool:
	spent_usec = Time.get_ticks_usec() - _start_usec
	return spent_usec < limit_usec and spent_usec + estimate_usec <= limit_usec


func _least_usec() -> int:
	var period_usec := clock.period_usec()
	if period_usec < clock.target_usec() * _LONG_FRAME:
		return floor_usec
	return maxi(floor_usec, roundi(period_usec * long_frame_share))
