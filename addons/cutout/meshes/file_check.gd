extends "../frame/thread_task.gd"
## Compares a file with the hash it had, in a thread.

## The thread is done; on the main thread.
signal checked(is_unchanged: bool)

var _expected := ""
var _full := ""
var _is_unchanged := false


func _init(full: String, expected: String) -> void:
	_full = full
	_expected = expected


func _run() -> void:
	_is_unchanged = FileAccess.file_exists(_full) and FileAccess.get_md5(_full) == _expected


func _end() -> void:
	checked.emit(_is_unchanged)
