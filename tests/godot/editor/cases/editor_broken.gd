@tool
extends "../editor_case.gd"
## Where Python is missing, preview and dock say so, and what to do; once there is one, pressing
## Check is all it takes.

const PreviewPanel := preload("res://addons/cutout/editor/preview_panel.gd")

const SETTING := "cutout/python/executable"


func run() -> void:
	expect_error("/nowhere/python")
	var params := CutoutFractureParams.new()
	EditorInterface.inspect_object(params)
	await wait_for(_says.bind("/nowhere/python"), "the preview says what is wrong")
	var dock := plugin().dock
	dock.check()
	await wait_for(func() -> bool: return not dock.is_busy(), "the doctor has looked")
	check("There is no Python at '/nowhere/python'" in dock.status.text, dock.status.text)

	ProjectSettings.set_setting(SETTING, "")
	dock.check()
	await wait_for(func() -> bool: return not dock.is_busy(), "the doctor has looked again")
	equal(dock.status.text, "All is well.", "the status")
	await wait_for(_says.bind("Seed 0 makes 10 fragments"), "the preview comes by itself")


func _says(text: String) -> bool:
	for node in EditorInterface.get_inspector().find_children("*", "VBoxContainer", true, false):
		if is_instance_of(node, PreviewPanel):
			var panel: PreviewPanel = node
			return text in panel.sentence.text
	return false
