@tool
extends EditorPlugin
## Runs the case named by [code]--case=NAME[/code] in a real editor, prints its verdict as one line
## of JSON, and ends the editor. [code]tests/support/editor.py[/code] makes the project around it.

const Case := preload("editor_case.gd")
const ErrorCollector := preload("../error_collector.gd")

var _errors := ErrorCollector.new()


func _enter_tree() -> void:
	OS.add_logger(_errors)
	_run.call_deferred()


func _run() -> void:
	var arguments := Case.read_arguments()
	var case_name: String = arguments.get("case", "")
	if case_name.is_empty():
		return
	var files := EditorInterface.get_resource_filesystem()
	while files.is_scanning():
		await get_tree().process_frame
	var script: GDScript = load("res://addons/editor_cases/cases/%s.gd" % case_name)
	if script == null or not script.can_instantiate():
		print("the case «%s» does not load" % case_name)
		get_tree().quit(1)
		return
	var case: Case = script.new()
	case.arguments = arguments
	add_child(case)
	await case.run()
	case.queue_free()
	case.print_verdict(_errors.taken())
	get_tree().quit(0)
