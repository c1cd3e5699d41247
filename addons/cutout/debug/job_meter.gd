extends RefCounted
## How many jobs a second are completed, by their number whenever somebody looks.
##
## Jobs themselves pay nothing for it. A look tells of the last second, or of the time since the
## look before if that is longer ago.

const _SPAN_USEC := 1_000_000

var _counts := PackedInt64Array()
var _times := PackedInt64Array()


## Returns how many jobs a second were completed, if by now it is [param completed] in all.
func jobs_per_sec(completed: int, now_usec: int) -> int:
	_counts.append(completed)
	_times.append(now_usec)
	# The last look before the span is where it begins.
	var first := maxi(0, _times.bsearch(now_usec - _SPAN_USEC, false) - 1)
	if first > 0:
		_counts = _counts.slice(first)
		_times = _times.slice(first)
	var elapsed := now_usec - _times[0]
	return roundi((completed - _counts[0]) * 1e6 / elapsed) if elapsed > 0 else 0
