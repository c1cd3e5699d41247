@tool
extends "../editor_case.gd"
## Turning the plugin on, off and on again leaves the project as it was; what the user has set
## stays.

const Settings := preload("res://addons/cutout/settings.gd")
const AUTOLOAD := 'CutoutBatch="*res://addons/cutout/autoload/cutout_batch_processor.gd"'


func run() -> void:
	var without := saved_project()
	check(not "CutoutBatch" in without, "there is no autoload at first")
	set_enabled(true)
	var with_it := saved_project()
	check(AUTOLOAD in with_it, "enabling adds the autoload:\n" + with_it)
	check(not "[cutout]" in with_it, "defaults are not written:\n" + with_it)
	_check_settings()
	set_enabled(false)
	equal(saved_project(), without, "disabling leaves the project as it was")
	for path in Settings.paths():
		check(not ProjectSettings.has_setting(path), path + " is gone")
	set_enabled(true)
	equal(saved_project(), with_it, "enabling again makes the project what it was")
	_check_settings()

	ProjectSettings.set_setting("cutout/workers/count", 3)
	var with_own := saved_project()
	check("workers/count=3" in with_own, "a value of the user's is written:\n" + with_own)
	set_enabled(false)
	check("workers/count=3" in saved_project(), "and stays while the plugin is off")
	set_enabled(true)
	equal(saved_project(), with_own, "and is there when it is on again")
	await get_tree().process_frame


func _check_settings() -> void:
	var infos := {}
	for info in ProjectSettings.get_property_list():
		infos[info["name"]] = info
	for path in Settings.paths():
		var info: Dictionary = infos.get(path, {})
		check(not info.is_empty(), path + " is listed")
		var value: Variant = ProjectSettings.get_setting(path)
		equal(info.get("type"), typeof(value), "the type of " + path)
		var usage: int = info.get("usage", 0)
		check(usage & PROPERTY_USAGE_EDITOR, path + " is shown")
		var is_basic := usage & PROPERTY_USAGE_EDITOR_BASIC_SETTING != 0
		equal(is_basic, path in Settings.BASIC, path + " is basic")
		var restarts := usage & PROPERTY_USAGE_RESTART_IF_CHANGED != 0
		equal(restarts, path in Settings.NEEDS_RESTART, path + " asks for a restart")
