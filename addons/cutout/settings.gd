@tool
extends RefCounted
## The project settings of Cutout: one table, and a typed getter for each.
##
## Nobody else spells a path.

const _PYTHON := "cutout/python/executable"
const _MODULES := "cutout/python/modules"
const _WORKERS := "cutout/workers/count"
const _NICE := "cutout/workers/nice"
const _MEMORY_LIMIT := "cutout/workers/memory_limit_mb"
const _DEADLINE := "cutout/jobs/deadline_sec"
const _QUEUE_LIMIT := "cutout/jobs/queue_limit"
const _QUEUE_LIMIT_MB := "cutout/jobs/queue_limit_mb"
const _BUDGET := "cutout/frame/budget_ms"

static var _table: Dictionary[String, Dictionary] = {
	_PYTHON: {"value": "", "hint": PROPERTY_HINT_GLOBAL_FILE, "hint_string": ""},
	_MODULES: {"value": PackedStringArray(), "hint": PROPERTY_HINT_NONE, "hint_string": ""},
	_WORKERS: {"value": 0, "hint": PROPERTY_HINT_RANGE, "hint_string": "0,64,1"},
	_NICE: {"value": 19, "hint": PROPERTY_HINT_RANGE, "hint_string": "0,19,1"},
	_MEMORY_LIMIT:
	{"value": 1024, "hint": PROPERTY_HINT_RANGE, "hint_string": "0,65536,1,or_greater,suffix:MiB"},
	_DEADLINE:
	{"value": 2.0, "hint": PROPERTY_HINT_RANGE, "hint_string": "0.05,60,0.05,or_greater,suffix:s"},
	_QUEUE_LIMIT: {"value": 4096, "hint": PROPERTY_HINT_RANGE, "hint_string": "1,100000,1"},
	_QUEUE_LIMIT_MB:
	{"value": 64, "hint": PROPERTY_HINT_RANGE, "hint_string": "1,1024,1,suffix:MiB"},
	_BUDGET: {"value": 2.0, "hint": PROPERTY_HINT_RANGE, "hint_string": "0.1,16,0.1,suffix:ms"},
}


## Adds the settings to the project, with their hints, keeping values that are set.
static func register() -> void:
	for path: String in _table:
		var entry := _table[path]
		if not ProjectSettings.has_setting(path):
			ProjectSettings.set_setting(path, entry["value"])
		ProjectSettings.set_initial_value(path, entry["value"])
		ProjectSettings.set_as_basic(path, true)
		(
			ProjectSettings
			. add_property_info(
				{
					"name": path,
					"type": typeof(entry["value"]),
					"hint": entry["hint"],
					"hint_string": entry["hint_string"],
				}
			)
		)


## Removes the settings from the project.
static func unregister() -> void:
	for path: String in _table:
		if ProjectSettings.has_setting(path):
			ProjectSettings.set_setting(path, null)


## Returns the interpreter to embed: the setting, else the project's [code].venv[/code], else
## [code]python3[/code] on PATH.
static func python_executable() -> String:
	var chosen: String = _get_setting(_PYTHON)
	if not chosen.is_empty():
		return ProjectSettings.globalize_path(chosen)
	var own := ProjectSettings.globalize_path("res://.venv/bin/python")
	return own if FileAccess.file_exists(own) else "python3"


## Returns the names of the Python modules that register kinds of job.
static func python_modules() -> PackedStringArray:
	return _get_setting(_MODULES)


## Returns the number of worker processes; by default one core is left to the game.
static func worker_count() -> int:
	var chosen: int = _get_setting(_WORKERS)
	return chosen if chosen > 0 else maxi(1, OS.get_processor_count() - 1)


## Returns how far workers step back behind the game, as Unix niceness.
static func worker_nice() -> int:
	return _get_setting(_NICE)


## Returns the memory a worker may take, in MiB; 0 is no limit.
static func worker_memory_limit_mb() -> int:
	return _get_setting(_MEMORY_LIMIT)


## Returns how long a job may run, in milliseconds.
static func deadline_msec() -> int:
	var seconds: float = _get_setting(_DEADLINE)
	return roundi(seconds * 1000.0)


## Returns how many jobs may wait.
static func queue_limit() -> int:
	return _get_setting(_QUEUE_LIMIT)


## Returns how many bytes of payload may wait.
static func queue_limit_bytes() -> int:
	var mebibytes: int = _get_setting(_QUEUE_LIMIT_MB)
	return mebibytes * 1024 * 1024


## Returns the time that applying results may take in a frame, in microseconds.
static func budget_usec() -> int:
	var milliseconds: float = _get_setting(_BUDGET)
	return roundi(milliseconds * 1000.0)


static func _get_setting(path: String) -> Variant:
	return ProjectSettings.get_setting(path, _table[path]["value"])
