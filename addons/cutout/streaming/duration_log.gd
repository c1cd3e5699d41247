extends RefCounted
## How long the last things of one sort took: their mean and quantiles.

const _WINDOW := 256

var _next := 0
var _sum := 0.0
var _usec := PackedInt64Array()


## Records one.
func add(usec: int) -> void:
	_sum += usec
	if _usec.size() < _WINDOW:
		_usec.append(usec)
		return
	_sum -= _usec[_next]
	_usec[_next] = usec
	_next = (_next + 1) % _WINDOW


## Returns the mean in milliseconds; 0 if there was none.
func mean_msec() -> float:
	return 0.0 if _usec.is_empty() else _sum / _usec.size() / 1e3


## Returns what the share [param share] of them did not exceed, in milliseconds; 0 without any.
func quantile_msec(share: float) -> float:
	if _usec.is_empty():
		return 0.0
	var sorted := _usec.duplicate()
	sorted.sort()
	return sorted[maxi(0, ceili(share * sorted.size()) - 1)] / 1e3
