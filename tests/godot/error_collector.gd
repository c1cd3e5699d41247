extends Logger
## Collects what the engine and the scripts report as errors, from any thread.

var _errors := PackedStringArray()
var _lock := Mutex.new()


# The engine sets the arguments.
# gdlint: ignore=function-arguments-number
func _log_error(
	_function: String,
	_file: String,
	_line: int,
	code: String,
	rationale: String,
	_editor_notify: bool,
	error_type: int,
	_script_backtraces: Array[ScriptBacktrace]
) -> void:
	if error_type == ERROR_TYPE_WARNING:
		return
	_lock.lock()
	_errors.append(rationale if not rationale.is_empty() else code)
	_lock.unlock()


## Returns what has been collected, and forgets it.
func taken() -> PackedStringArray:
	_lock.lock()
	var errors := _errors.duplicate()
	_errors.clear()
	_lock.unlock()
	return errors
