@tool
extends "../checks.gd"
## A test in a real editor. Override [method run], check, and return. Apart from
## [code]tests/godot/case.gd[/code], which needs the autoload: in the editor there is none.

const CutoutPlugin := preload("res://addons/cutout/plugin.gd")

const _CUTOUT := "cutout"


## Turns the plugin on or off, as the box in the project settings does.
func set_enabled(is_enabled: bool) -> void:
	EditorInterface.set_plugin_enabled(_CUTOUT, is_enabled)


## Returns the plugin; [code]null[/code] while it is off.
func plugin() -> CutoutPlugin:
	for node in get_tree().root.find_children("*", "EditorPlugin", true, false):
		if is_instance_of(node, CutoutPlugin):
			return node as CutoutPlugin
	return null


## Writes the project's settings to its file, and returns what the file holds.
func saved_project() -> String:
	equal(ProjectSettings.save(), OK, "the project is saved")
	return FileAccess.get_file_as_string("res://project.godot")
