extends RefCounted
## Passes on what the workers and their coordinator have to say, so many lines a second at most.

const _SECOND_USEC := 1_000_000

## How many lines may be written within a second; the rest is counted.
var lines_per_sec := 20

var _left_out := 0
var _second_began_usec := 0
var _written := 0


## Writes a line, or counts it if there were too many.
func write(level: String, text: String) -> void:
	step()
	if _written >= lines_per_sec:
		_left_out += 1
		return
	_written += 1
	match level:
		"error":
			push_error("Cutout: %s" % text)
		"warning":
			push_warning("Cutout: %s" % text)
		_:
			print("Cutout: %s" % text)


## Says how many lines were left out, once a second is over.
func step() -> void:
	var now := Time.get_ticks_usec()
	if now - _second_began_usec < _SECOND_USEC:
		return
	_second_began_usec = now
	_written = 0
	if _left_out > 0:
		push_warning("Cutout: %d more lines from the workers were left out." % _left_out)
		_left_out = 0
