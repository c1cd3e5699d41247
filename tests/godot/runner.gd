extends Node
## Runs the case named by [code]--case=NAME[/code] and prints its verdict as one line of JSON.

const Case := preload("case.gd")
const ErrorCollector := preload("error_collector.gd")
const _FOLDER := "res://tests/godot/cases"

var _errors := ErrorCollector.new()


func _ready() -> void:
	OS.add_logger(_errors)
	var arguments := Case.read_arguments()
	var case_name: String = arguments.get("case", "")
	var script: GDScript = load(_FOLDER.path_join(case_name + ".gd"))
	if script == null or not script.can_instantiate():
		print("the case «%s» does not load" % case_name)
		get_tree().quit(1)
		return
	var case: Case = script.new()
	case.arguments = arguments
	add_child(case)
	await case.run()
	case.print_verdict(_errors.taken())
	var code := case.exit_code
	get_tree().quit(code)
