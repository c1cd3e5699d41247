extends SceneTree
## Loads every script of the project, so that a parse error or a warning (they are errors here)
## fails the lint.

const ROOTS: Array[String] = ["res://addons/cutout", "res://demo_scenes", "res://tests/godot"]


func _initialize() -> void:
	var broken := 0
	for place: String in ROOTS:
		for path: String in _scripts_below(place):
			var script := load(path) as Script
			if script == null or not (script.can_instantiate() or script.is_abstract()):
				# An editor script cannot be instantiated here, but it has to load.
				if script == null or not script.is_tool():
					printerr("does not load: ", path)
					broken += 1
	quit(mini(broken, 1))


func _scripts_below(folder: String) -> PackedStringArray:
	var found := PackedStringArray()
	for file: String in DirAccess.get_files_at(folder):
		if file.ends_with(".gd"):
			found.append(folder.path_join(file))
	for inner: String in DirAccess.get_directories_at(folder):
		found.append_array(_scripts_below(folder.path_join(inner)))
	return found
