extends RefCounted
## How long the ticks of the physics take: from the start of one to the frame or the tick after it.

var _start_usec := 0


## Says that a tick begins.
func begin() -> void:
	_start_usec = Time.get_ticks_usec()


## Returns how long the last tick before the frame has taken, in microseconds; 0 if there was none.
func end() -> int:
	if _start_usec == 0:
		return 0
	var usec := Time.get_ticks_usec() - _start_usec
	_start_usec = 0
	return usec
