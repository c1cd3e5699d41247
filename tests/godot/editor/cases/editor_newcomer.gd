@tool
extends "../editor_case.gd"
## Who opens a project after copying the addon finds the plugin, turns it on, and is told that all
## is well.

const Dock := preload("res://addons/cutout/editor/dock.gd")


func run() -> void:
	set_enabled(true)
	check(plugin() != null, "the plugin is on")
	check("CutoutBatch=" in saved_project(), "the autoload is in the project's file")
	var dock: Dock = plugin().dock
	dock.make_visible()
	await wait_for(func() -> bool: return not dock.findings.is_empty(), "the doctor has looked")
	dock.findings = []
	dock.check()
	await wait_for(func() -> bool: return not dock.findings.is_empty(), "and again, with workers")
	equal(dock.status.text, "All is well.", "the status: %s" % [dock.findings])
