@tool
extends Node
## A test in a real editor. Override [method run], check, and return. Apart from
## [code]tests/godot/case.gd[/code], which needs the autoload: in the editor there is none.

const CutoutPlugin := preload("res://addons/cutout/plugin.gd")

const _CUTOUT := "cutout"

## What was checked and found wrong.
var failures := PackedStringArray()
## Values for the test on the Python side.
var facts := {}
## The arguments after [code]--[/code].
var arguments := {}

var _expected := PackedStringArray()
var _seen := PackedStringArray()


## The test itself; may await.
func run() -> void:
	await get_tree().process_frame
	fail("run() is not overridden")


## Records a failure.
func fail(text: String) -> void:
	failures.append(text)


## Checks that something holds.
func check(condition: bool, text: String) -> void:
	if not condition:
		fail(text)


## Checks that two values are equal.
func equal(actual: Variant, expected: Variant, text: String) -> void:
	if actual != expected:
		fail("%s: got %s, expected %s" % [text, actual, expected])


## Announces an error in the log that the case brings about on purpose.
func expect_error(pattern: String) -> void:
	_expected.append(pattern)


## Returns [code]true[/code] if an error was announced.
func is_expected(error: String) -> bool:
	for pattern in _expected:
		if pattern in error:
			_seen.append(pattern)
			return true
	return false


## Returns the announced errors that did not come.
func missing_errors() -> PackedStringArray:
	var missing := PackedStringArray()
	for pattern in _expected:
		if not pattern in _seen:
			missing.append(pattern)
	return missing


## Waits until a condition holds; records a failure if it does not within [param limit_sec].
func wait_for(condition: Callable, text: String, limit_sec := 30.0) -> bool:
	var limit := Time.get_ticks_usec() + int(limit_sec * 1e6)
	while not condition.call():
		if Time.get_ticks_usec() > limit:
			fail("waited in vain until " + text)
			return false
		await get_tree().process_frame
	return true


## Turns the plugin on or off, as the box in the project settings does.
func set_enabled(is_enabled: bool) -> void:
	EditorInterface.set_plugin_enabled(_CUTOUT, is_enabled)


## Returns the plugin; [code]null[/code] while it is off.
func plugin() -> CutoutPlugin:
	for node in get_tree().root.find_children("*", "EditorPlugin", true, false):
		if is_instance_of(node, CutoutPlugin):
			return node as CutoutPlugin
	return null


## Writes the project's settings to its file, and returns what the file holds.
func saved_project() -> String:
	equal(ProjectSettings.save(), OK, "the project is saved")
	return FileAccess.get_file_as_string("res://project.godot")
