@tool
extends RefCounted
## The project settings of Cutout: one table, and a typed getter for each.
##
## Nobody else spells a path.

## The values of [code]cutout/frame/when_paused[/code].
enum WhenPaused {
	## Results are applied although the tree is paused: a loading screen goes on.
	KEEP_APPLYING,
	## Results wait until the tree goes on.
	WAIT,
}

const FullPolicy := preload("jobs/full_policy.gd")
const GameFolder := preload("files/game_folder.gd")

const _PYTHON := "cutout/python/executable"
const _MODULES := "cutout/python/modules"
const _RELOAD := "cutout/python/reload_on_change"
const _WORKERS := "cutout/workers/count"
const _NICE := "cutout/workers/nice"
const _MEMORY_LIMIT := "cutout/workers/memory_limit_mb"
const _RECYCLE := "cutout/workers/recycle_after_chunks"
const _CACHE := "cutout/workers/cache_mb"
const _LOG_LEVEL := "cutout/workers/log_level"
const _LOG_LINES := "cutout/workers/log_lines_per_sec"
const _DEADLINE := "cutout/jobs/deadline_sec"
const _WAIT_LIMIT := "cutout/jobs/wait_limit_sec"
const _QUEUE_LIMIT := "cutout/jobs/queue_limit"
const _QUEUE_LIMIT_MB := "cutout/jobs/queue_limit_mb"
const _FULL_POLICY := "cutout/jobs/full_policy"
const _CHUNK := "cutout/jobs/chunk_ms"
const _BUDGET := "cutout/frame/budget_ms"
const _BUDGET_FLOOR := "cutout/frame/budget_floor_ms"
const _BUDGET_CEILING := "cutout/frame/budget_ceiling_ms"
const _TARGET_SHARE := "cutout/frame/target_share"
const _WHEN_PAUSED := "cutout/frame/when_paused"
const _FILE_ROOTS := "cutout/files/roots"
const _MESH_CACHE := "cutout/meshes/cache_mb"
const _MESH_DISK_CACHE := "cutout/meshes/disk_cache_mb"
const _PREFAB_CACHE := "cutout/prefabs/cache_mb"
const _PREFAB_DISK_CACHE := "cutout/prefabs/disk_cache"
const _PREFAB_SCRIPTS := "cutout/prefabs/allow_scripts"

## What a project changes first; the others are shown with [i]Advanced Settings[/i] on.
const BASIC: Array[String] = [
	_PYTHON, _MODULES, _WORKERS, _DEADLINE, _FULL_POLICY, _BUDGET, _WHEN_PAUSED
]
## What an editor that runs cannot follow: its interpreter stays loaded. All else is read anew by
## each game, and by the editor when its own workers start.
const NEEDS_RESTART: Array[String] = [_PYTHON]
## The editor breaks for a preview, not for a storm.
const _MOST_WORKERS_IN_EDITOR := 2
const _DEBRIS := "cutout/debris/"

static var _table: Dictionary[String, Dictionary] = {
	_PYTHON: _entry("", PROPERTY_HINT_GLOBAL_FILE, ""),
	_MODULES: _entry(PackedStringArray(), PROPERTY_HINT_NONE, ""),
	_RELOAD: _entry(true, PROPERTY_HINT_NONE, ""),
	_WORKERS: _entry(0, PROPERTY_HINT_RANGE, "0,64,1"),
	_NICE: _entry(19, PROPERTY_HINT_RANGE, "0,19,1"),
	_MEMORY_LIMIT: _entry(1024, PROPERTY_HINT_RANGE, "0,65536,1,or_greater,suffix:MiB"),
	_RECYCLE: _entry(0, PROPERTY_HINT_RANGE, "0,1000000,1,or_greater"),
	_CACHE: _entry(32, PROPERTY_HINT_RANGE, "0,4096,1,or_greater,suffix:MiB"),
	_LOG_LEVEL: _entry("warning", PROPERTY_HINT_ENUM, "info,warning,error"),
	_LOG_LINES: _entry(20, PROPERTY_HINT_RANGE, "0,1000,1"),
	_DEADLINE: _entry(2.0, PROPERTY_HINT_RANGE, "0.05,60,0.05,or_greater,suffix:s"),
	_WAIT_LIMIT: _entry(0.0, PROPERTY_HINT_RANGE, "0,600,0.1,or_greater,suffix:s"),
	_QUEUE_LIMIT: _entry(4096, PROPERTY_HINT_RANGE, "1,100000,1"),
	_QUEUE_LIMIT_MB: _entry(64, PROPERTY_HINT_RANGE, "1,1024,1,suffix:MiB"),
	_FULL_POLICY:
	_entry(FullPolicy.Policy.REJECT, PROPERTY_HINT_ENUM, "Reject,Drop Oldest,Degrade"),
	_CHUNK: _entry(3.0, PROPERTY_HINT_RANGE, "0.5,50,0.1,suffix:ms"),
	_BUDGET: _entry(0.0, PROPERTY_HINT_RANGE, "0,16,0.1,suffix:ms"),
	_BUDGET_FLOOR: _entry(0.5, PROPERTY_HINT_RANGE, "0.1,16,0.1,suffix:ms"),
	_BUDGET_CEILING: _entry(8.0, PROPERTY_HINT_RANGE, "0.1,33,0.1,suffix:ms"),
	_TARGET_SHARE: _entry(0.8, PROPERTY_HINT_RANGE, "0.1,1,0.01"),
	_WHEN_PAUSED: _entry(WhenPaused.KEEP_APPLYING, PROPERTY_HINT_ENUM, "Keep Applying,Wait"),
	_FILE_ROOTS: _entry(PackedStringArray(), PROPERTY_HINT_NONE, ""),
	_MESH_CACHE: _entry(256, PROPERTY_HINT_RANGE, "1,65536,1,or_greater,suffix:MiB"),
	_MESH_DISK_CACHE: _entry(0, PROPERTY_HINT_RANGE, "0,65536,1,or_greater,suffix:MiB"),
	_PREFAB_CACHE: _entry(100, PROPERTY_HINT_RANGE, "1,65536,1,or_greater,suffix:MiB"),
	_PREFAB_DISK_CACHE: _entry(true, PROPERTY_HINT_NONE, ""),
	_PREFAB_SCRIPTS: _entry(PackedStringArray(), PROPERTY_HINT_NONE, ""),
	_DEBRIS + "awake": _entry(600, PROPERTY_HINT_RANGE, "0,1000,1,or_greater"),
	_DEBRIS + "bodies": _entry(2000, PROPERTY_HINT_RANGE, "0,10000,1,or_greater"),
	_DEBRIS + "colliding": _entry(200, PROPERTY_HINT_RANGE, "0,1000,1,or_greater"),
	_DEBRIS + "fast": _entry(8000, PROPERTY_HINT_RANGE, "0,100000,1,or_greater"),
	_DEBRIS + "small_area": _entry(32.0, PROPERTY_HINT_RANGE, "0,1000,0.1,or_greater,suffix:px²"),
	_DEBRIS + "fast_life_sec": _entry(2.0, PROPERTY_HINT_RANGE, "0.1,30,0.1,or_greater,suffix:s"),
	_DEBRIS + "fade_sec": _entry(0.6, PROPERTY_HINT_RANGE, "0.1,10,0.1,or_greater,suffix:s"),
	_DEBRIS + "body_life_sec": _entry(0.0, PROPERTY_HINT_RANGE, "0,600,0.1,or_greater,suffix:s"),
	_DEBRIS + "least_life_sec": _entry(1.0, PROPERTY_HINT_RANGE, "0,60,0.1,or_greater,suffix:s"),
	_DEBRIS + "awake_3d": _entry(300, PROPERTY_HINT_RANGE, "0,1000,1,or_greater"),
	_DEBRIS + "bodies_3d": _entry(1000, PROPERTY_HINT_RANGE, "0,10000,1,or_greater"),
	_DEBRIS + "fast_3d": _entry(300, PROPERTY_HINT_RANGE, "0,2000,1,or_greater"),
	_DEBRIS + "small_area_3d": _entry(0.003, PROPERTY_HINT_RANGE, "0,1,0.0001,or_greater"),
	_DEBRIS + "pool": _entry(0, PROPERTY_HINT_RANGE, "0,2000,1,or_greater"),
}


## Adds the settings to the project, with their hints, keeping values that are set.
static func register() -> void:
	for path: String in _table:
		var entry := _table[path]
		if not ProjectSettings.has_setting(path):
			ProjectSettings.set_setting(path, _copy_of_default(path))
		ProjectSettings.set_initial_value(path, _copy_of_default(path))
		ProjectSettings.set_as_basic(path, path in BASIC)
		ProjectSettings.set_restart_if_changed(path, path in NEEDS_RESTART)
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


## Removes the settings that have their default values from the project. What the user has changed
## stays, for when Cutout is enabled again.
static func unregister() -> void:
	for path: String in _table:
		if ProjectSettings.get_setting(path) == _table[path]["value"]:
			ProjectSettings.set_setting(path, null)


## Returns the interpreter to embed: in an exported game the one beside it; else the setting, else
## the project's [code].venv[/code], else [code]python3[/code] on PATH.
static func python_executable() -> String:
	var exported := GameFolder.python()
	if not exported.is_empty():
		return exported
	var chosen: String = _get_setting(_PYTHON)
	if not chosen.is_empty():
		return ProjectSettings.globalize_path(chosen)
	var own := ProjectSettings.globalize_path("res://.venv/bin/python")
	return own if FileAccess.file_exists(own) else "python3"


## Returns the names of the Python modules that register kinds of job.
static func python_modules() -> PackedStringArray:
	return _get_setting(_MODULES)


## Returns [code]true[/code] if workers are replaced when a file of [method python_modules] changes:
## only while the game is developed.
static func reloads_on_change() -> bool:
	return _get_setting(_RELOAD) and OS.has_feature("editor") and not python_modules().is_empty()


## Returns what the host has to know.
static func host_options() -> Dictionary:
	return {
		"workers": worker_count(),
		"nice": _get_setting(_NICE),
		"memory_limit_mb": _get_setting(_MEMORY_LIMIT),
		"recycle_after": _get_setting(_RECYCLE),
		"cache_mb": _get_setting(_CACHE),
		"log_level": _get_setting(_LOG_LEVEL),
		"modules": python_modules(),
		"path": [GameFolder.project()] if not GameFolder.project().is_empty() else [],
	}


## Returns the number of worker processes; by default one core is left to the game. In the editor
## it is 2 at most.
static func worker_count() -> int:
	var chosen: int = _get_setting(_WORKERS)
	var count := chosen if chosen > 0 else maxi(1, OS.get_processor_count() - 1)
	return mini(count, _MOST_WORKERS_IN_EDITOR) if Engine.is_editor_hint() else count


## Returns how many lines from the workers the log takes in a second.
static func log_lines_per_sec() -> int:
	return _get_setting(_LOG_LINES)


## Returns how long a job may run, in milliseconds.
static func deadline_msec() -> int:
	return roundi(_number(_DEADLINE) * 1000.0)


## Returns how long a job may wait in the queue, in microseconds; 0 is as long as it takes.
static func wait_limit_usec() -> int:
	return roundi(_number(_WAIT_LIMIT) * 1e6)


## Returns how many jobs may wait.
static func queue_limit() -> int:
	return _get_setting(_QUEUE_LIMIT)


## Returns how many bytes of payload may wait.
static func queue_limit_bytes() -> int:
	var mebibytes: int = _get_setting(_QUEUE_LIMIT_MB)
	return mebibytes * 1024 * 1024


## Returns what becomes of a job that finds the queue full.
static func full_policy() -> FullPolicy.Policy:
	return _get_setting(_FULL_POLICY)


## Returns how long a chunk should keep a worker busy, in microseconds.
static func chunk_usec() -> float:
	return _number(_CHUNK) * 1000.0


## Returns the time that applying results may take in a frame, in microseconds; 0 is what the rest
## of the game leaves.
static func budget_usec() -> int:
	return roundi(_number(_BUDGET) * 1000.0)


## Returns the least time for applying results in a full frame, in microseconds.
static func budget_floor_usec() -> int:
	return roundi(_number(_BUDGET_FLOOR) * 1000.0)


## Returns the most time for applying results in an empty frame, in microseconds.
static func budget_ceiling_usec() -> int:
	return roundi(_number(_BUDGET_CEILING) * 1000.0)


## Returns the share of a frame's time that the game and the results may fill together.
static func target_share() -> float:
	return _number(_TARGET_SHARE)


## Returns [code]true[/code] if results are applied while the tree is paused.
static func works_when_paused() -> bool:
	return _get_setting(_WHEN_PAUSED) == WhenPaused.KEEP_APPLYING


## Returns the folders that workers may read files from, besides those of [code]res://[/code] and
## [code]user://[/code]: absolute, or from beside the game.
static func file_roots() -> PackedStringArray:
	return _get_setting(_FILE_ROOTS)


## Returns how many bytes of meshes are kept in memory.
static func mesh_cache_bytes() -> int:
	var mebibytes: int = _get_setting(_MESH_CACHE)
	return mebibytes * 1024 * 1024


## Returns how many bytes of meshes are kept on disk; 0 for none.
static func mesh_disk_cache_bytes() -> int:
	var mebibytes: int = _get_setting(_MESH_DISK_CACHE)
	return mebibytes * 1024 * 1024


## Returns how many bytes of prefabs are kept in memory.
static func prefab_cache_bytes() -> int:
	var mebibytes: int = _get_setting(_PREFAB_CACHE)
	return mebibytes * 1024 * 1024


## Returns [code]true[/code] if workers keep compiled prefabs on disk.
static func keeps_prefabs_on_disk() -> bool:
	return _get_setting(_PREFAB_DISK_CACHE)


## Returns the patterns of files that prefabs may bring code from.
static func prefab_scripts() -> PackedStringArray:
	return _get_setting(_PREFAB_SCRIPTS)


## Returns the paths of all settings.
static func paths() -> PackedStringArray:
	return PackedStringArray(_table.keys())


## The project must not share an array with the table: editing it would change the default.
static func _copy_of_default(path: String) -> Variant:
	var value: Variant = _table[path]["value"]
	if value is PackedStringArray:
		var names: PackedStringArray = value
		return names.duplicate()
	return value


## Returns a limit of the debris: see [code]debris/debris_limits.gd[/code], whose members have the
## names of the settings under [code]cutout/debris/[/code].
static func debris_limit(title: String) -> Variant:
	return _get_setting(_DEBRIS + title)


static func _number(path: String) -> float:
	return _get_setting(path)


static func _get_setting(path: String) -> Variant:
	return ProjectSettings.get_setting(path, _table[path]["value"])


static func _entry(value: Variant, hint: PropertyHint, hint_string: String) -> Dictionary:
	return {"value": value, "hint": hint, "hint_string": hint_string}
