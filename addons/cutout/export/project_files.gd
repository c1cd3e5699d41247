@tool
extends RefCounted
## The files of the project that workers read, by patterns, and their copies beside a game.

## The file beside the copies that lists them: the next export removes these, and nothing else.
const LIST := "files.txt"
## What is copied unless the preset says otherwise: what the loaders of meshes and prefabs take.
const DEFAULT_PATTERNS: PackedStringArray = [
	"*.stl",
	"*.obj",
	"*.ply",
	"*.off",
	"*.glb",
	"*.stl.gz",
	"*.obj.gz",
	"*.ply.gz",
	"*.off.gz",
	"*.stl.zst",
	"*.obj.zst",
	"*.ply.zst",
	"*.off.zst",
	"*.json",
	"*.ron",
]

const _NOT_IMPORTED := ".gdignore"

var _found := PackedStringArray()
var _leave_out := ""
var _patterns := PackedStringArray()


## [param leave_out] is a folder that is not looked into.
func _init(patterns: PackedStringArray, leave_out: String) -> void:
	_patterns = patterns
	_leave_out = leave_out


## Returns the paths below [code]res://[/code] that a pattern fits: of the name, or with a slash in
## it of the whole path. Hidden folders and links (they may lead out) are not looked into, nor those
## that the editor ignores, unless a pattern begins with them.
func find() -> PackedStringArray:
	_found.clear()
	_look_into("")
	_found.sort()
	return _found


## Returns the patterns of the Python modules with those names, and of all that is in the packages
## they belong to.
static func of_modules(modules: PackedStringArray) -> PackedStringArray:
	var patterns := PackedStringArray()
	for module in modules:
		var first := module.get_slice(".", 0)
		patterns.append("%s.py" % first)
		patterns.append("%s/*.py" % first)
	return patterns


## Copies files of the project to [param target], after it has removed those of the last time.
## Returns what went wrong, empty if nothing did.
static func copy(files: PackedStringArray, target: String, list_path: String) -> String:
	for old in FileAccess.get_file_as_string(list_path).split("\n", false):
		DirAccess.remove_absolute(target.path_join(old))
	for file in files:
		var place := target.path_join(file)
		DirAccess.make_dir_recursive_absolute(place.get_base_dir())
		var source := ProjectSettings.globalize_path("res://").path_join(file)
		var status := DirAccess.copy_absolute(source, place)
		if status != OK:
			return "%s cannot be copied to %s: %s" % [file, place, error_string(status)]
	var list := FileAccess.open(list_path, FileAccess.WRITE)
	if list == null:
		var reason := error_string(FileAccess.get_open_error())
		return "%s cannot be written: %s" % [list_path, reason]
	list.store_string("\n".join(files))
	return ""


func _look_into(folder: String) -> void:
	var home := ProjectSettings.globalize_path("res://").path_join(folder)
	var directory := DirAccess.open(home)
	if directory == null or home == _leave_out or not _may_look_into(directory, folder):
		return
	for file in directory.get_files():
		if not directory.is_link(file) and _is_wanted(folder.path_join(file)):
			_found.append(folder.path_join(file))
	for inner in directory.get_directories():
		if not directory.is_link(inner) and not inner.begins_with("."):
			_look_into(folder.path_join(inner))


func _may_look_into(directory: DirAccess, folder: String) -> bool:
	if folder.is_empty() or not directory.file_exists(_NOT_IMPORTED):
		return true
	for pattern in _patterns:
		if pattern.begins_with(folder + "/"):
			return true
	return false


func _is_wanted(path: String) -> bool:
	for pattern in _patterns:
		var text := path if "/" in pattern else path.get_file()
		if text.matchn(pattern):
			return true
	return false
