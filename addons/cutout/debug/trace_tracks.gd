extends RefCounted
## Puts spans of time on as few tracks as hold them side by side: interval partitioning, always on
## the lowest track that is free.

## How many tracks there are.
var count := 0

var _busy := PackedInt32Array()
## When each busy track gets free, in order.
var _ends := PackedInt64Array()
var _free := PackedInt32Array()


## Returns the track of the next span, counted from 0. Spans come in the order of their starts.
func take(start_usec: int, end_usec: int) -> int:
	while not _ends.is_empty() and _ends[0] <= start_usec:
		_free.insert(_free.bsearch(_busy[0]), _busy[0])
		_ends.remove_at(0)
		_busy.remove_at(0)
	var track := count
	if _free.is_empty():
		count += 1
	else:
		track = _free[0]
		_free.remove_at(0)
	var place := _ends.bsearch(end_usec)
	_ends.insert(place, end_usec)
	_busy.insert(place, track)
	return track
