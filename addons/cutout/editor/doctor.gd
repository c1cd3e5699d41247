@tool
extends Node
## Finds out what Cutout has to run with, and says of what is wrong what to do.
##
## Works in the editor and in a game, with a screen or without. Nothing waits: [signal examined]
## comes when all is known.

## All is known.
signal examined(findings: Array[Finding])

const Backend := preload("../bridge/backend.gd")
const Command := preload("command.gd")
const Finding := preload("finding.gd")

const LIBRARY := "Native library"
const PYTHON := "Python"
const PACKAGES := "Packages"
const HOST := "Host library"
const WORKERS := "Workers"

const _MAKE := (
	"press Make Environment, or choose another in the project setting"
	+ " cutout/python/executable."
)
const _AFTER := "Not looked at: something before it is wrong."
const _NEEDED: PackedStringArray = ["cutout", "numpy", "shapely"]
# Runs in whatever Python is found, so it is written for old ones too.
const _QUESTION := """
import json, sys
def look(name):
    try:
        return [str(getattr(__import__(name), '__version__', '?')), '']
    except ImportError as error:
        return ['', '' if getattr(error, 'name', None) == name else str(error)]
    except Exception as error:
        return ['', str(error)]
answer = {'executable': sys.executable, 'version': '.'.join(map(str, sys.version_info[:3]))}
answer['packages'] = {name: look(name) for name in %s}
try:
    from cutout import locate
    answer['located'] = locate.locate()
except Exception as error:
    answer['problem'] = str(error)
print('CUTOUT ' + json.dumps(answer))
"""

## Starts workers for the last look; without it, that look is left out.
var get_processor: Callable

var _answer := {}
var _command := Command.new()
var _findings: Array[Finding] = []
var _is_busy := false
var _last_line := ""
var _python := ""


func _init() -> void:
	add_child(_command)
	_command.printed.connect(_on_printed)
	_command.ended.connect(_on_ended)


## Begins to look at [param python], the path or the name of an interpreter, and at all that hangs
## on it. Does nothing while it is looking already.
func examine(python: String) -> void:
	if _is_busy:
		return
	_is_busy = true
	_python = python
	_answer = {}
	_last_line = ""
	_findings = []
	var is_loaded := Backend.is_library_loaded()
	_note(LIBRARY, is_loaded, "It is loaded." if is_loaded else Backend.NOT_BUILT)
	var names := '["%s"]' % '", "'.join(_NEEDED)
	# -I: what the game's workers will see, and nothing of the user's own.
	_command.start(python, ["-I", "-c", _QUESTION % names])


## Returns the first thing that is wrong, in a sentence; empty if nothing is.
static func problem_in(findings: Array[Finding]) -> String:
	for finding in findings:
		if finding.state == Finding.State.BAD:
			return finding.sentence
	return ""


func _on_printed(line: String) -> void:
	if not line.begins_with("CUTOUT "):
		_last_line = line
		return
	var answer: Variant = JSON.parse_string(line.trim_prefix("CUTOUT "))
	if answer is Dictionary:
		_answer = answer


func _on_ended(code: int) -> void:
	if _look_at_python(code) and _look_at_packages() and _look_at_host():
		await _look_at_workers()
	for title: String in [PYTHON, PACKAGES, HOST, WORKERS]:
		if not _has(title):
			_findings.append(Finding.new(title, Finding.State.UNKNOWN, _AFTER))
	_is_busy = false
	examined.emit(_findings)


func _look_at_python(code: int) -> bool:
	if code == Command.NOT_STARTED:
		var missing := "There is no Python at '%s': %s" % [_python, _MAKE]
		return _note(PYTHON, false, missing)
	if _answer.is_empty():
		var failure := "'%s' is no Python that works (exit code %d, %s): %s"
		var said := "'%s'" % _last_line if not _last_line.is_empty() else "it printed nothing"
		return _note(PYTHON, false, failure % [_python, code, said, _MAKE])
	var place := ProjectSettings.localize_path(str(_answer["executable"]))
	return _note(PYTHON, true, "%s, at %s" % [_answer["version"], place])


func _look_at_packages() -> bool:
	var found := PackedStringArray()
	var packages: Dictionary = _answer["packages"]
	for package in _NEEDED:
		var look: Array = packages[package]
		var version: String = look[0]
		var reason: String = look[1]
		if version.is_empty():
			return _note(PACKAGES, false, _missing(package, reason))
		found.append("%s %s" % [package, version])
	return _note(PACKAGES, true, ", ".join(found))


func _missing(package: String, reason: String) -> String:
	if not reason.is_empty():
		return (
			(
				"The package '%s' of %s cannot be imported (%s): install it again with '%s -m pip"
				+ " install --force-reinstall %s'."
			)
			% [package, _answer["executable"], reason, _answer["executable"], package]
		)
	if package == "cutout":
		return "%s has no package 'cutout': %s" % [_answer["executable"], _MAKE]
	return (
		"%s has no package '%s': run '%s -m pip install %s', or press Make Environment."
		% [_answer["executable"], package, _answer["executable"], package]
	)


func _look_at_host() -> bool:
	if _answer.has("problem"):
		return _note(HOST, false, str(_answer["problem"]))
	var located: Dictionary = _answer["located"]
	return _note(HOST, true, "%s fits this Python." % str(located["host"]).get_file())


func _look_at_workers() -> void:
	if _findings[0].state == Finding.State.BAD:
		return
	if not get_processor.is_valid():
		var nobody := "Not started: press Check."
		_findings.append(Finding.new(WORKERS, Finding.State.UNKNOWN, nobody))
		return
	var processor: CutoutBatchProcessor = get_processor.call()
	while is_inside_tree() and is_instance_valid(processor):
		var state := processor.get_backend_state()
		var stats := processor.get_stats()
		var total: int = stats["workers_total"]
		var ready_ones: int = stats["workers_ready"]
		if state == CutoutBatchProcessor.BackendState.FAILED:
			_note(WORKERS, false, processor.get_backend_error().get_slice("\n", 0))
			return
		if total > 0 and ready_ones == total:
			_note(WORKERS, true, "%d of %d are ready." % [ready_ones, total])
			return
		await get_tree().process_frame


func _note(title: String, is_good: bool, sentence: String) -> bool:
	var state := Finding.State.GOOD if is_good else Finding.State.BAD
	_findings.append(Finding.new(title, state, sentence))
	return is_good


func _has(title: String) -> bool:
	for finding in _findings:
		if finding.title == title:
			return true
	return false
