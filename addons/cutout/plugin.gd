@tool
extends EditorPlugin
## Turns Cutout on and off in a project: the autoload, the project settings, and what the editor
## shows.

const Dock := preload("editor/dock.gd")
const EditorWorkers := preload("editor/editor_workers.gd")
const GameExport := preload("export/game_export.gd")
const GameStatistics := preload("editor/game_statistics.gd")
const PointHandles := preload("editor/point_handles.gd")
const PreviewInspector := preload("editor/preview_inspector.gd")
const Settings := preload("settings.gd")
const AUTOLOAD_NAME := "CutoutBatch"
const AUTOLOAD_PATH := "autoload/cutout_batch_processor.gd"

## Computes what the editor shows.
var workers: EditorWorkers
## What is dragged in the 2D editor.
var handles: PointHandles
## The doctor and the statistics.
var dock: Dock

var _export := GameExport.new()
var _game := GameStatistics.new()
var _preview: PreviewInspector


func _enable_plugin() -> void:
	var path := _own_path(AUTOLOAD_PATH)
	add_autoload_singleton(AUTOLOAD_NAME, path)
	# Engine 4.6 writes the number of the script. Its path is what people read and compare, and holds
	# in a copy of the addon that has lost its .uid files.
	ProjectSettings.set_setting("autoload/" + AUTOLOAD_NAME, "*" + path)


func _disable_plugin() -> void:
	remove_autoload_singleton(AUTOLOAD_NAME)
	Settings.unregister()


func _enter_tree() -> void:
	Settings.register()
	workers = EditorWorkers.new()
	workers.name = &"CutoutEditorWorkers"
	add_child(workers, false, Node.INTERNAL_MODE_FRONT)
	handles = PointHandles.new(get_undo_redo())
	handles.changed.connect(update_overlays)
	_preview = PreviewInspector.new(workers)
	add_inspector_plugin(_preview)
	add_debugger_plugin(_game)
	add_export_plugin(_export)
	dock = Dock.new(workers, _game)
	add_dock(dock)


func _exit_tree() -> void:
	remove_inspector_plugin(_preview)
	_preview = null
	remove_debugger_plugin(_game)
	remove_export_plugin(_export)
	remove_dock(dock)
	dock.queue_free()
	dock = null
	workers.stop()
	workers.queue_free()
	workers = null


func _handles(object: Object) -> bool:
	return PointHandles.can_edit(object)


func _edit(object: Object) -> void:
	handles.edit(object)


func _make_visible(is_visible: bool) -> void:
	if not is_visible:
		handles.edit(null)


func _forward_canvas_gui_input(event: InputEvent) -> bool:
	return handles.take(event)


func _forward_canvas_draw_over_viewport(overlay: Control) -> void:
	handles.draw(overlay)


func _own_path(relative: String) -> String:
	var script: Script = get_script()
	return script.resource_path.get_base_dir().path_join(relative)
