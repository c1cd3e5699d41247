extends RefCounted
## The files on their way into a cache, and how much of them is done.

const FileLoad := preload("file_load.gd")

var _done := 0
var _loads: Dictionary[String, FileLoad] = {}
var _wanted := 0


## Returns how many there are.
func size() -> int:
	return _loads.size()


## Returns all of them.
func all() -> Array[FileLoad]:
	return _loads.values()


## Returns the one with this key, or [code]null[/code].
func find(key: String) -> FileLoad:
	return _loads.get(key)


## Adds one, or replaces the one with its key.
func add(pending: FileLoad) -> void:
	if not pending.key in _loads:
		_wanted += 1
	_loads[pending.key] = pending


## Takes one out, unless another has its place.
func remove(pending: FileLoad) -> void:
	if _loads.get(pending.key) == pending:
		_loads.erase(pending.key)
		_done += 1
	if _loads.is_empty():
		_wanted = 0
		_done = 0


## Returns how much is done of all that came since there was none, from 0 to 1.
func progress() -> float:
	var done := float(_done)
	for pending: FileLoad in _loads.values():
		done += pending.progress()
	return 1.0 if _loads.is_empty() else done / _wanted
