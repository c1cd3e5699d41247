extends Node
## Runs the case named by [code]--case=NAME[/code] and prints its verdict as one line of JSON.

const Case := preload("case.gd")
const ErrorCollector := preload("error_collector.gd")
const _FOLDER := "res://tests/godot/cases"

var _errors := ErrorCollector.new()


func _ready() -> void:
	OS.add_logger(_errors)
	var arguments := {}
	for argument in OS.get_cmdline_user_args():
		var parts := argument.trim_prefix("--").split("=", true, 1)
		arguments[parts[0]] = parts[1] if parts.size() > 1 else ""
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
	for error in _errors.taken():
		if not case.is_expected(error):
			case.fail("unexpected error in the log: " + error)
	for pattern in case.missing_errors():
		case.fail("expected an error with: " + pattern)
	var verdict := {"ok": case.failures.is_empty(), "failures": case.failures, "facts": case.facts}
	print("CUTOUT_RESULT ", JSON.stringify(verdict))
	var code := case.exit_code
	get_tree().quit(code)
