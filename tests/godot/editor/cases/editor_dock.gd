@tool
extends "../editor_case.gd"
## The dock says what is wrong, makes the environment, and shows how a running game is doing.

const Dock := preload("res://addons/cutout/editor/dock.gd")
const Finding := preload("res://addons/cutout/editor/finding.gd")


func run() -> void:
	var dock: Dock = plugin().dock
	dock.make_visible()
	await wait_for(func() -> bool: return not dock.findings.is_empty(), "the doctor has looked")
	facts["first"] = dock.status.text
	if arguments.has("make"):
		dock.make_environment()
		if arguments.has("package"):
			var package: String = arguments["package"]
			_choose(dock, package)
		await wait_for(_has_ended.bind(dock), "the environment is made", 300.0)
		facts["log"] = dock.log_view.text
		facts["status"] = dock.status.text
		return
	dock.findings = []
	dock.check()
	await wait_for(func() -> bool: return not dock.findings.is_empty(), "the doctor has looked")
	for finding in dock.findings:
		equal(finding.state, Finding.State.GOOD, str(finding))
	equal(dock.status.text, "All is well.", "the status")
	var statistics := dock.statistics
	await wait_for(
		func() -> bool: return _figure(dock, "workers_ready") > 0, "its workers are counted"
	)
	equal(statistics.heading.text, "The editor", "whose workers they are")
	await _play(dock)


## The project has no package, so the dock asks for one.
func _choose(dock: Dock, package: String) -> void:
	var found := dock.find_children("*", "EditorFileDialog", true, false)
	equal(found.size(), 1, "dialogs")
	var dialog := found[0] as EditorFileDialog
	check(dialog.visible, "the dialog is shown")
	check(not dock.is_busy(), "nothing is made before somebody has chosen")
	dialog.hide()
	dialog.file_selected.emit(package)


## Runs a real game under the editor's debugger.
func _play(dock: Dock) -> void:
	var statistics := dock.statistics
	EditorInterface.play_custom_scene("res://game.tscn")
	await wait_for(func() -> bool: return _figure(dock, "completed") >= 3, "the game tells")
	equal(statistics.heading.text, "The running game", "whose figures they are")
	EditorInterface.stop_playing_scene()
	await wait_for(
		func() -> bool: return statistics.heading.text == "The editor", "the editor's figures again"
	)


func _has_ended(dock: Dock) -> bool:
	return dock.log_view.visible and not dock.is_busy()


func _figure(dock: Dock, key: String) -> int:
	return dock.statistics.figures.get(key, 0)
