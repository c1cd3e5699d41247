extends Node
## Keeps prefabs and their live instances as their files are, while a game is developed.
##
## A prefab is watched for as long as somebody holds it, and one that could not be loaded until it
## can be. What has changed is compiled again by the workers; what counts is the content that they
## say they have read, so a change in between is only compiled once more. A failure is told once it
## has come twice: an editor may have been at writing the file.

const FailedFiles := preload("../../files/failed_files.gd")
const FileSource := preload("../../files/file_source.gd")
const KeptPrefabs := preload("../loading/kept_prefabs.gd")
const LiveInstances := preload("live_instances.gd")
const LiveUpdates := preload("live_updates.gd")
const PrefabLoad := preload("../loading/prefab_load.gd")
const PrefabPipeline := preload("../loading/prefab_pipeline.gd")
const PrefabPlan := preload("../forms/prefab_plan.gd")
const PrefabSources := preload("../loading/prefab_sources.gd")
const PrefabWatch := preload("prefab_watch.gd")
const Processor := preload("../../autoload/processor.gd")
const SpawnQueue := preload("../spawning/spawn_queue.gd")


## What is known of a prefab.
class Known:
	extends RefCounted
	var path := ""
	## The newest one, as long as somebody holds it.
	var prefab: WeakRef
	## What loads it again.
	var pending: PrefabLoad
	## When it is loaded again, on the clock of [method Time.get_ticks_usec]; -1 for not.
	var due_usec := -1
	## Whether its files are broken.
	var is_broken := false
	## How the last attempt has failed.
	var fault := ""
	## By the full path of a mesh that was loaded again, the hash of the file.
	var meshes: Dictionary[String, String] = {}

	## Returns the newest prefab, or [code]null[/code].
	func newest() -> CutoutPrefab:
		return prefab.get_ref() if prefab != null else null


const _AGAIN_USEC := 100_000
const _LATER_USEC := 500_000
const _MOST_UNDER_WAY := 64
const _ROOTS_A_FRAME := 4

## What becomes of live instances.
var updates: LiveUpdates

var _due: Array[Known] = []
var _kept: KeptPrefabs
var _known: Dictionary[String, Known] = {}
var _live: LiveInstances
var _loader: CutoutPrefabLoader
var _mesh_hashes: Dictionary[String, String] = {}
var _paths := PackedStringArray()
var _pipeline: PrefabPipeline
var _under_way := 0
var _watch := PrefabWatch.new()


func _init(
	loader: CutoutPrefabLoader,
	kept: KeptPrefabs,
	pipeline: PrefabPipeline,
	live: LiveInstances,
	queue: SpawnQueue
) -> void:
	name = "HotReload"
	process_mode = PROCESS_MODE_ALWAYS
	_loader = loader
	_kept = kept
	_live = live
	_pipeline = pipeline
	updates = LiveUpdates.new(live, queue)
	_pipeline.ended.connect(_on_ended)
	_watch.outdated.connect(_on_outdated)
	updates.failed.connect(_tell_failure)


func _enter_tree() -> void:
	_kept.is_watched = _loader.hot_reload
	set_process(_kept.is_watched)
	# What was given up when this left the tree has told so by then.
	_note_all.call_deferred()


func _ready() -> void:
	# The engine switches it on for whoever can.
	set_process(_kept.is_watched)


func _process(_delta: float) -> void:
	_watch.process()
	_forget_one()
	_live.forget_some(_ROOTS_A_FRAME)
	if not _due.is_empty():
		_load_due()


func _load_due() -> void:
	var now := Time.get_ticks_usec()
	for known: Known in _due.duplicate():
		if _under_way >= _MOST_UNDER_WAY:
			return
		if known.due_usec <= now:
			_load(known)


func _exit_tree() -> void:
	_watch.pause()
	updates.release()
	for known: Known in _known.values():
		if known.pending != null:
			_pipeline.cancel(known.pending)
			_drop_load(known)
			_make_due(known, 0)


## Takes note of an instance that was made just now.
func note(instance: LiveInstances.Instance) -> void:
	var processor := Processor.find(self)
	if processor != null:
		updates.add(instance, processor)


func _note_all() -> void:
	for path in _live.paths():
		for instance in _live.all_of(path):
			note(instance)


## Returns how many files are watched.
func watched() -> int:
	return _watch.size()


## Returns how many prefabs are loaded again, and instances changed.
func under_way() -> int:
	return _due.size() + _under_way + updates.size()


## A load has ended, one of these or another.
func _on_ended(pending: PrefabLoad, prefab: CutoutPrefab) -> void:
	if not _kept.is_watched or (pending.error == null and (prefab == null or prefab.is_scene)):
		return
	var known: Known = _known.get(pending.path)
	if known == null:
		known = Known.new()
		known.path = pending.path
		_known[pending.path] = known
		_paths.append(pending.path)
	var is_own := known.pending == pending
	if is_own:
		_drop_load(known)
	if prefab != null:
		_take(known, pending, prefab, is_own)
	else:
		_take_failure(known, pending, is_own)


func _take(known: Known, pending: PrefabLoad, prefab: CutoutPrefab, is_own: bool) -> void:
	var old := known.newest()
	known.fault = ""
	if is_own and old != null and _is_alike(old, prefab):
		# It was changed and changed back.
		known.is_broken = false
		_kept.forgive(known.path)
		_watch.watch(known.path, _files_of(known, old.plan))
		return
	if is_own and old == null and not known.is_broken:
		return
	known.is_broken = false
	known.prefab = weakref(prefab)
	_watch.watch(known.path, _files_of(known, prefab.plan))
	if old != null and old != prefab:
		old.newer = prefab
		_renew_shared(old, prefab)
	if is_own:
		_kept.put(pending, prefab)
		_loader.prefab_loaded.emit(known.path, prefab)
		if old != null:
			_loader.prefab_changed.emit(known.path, prefab)
	for instance in _live.all_of(known.path):
		note(instance)


func _take_failure(known: Known, pending: PrefabLoad, is_own: bool) -> void:
	var error := pending.error
	if FailedFiles.may_pass(error):
		if is_own:
			_make_due(known, _LATER_USEC)
		return
	var fault := "%d %s %s" % [error.code, error.message, error.details]
	if is_own and fault != known.fault:
		known.fault = fault
		_make_due(known, _AGAIN_USEC)
		return
	known.fault = ""
	known.is_broken = true
	_watch.watch(known.path, _files_at_fault(known, pending))
	if is_own:
		_kept.fail(pending)
		_tell_failure(known.path, error)


func _load(known: Known) -> void:
	_due.erase(known)
	known.due_usec = -1
	var processor := Processor.find(self)
	if processor == null:
		return
	var pending := PrefabLoad.new(known.path, known.path, PrefabSources.stamp_of([known.path]))
	known.pending = pending
	_under_way += 1
	if not _pipeline.start(pending, processor):
		_drop_load(known)
		_make_due(known, _LATER_USEC)


func _tell_failure(path: String, error: CutoutError) -> void:
	_loader.prefab_failed.emit(path, error)


func _drop_load(known: Known) -> void:
	known.pending = null
	_under_way -= 1


func _make_due(known: Known, wait_usec: int) -> void:
	if known.due_usec < 0:
		_due.append(known)
	known.due_usec = Time.get_ticks_usec() + wait_usec


func _on_outdated(path: String, file: String, content: String) -> void:
	var known: Known = _known[path]
	# If it changes while it is loaded, this comes again.
	if known.pending != null or known.due_usec >= 0:
		return
	var prefab := known.newest()
	if prefab == null and not known.is_broken:
		return
	if prefab != null:
		_renew_mesh(known, prefab, file, content)
	_make_due(known, 0)


func _renew_mesh(known: Known, prefab: CutoutPrefab, file: String, content: String) -> void:
	for mesh in prefab.plan.meshes:
		if FileSource.absolute(mesh) == file:
			known.meshes[file] = content
			# Once for all who use it.
			if _mesh_hashes.get(file, "") != content:
				_mesh_hashes[file] = content
				_pipeline.mesh_cache.invalidate(mesh)


## Shared resources are known by what the files of prefabs say; a mesh that they refer to may have
## changed all the same.
func _renew_shared(old: CutoutPrefab, new: CutoutPrefab) -> void:
	var plan := new.plan
	var changed := LiveUpdates.renewed_between(old, new)
	if changed.is_empty():
		return
	while new.make_shared():
		pass
	for number in plan.resource_count():
		if plan.keys[number].is_empty():
			continue
		for slot in plan.resource_properties.slots_of(number):
			if _file_of(plan, slot) in changed:
				var shared: Resource = new.slots[number]
				plan.resource_properties.apply(number, shared, new.slots)
				break


func _files_of(known: Known, plan: PrefabPlan) -> Dictionary:
	var files := {}
	for path in plan.sources:
		files[FileSource.absolute(path)] = plan.sources[path]
	for path in plan.meshes:
		var full := FileSource.absolute(path)
		var expected := _watch.expected_of(known.path, full)
		if expected == PrefabWatch.WHATEVER_IT_IS:
			expected += _pipeline.mesh_cache.loaded_stamp(path)
		files[full] = known.meshes.get(full, expected)
	return files


## Returns the files that were looked at before a load has failed.
func _files_at_fault(known: Known, pending: PrefabLoad) -> Dictionary:
	var plan := pending.plan
	if plan == null and pending.build != null:
		plan = pending.build.plan
	if plan != null and not plan.sources.is_empty():
		var all := _files_of(known, plan)
		for asset in plan.assets:
			for file: String in [asset, asset + ".import"]:
				all[FileSource.absolute(file)] = PrefabWatch.WHATEVER_IT_IS
		return all
	var files := {}
	for line in pending.error.details.split("\n", false):
		var parts := line.split(" ", true, 1)
		if parts.size() == 2:
			var is_gone := pending.error.code == CutoutError.Code.FILE_MISSING
			var unknown := "" if is_gone else PrefabWatch.WHATEVER_IT_IS
			files[FileSource.absolute(parts[1])] = unknown if parts[0].is_empty() else parts[0]
	if files.is_empty():
		# A worker that has died says nothing.
		files[FileSource.absolute(known.path)] = PrefabWatch.WHATEVER_IT_IS
		var prefab := known.newest()
		for path: String in prefab.sources if prefab != null else {}:
			files[FileSource.absolute(path)] = PrefabWatch.WHATEVER_IT_IS
	return files


## Returns the path of the asset or mesh in a slot; empty for a resource.
static func _file_of(plan: PrefabPlan, slot: int) -> String:
	var number := slot - plan.resource_count()
	if number < 0:
		return ""
	return (plan.assets + plan.meshes)[number]


static func _is_alike(old: CutoutPrefab, new: CutoutPrefab) -> bool:
	return old.sources == new.sources and LiveUpdates.renewed_between(old, new).is_empty()


## Looks at one prefab in each frame, whether anybody holds it still.
func _forget_one() -> void:
	if _paths.is_empty():
		return
	var place := Engine.get_process_frames() % _paths.size()
	var known := _known[_paths[place]]
	if known.newest() == null and not known.is_broken and known.pending == null:
		_due.erase(known)
		_known.erase(known.path)
		_watch.forget(known.path)
		_paths[place] = _paths[-1]
		_paths.remove_at(_paths.size() - 1)
