@tool
extends Node
## Makes [code]res://.venv[/code], a Python environment with the package that the workers need.
##
## In Cutout's own source tree, that is [code]tools/setup.py[/code]. Elsewhere: an environment made
## by the Python on PATH, with the package from [method find_package]. Runs beside the editor.

## A line for the log.
signal printed(line: String)
## All is done if [param problem] is empty; else it says what is wrong and what to do.
signal ended(problem: String)

const Command := preload("command.gd")

## Where a project keeps the package: a wheel for the Python at hand.
const WHEELS := "res://addons/cutout/python"
## What to say where there is no package to install.
const NO_PACKAGE := (
	"There is no package to install: put Cutout's wheel into %s, or choose it, or the folder pylib"
	+ " of Cutout's source."
)
const _PYLIB := "res://pylib/pyproject.toml"
const _SETUP := "res://tools/setup.py"
const _VENV := "res://.venv"
const _VENV_PYTHON := "res://.venv/bin/python"

var _command := Command.new()
var _last_line := ""
## Each a program, then its arguments.
var _steps: Array[PackedStringArray] = []
var _step := PackedStringArray()


func _init() -> void:
	add_child(_command)
	_command.printed.connect(_on_printed)
	_command.ended.connect(_on_ended)


## Returns whether an environment is being made.
func is_running() -> bool:
	return not _step.is_empty()


## Returns what pip is to install: the last wheel in [constant WHEELS], else the source in
## [code]res://pylib[/code]; empty if there is neither.
static func find_package() -> String:
	var wheel := ""
	if DirAccess.dir_exists_absolute(WHEELS):
		for file in DirAccess.get_files_at(WHEELS):
			if file.ends_with(".whl"):
				wheel = WHEELS.path_join(file)
	if wheel.is_empty() and FileAccess.file_exists(_PYLIB):
		wheel = _PYLIB.get_base_dir()
	return ProjectSettings.globalize_path(wheel) if not wheel.is_empty() else ""


## Begins. [param package] is a wheel or a source tree; by default that of [method find_package].
## Does nothing while it is at work already.
func make(package := "") -> void:
	if is_running():
		return
	var chosen := package if not package.is_empty() else find_package()
	var python := ProjectSettings.globalize_path(_VENV_PYTHON)
	if package.is_empty() and _is_source_tree():
		_steps = [["python3", ProjectSettings.globalize_path(_SETUP)]]
	elif chosen.is_empty():
		ended.emit.call_deferred(NO_PACKAGE % WHEELS)
		return
	else:
		_steps = [
			["python3", "-m", "venv", ProjectSettings.globalize_path(_VENV)],
			[python, "-m", "pip", "--disable-pip-version-check", "install", chosen],
		]
		if FileAccess.file_exists(_VENV_PYTHON):
			_steps.pop_front()
	_next()


func _is_source_tree() -> bool:
	return FileAccess.file_exists(_PYLIB) and FileAccess.file_exists(_SETUP)


func _next() -> void:
	_step = _steps.pop_front()
	_last_line = ""
	printed.emit("$ " + " ".join(_step))
	_command.start(_step[0], _step.slice(1))


func _on_printed(line: String) -> void:
	_last_line = line
	printed.emit(line)


func _on_ended(code: int) -> void:
	if code == 0 and not _steps.is_empty():
		_next()
		return
	var problem := "" if code == 0 else _problem(code)
	_step = PackedStringArray()
	_steps.clear()
	ended.emit(problem)


func _problem(code: int) -> String:
	if code == Command.NOT_STARTED:
		return "'%s' was not found: install Python 3.11 or newer, then try again." % _step[0]
	if "venv" in _step:
		return (
			(
				"'%s' failed with exit code %d (%s): on Debian, 'apt-get install python3-venv' adds what"
				+ " is missing."
			)
			% [" ".join(_step), code, _last_line]
		)
	return (
		"'%s' failed with exit code %d (%s): see the log, then try again."
		% [" ".join(_step), code, _last_line]
	)
