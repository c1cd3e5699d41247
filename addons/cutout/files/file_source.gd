extends RefCounted
## A file as workers know it: where it lies on disk, which folders may be read, what it looked like.

const GameFolder := preload("game_folder.gd")
const Settings := preload("../settings.gd")

const _PACKED := (
	"%s lies in the game's .pck, and workers read plain files only: add a pattern for it to"
	+ " cutout/files in the export preset, copy it to user:// first, or ship it in a folder beside"
	+ " the game and name that folder in cutout/files/roots."
)

# What roots() has returned for these folders of the setting.
static var _known_for := PackedStringArray()
static var _known_roots := PackedStringArray()


## Returns where [param path] lies on disk. A path without a scheme starts beside the game: in the
## folder of its executable, or of the project while the game is developed.
static func absolute(path: String) -> String:
	var full := path
	if path.begins_with("uid://"):
		full = ResourceUID.ensure_path(path)
	if full.begins_with("res://") or full.begins_with("user://"):
		full = GameFolder.globalize(full)
	elif full.is_relative_path():
		full = GameFolder.home().path_join(full)
	return full.simplify_path()


## Returns the folders that workers may read: the project's while it is one, the user's, and those
## of the setting.
static func roots() -> PackedStringArray:
	var of_setting := Settings.file_roots()
	if not _known_roots.is_empty() and of_setting == _known_for:
		return _known_roots.duplicate()
	var folders := PackedStringArray()
	var named := PackedStringArray(["res://", "user://"])
	named.append_array(of_setting)
	for folder in named:
		var full := GameFolder.globalize(folder) if "://" in folder else absolute(folder)
		# Behind res:// of an exported game there may be no folder.
		if full.is_absolute_path():
			folders.append(full)
	_known_for = of_setting.duplicate()
	_known_roots = folders.duplicate()
	return folders


## Returns what the file at an absolute path looks like, its size and when it was changed; empty if
## there is none.
static func stamp_of(full: String) -> String:
	if not FileAccess.file_exists(full):
		return ""
	return "%d %d" % [FileAccess.get_size(full), FileAccess.get_modified_time(full)]


## Returns why no worker can read [param path], for a reason that only the game knows;
## [code]null[/code] if there is none.
static func refusal_of(path: String, full: String) -> CutoutError:
	if not path.begins_with("res://") or FileAccess.file_exists(full):
		return null
	var is_packed := FileAccess.file_exists(path) or ResourceLoader.exists(path)
	if not is_packed and not GameFolder.is_exported():
		return null
	return CutoutError.new(CutoutError.Code.BAD_PATH, _PACKED % path)
