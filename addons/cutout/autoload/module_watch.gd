extends RefCounted
## Notices that a Python file of the project's own kinds was changed, while the game is developed.

const _PERIOD_USEC := 500_000

var _files := PackedStringArray()
var _changed_at: Dictionary[String, int] = {}
var _next_look_usec := 0


## Watches the modules among these that are files below [code]res://[/code].
func _init(modules: PackedStringArray) -> void:
	for module in modules:
		var path := "res://" + module.replace(".", "/")
		for file: String in [path + ".py", path + "/__init__.py"]:
			if FileAccess.file_exists(file):
				_files.append(file)
				_changed_at[file] = FileAccess.get_modified_time(file)


## Returns [code]true[/code] once after a change. Looks twice a second; in between it costs nothing.
func has_changed() -> bool:
	var now := Time.get_ticks_usec()
	if now < _next_look_usec:
		return false
	_next_look_usec = now + _PERIOD_USEC
	var is_changed := false
	for file in _files:
		var time := FileAccess.get_modified_time(file)
		if time != _changed_at[file]:
			_changed_at[file] = time
			is_changed = true
	return is_changed
