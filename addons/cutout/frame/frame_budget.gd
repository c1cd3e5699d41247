extends RefCounted
## The time that applying results may take in a frame.

## How long a frame's steps may take together, in microseconds.
var limit_usec := 2000
## How long the steps of the last frame took, in microseconds.
var spent_usec := 0

var _start_usec := 0


## Starts a frame's clock.
func begin() -> void:
	_start_usec = Time.get_ticks_usec()
	spent_usec = 0


## Returns [code]true[/code] while there is time for another step.
func has_time() -> bool:
	spent_usec = Time.get_ticks_usec() - _start_usec
	return spent_usec < limit_usec
