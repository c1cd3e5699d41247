@tool
extends EditorPlugin
## Turns Cutout on and off in a project: the autoload and the project settings.

const Settings := preload("settings.gd")
const AUTOLOAD_NAME := "CutoutBatch"
const AUTOLOAD_PATH := "autoload/cutout_batch_processor.gd"


func _enable_plugin() -> void:
	add_autoload_singleton(AUTOLOAD_NAME, _own_path(AUTOLOAD_PATH))


func _disable_plugin() -> void:
	remove_autoload_singleton(AUTOLOAD_NAME)
	Settings.unregister()


func _enter_tree() -> void:
	Settings.register()


func _own_path(relative: String) -> String:
	var script: Script = get_script()
	return script.resource_path.get_base_dir().path_join(relative)
