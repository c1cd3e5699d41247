extends "../case.gd"
## Tells every project setting of Cutout and its default, as the project settings show it.

const Settings := preload("res://addons/cutout/settings.gd")


func run() -> void:
	Settings.register()
	var hints := {}
	for info in ProjectSettings.get_property_list():
		hints[info["name"]] = info
	for path in Settings.paths():
		var value: Variant = ProjectSettings.get_setting(path)
		var info: Dictionary = hints[path]
		if info["hint"] == PROPERTY_HINT_ENUM and value is int:
			var labels: String = info["hint_string"]
			var number: int = value
			value = labels.get_slice(",", number)
		facts[path] = value
	await get_tree().process_frame
