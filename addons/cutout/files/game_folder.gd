@tool
extends RefCounted
## Where the game lies on disk, with the files that workers read: the project while it is developed;
## once it is exported, what the export has put beside the game ([code]export/[/code]).

## The folder beside an exported game.
const BESIDE := "cutout"
## What [code]res://[/code] is to workers, in that folder.
const FILES := "res"
## The interpreter in that folder.
const PYTHON := "python/bin/python"

# Nobody puts it there, or takes it away, while the game runs.
static var _exported_files := ""
static var _has_looked := false


## Returns [code]true[/code] if the project's own files are in a package, and not on disk.
static func is_exported() -> bool:
	return ProjectSettings.globalize_path("res://").is_empty()


## Returns the folder that paths without a scheme start from: that of the executable, or of the
## project.
static func home() -> String:
	if is_exported():
		return OS.get_executable_path().get_base_dir()
	return ProjectSettings.globalize_path("res://")


## Returns the folder that [code]res://[/code] stands for; empty if there is none.
static func project() -> String:
	if not is_exported():
		return ProjectSettings.globalize_path("res://")
	if not _has_looked:
		_has_looked = true
		var files := home().path_join(BESIDE).path_join(FILES)
		_exported_files = files if DirAccess.dir_exists_absolute(files) else ""
	return _exported_files


## Returns where a path leads, that of an exported game too.
static func globalize(path: String) -> String:
	if path.begins_with("res://") and is_exported() and not project().is_empty():
		return project().path_join(path.trim_prefix("res://"))
	return ProjectSettings.globalize_path(path)


## Returns the interpreter that was exported with the game; empty if there is none.
static func python() -> String:
	if not is_exported():
		return ""
	var program := home().path_join(BESIDE).path_join(PYTHON)
	return program if FileAccess.file_exists(program) else ""
