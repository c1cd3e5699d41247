extends RefCounted
## Compares a file with the hash it had, in a thread. Whoever starts a check holds it until
## [signal checked], or calls [method wait] before letting go of it.

## The thread is done; on the main thread.
signal checked(is_unchanged: bool)

var _expected := ""
var _full := ""
var _is_unchanged := false
var _task := -1


func _init(full: String, expected: String) -> void:
	_full = full
	_expected = expected


## Starts the thread.
func start() -> void:
	_task = WorkerThreadPool.add_task(_run, false, "Cutout: hash of a file")


## Waits for the thread.
func wait() -> void:
	if _task >= 0:
		WorkerThreadPool.wait_for_task_completion(_task)
		_task = -1


func _run() -> void:
	_is_unchanged = FileAccess.file_exists(_full) and FileAccess.get_md5(_full) == _expected
	_finish.call_deferred()


func _finish() -> void:
	wait()
	checked.emit(_is_unchanged)
