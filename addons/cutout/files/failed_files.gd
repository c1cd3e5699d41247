extends RefCounted
## Files that could not be loaded, so that they are not tried again before they change.

## Failures that may pass by themselves: those are tried again when somebody asks.
const _PASSING: Array[CutoutError.Code] = [
	CutoutError.Code.CANCELLED,
	CutoutError.Code.QUEUE_FULL,
	CutoutError.Code.BACKEND_DOWN,
	CutoutError.Code.TIMED_OUT,
]

var _errors: Dictionary[String, CutoutError] = {}
var _stamps: Dictionary[String, String] = {}


## Notes a failure, unless it may pass.
func add(key: String, stamp: String, error: CutoutError) -> void:
	if not error.code in _PASSING:
		_errors[key] = error
		_stamps[key] = stamp


## Returns [code]true[/code] if a failure says nothing of the file.
static func may_pass(error: CutoutError) -> bool:
	return error.code in _PASSING


## Returns [code]true[/code] if the file has failed while it looked like this.
func has(key: String, stamp: String) -> bool:
	return key in _errors and _stamps[key] == stamp


## Returns why a file has failed, or [code]null[/code].
func error_of(key: String) -> CutoutError:
	return _errors.get(key)


## Forgets a failure.
func remove(key: String) -> void:
	_errors.erase(key)
	_stamps.erase(key)


## Forgets all failures.
func clear() -> void:
	_errors.clear()
	_stamps.clear()
