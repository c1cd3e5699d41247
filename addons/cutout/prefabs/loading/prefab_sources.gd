extends RefCounted
## The files that prefabs are made from: what they are called, and what they look like.

const FileSource := preload("../../files/file_source.gd")
const GameFolder := preload("../../files/game_folder.gd")

# They stay the same while the game runs, and every request names them.
static var _folders: Dictionary[String, String] = {}


## Returns a path as prefabs have it: of a scheme where one holds it, else absolute.
static func canonical(path: String) -> String:
	var known := ResourceUID.ensure_path(path) if path.begins_with("uid://") else path
	if (known.begins_with("res://") or known.begins_with("user://")) and not ".." in known:
		return known.simplify_path()
	var full := FileSource.absolute(known)
	var folders := schemes()
	for scheme in folders:
		var folder := folders[scheme].trim_suffix("/") + "/"
		if full.begins_with(folder):
			return scheme + full.substr(folder.length())
	return full


## Returns the folders that schemes stand for.
static func schemes() -> Dictionary[String, String]:
	if not _folders.is_empty():
		return _folders
	var folders: Dictionary[String, String] = {}
	for scheme: String in ["res://", "user://"]:
		var full := GameFolder.globalize(scheme)
		# Behind res:// of an exported game there may be no folder.
		if full.is_absolute_path() and not "://" in full:
			folders[scheme] = full.simplify_path()
	folders.make_read_only()
	_folders = folders
	return folders


## Returns what files look like, together: sizes and times of change.
static func stamp_of(paths: PackedStringArray) -> String:
	var stamps := PackedStringArray()
	for path in paths:
		stamps.append(FileSource.stamp_of(FileSource.absolute(path)))
	return "\n".join(stamps)
