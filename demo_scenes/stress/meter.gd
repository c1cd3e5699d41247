extends RefCounted
## How long frames take, and how many jobs end.

const _FRAMES := 240
const _INTERVAL_SEC := 0.5

## Jobs that ended, a second.
var jobs_per_sec := 0.0

var _completed := 0
var _frames_msec := PackedFloat32Array()
var _interval_usec := Time.get_ticks_usec()
var _previous_usec := Time.get_ticks_usec()


## Counts a frame; returns how long it took, in milliseconds.
func count_frame(completed: int) -> float:
	var now := Time.get_ticks_usec()
	var msec := (now - _previous_usec) / 1e3
	_previous_usec = now
	_frames_msec.append(msec)
	if _frames_msec.size() > _FRAMES:
		_frames_msec.remove_at(0)
	var seconds := (now - _interval_usec) / 1e6
	if seconds > _INTERVAL_SEC:
		jobs_per_sec = (completed - _completed) / seconds
		_completed = completed
		_interval_usec = now
	return msec


## Forgets the frames so far.
func start_over() -> void:
	_frames_msec.clear()


## Returns how long a frame takes that is longer than [param share] of the last ones.
func percentile(share: float) -> float:
	var sorted := _frames_msec.duplicate()
	sorted.sort()
	return sorted[mini(int(share * sorted.size()), sorted.size() - 1)]
