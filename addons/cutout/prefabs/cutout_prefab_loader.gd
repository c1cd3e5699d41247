class_name CutoutPrefabLoader
extends Node
## Loads prefabs (.json, .ron) and scenes without a wait on the main thread, keeps them within a
## limit of bytes, and makes nodes of them in steps of the frame budget.
##
## Add one to the tree; it finds everything else. Asking for what is there costs microseconds.
## [codeblock]
## var loader := CutoutPrefabLoader.new()
## add_child(loader)
## var lamp: CutoutPrefab = await loader.load_async("res://prefabs/lamp.json")
## if lamp == null:
##     print(loader.get_error("res://prefabs/lamp.json").message)
##     return
## loader.spawn(lamp, $Street, Transform3D(Basis(), Vector3(4, 0, 2)))
## [/codeblock]
## Files lie in [code]res://[/code], in [code]user://[/code] or in a folder of the setting
## [code]cutout/files/roots[/code]. See docs/guide_prefabs.md for what stands in them.

## A prefab is there, whoever asked for it.
signal prefab_loaded(path: String, prefab: CutoutPrefab)
## A prefab could not be loaded; [param error] says why.
signal prefab_failed(path: String, error: CutoutError)
## A prefab has made way for others.
signal prefab_evicted(path: String)
## A prefab that was there has been loaded again: [param prefab] is the new one.
signal prefab_changed(path: String, prefab: CutoutPrefab)
## An instance was made anew because its file has changed. The old root is there, outside of the
## tree, until this returns.
signal instance_replaced(old_root_id: int, new_root: Node)

const FileLoads := preload("../files/file_loads.gd")
const HeldWaits := preload("../jobs/held_waits.gd")
const HotReload := preload("reloading/hot_reload.gd")
const JobOptions := preload("../jobs/job_options.gd")
const KeptPrefabs := preload("loading/kept_prefabs.gd")
const LiveInstances := preload("reloading/live_instances.gd")
const PrefabLoad := preload("loading/prefab_load.gd")
const PrefabPipeline := preload("loading/prefab_pipeline.gd")
const PrefabSources := preload("loading/prefab_sources.gd")
const Processor := preload("../autoload/processor.gd")
const Settings := preload("../settings.gd")
const SpawnQueue := preload("spawning/spawn_queue.gd")
const SpawnWork := preload("spawning/spawn_work.gd")

## Where workers keep what they have compiled.
const DISK_FOLDER := "user://cutout/prefabs"

## How many mebibytes of prefabs are kept; 0 for what [code]cutout/prefabs/cache_mb[/code] says.
## Only pinned prefabs may go beyond it.
@export_range(0, 65536, 1, "or_greater") var limit_mb := 0:
	set(value):
		limit_mb = value
		_apply_limit()
## Patterns of files that prefabs may bring code from, such as [code]res://enemies/*.gd[/code],
## besides those of [code]cutout/prefabs/allow_scripts[/code]. What is loaded already stays.
@export var allow_scripts := PackedStringArray()
## Whether workers keep compiled prefabs on disk, if [code]cutout/prefabs/disk_cache[/code] is on.
@export var disk_cache := true
## Look at a prefab's files when it is asked for, at most so often, in seconds; below 0 for never.
## Size and time of change are looked at, and most systems note that in whole seconds.
@export_range(-1.0, 60.0) var check_interval_sec := 1.0:
	set(value):
		check_interval_sec = value
		_kept.interval_sec = value
## Whether prefabs and their instances follow the files while the game runs, see
## docs/guide_prefabs.md. Set it before this node enters the tree.
@export var hot_reload := OS.is_debug_build()
## How long a worker may take for a prefab, in seconds.
@export_range(0.1, 600.0, 0.1, "or_greater") var deadline_sec := 30.0
## The kind of job that compiles prefabs: one of your own has to return what docs/architecture.md
## says under "Kind prefab".
@export var kind: StringName = &"prefab"
## Loads the meshes that prefabs name; with options of its own.
@export var mesh_cache: CutoutMeshCache

var _instance_errors: Dictionary[String, CutoutError] = {}
var _failed := 0
var _hot: HotReload
var _kept := KeptPrefabs.new(self)
var _live := LiveInstances.new()
var _loads := FileLoads.new()
var _pipeline := PrefabPipeline.new(self)
var _queue := SpawnQueue.new()
var _spawned := 0


func _init() -> void:
	mesh_cache = CutoutMeshCache.new()
	add_child(mesh_cache, false, Node.INTERNAL_MODE_FRONT)
	_pipeline.ended.connect(_on_ended)
	_kept.evicted.connect(func(path: String) -> void: prefab_evicted.emit(path))
	_queue.on_done = _on_spawned
	_hot = HotReload.new(self, _kept, _pipeline, _live, _queue)
	_hot.updates.replaced.connect(instance_replaced.emit)
	add_child(_hot, false, Node.INTERNAL_MODE_FRONT)
	set_process(false)


func _enter_tree() -> void:
	_apply_limit()


func _process(_delta: float) -> void:
	_pipeline.assets.step()
	set_process(_loads.size() > 0 or not _pipeline.assets.is_empty())


func _exit_tree() -> void:
	_pipeline.leave()
	for pending: PrefabLoad in _loads.all():
		HeldWaits.hold(pending.ended)
		# Whoever awaits it must not be woken while the tree is taken apart.
		_give_up.call_deferred(pending)
	_queue.release()


## Returns what to [code]await[/code] for a prefab, which is loaded if need be: [code]null[/code] if
## it fails, and [method get_error] says why. What is there is returned at once. For several, call
## it for each, then for each again with await: a signal that has come cannot be awaited any more.
## [code].tscn[/code] and [code].scn[/code] are scenes, which the engine loads in its threads.
##
## [param priority] is a number from -100 to 100 or [code]"critical" "high" "normal" "low"[/code].
func load_async(path: String, priority: Variant = CutoutJob.Priority.NORMAL) -> Variant:
	var key := PrefabSources.canonical(path)
	var prefab := _kept.take(key)
	if prefab != null:
		return prefab
	_kept.misses += 1
	var pending := _want(key, priority)
	if pending == null:
		return null
	return pending.ended


## Returns a prefab if it is there, else [code]null[/code]; loads nothing.
func get_loaded(path: String) -> CutoutPrefab:
	return _kept.take(PrefabSources.canonical(path))


## Returns [code]true[/code] if a prefab is there and its files have not changed.
func is_loaded(path: String) -> bool:
	return _kept.find(PrefabSources.canonical(path)) != null


## Returns [code]true[/code] while a prefab is under way.
func is_loading(path: String) -> bool:
	return _loads.find(PrefabSources.canonical(path)) != null


## Returns how much of a prefab is done, from 0 to 1; without a path, of all that was asked for
## since nothing was under way.
func loading_progress(path := "") -> float:
	if path.is_empty():
		return _loads.progress()
	var known := _loads.find(PrefabSources.canonical(path))
	return known.progress() if known != null else float(is_loaded(path))


## Returns why a prefab could not be loaded, or why [method instantiate] has failed, or
## [code]null[/code].
func get_error(path: String) -> CutoutError:
	var key := PrefabSources.canonical(path)
	var error := _kept.error_of(key)
	return error if error != null else _instance_errors.get(key)


## Takes back one call of [method load_async]; the prefab is given up if that was the last, and
## whoever awaits it gets [code]null[/code]. Returns [code]false[/code] if it is not under way.
func cancel(path: String) -> bool:
	var pending: PrefabLoad = _loads.find(PrefabSources.canonical(path))
	if pending == null:
		return false
	pending.claims -= 1
	if pending.claims <= 0:
		_give_up(pending)
	return true


## Gives a prefab that is under way another priority. Returns [code]false[/code] if it is not.
func set_priority(path: String, priority: Variant) -> bool:
	var pending: PrefabLoad = _loads.find(PrefabSources.canonical(path))
	var number: Variant = _priority_from(priority)
	if pending == null or number == null:
		return false
	pending.priority = number
	_tell_priority(pending)
	return true


## Keeps a prefab, once it is there, until it is unpinned as often.
func pin(path: String) -> void:
	_kept.shelf.pin(PrefabSources.canonical(path))


## Takes a pin off a prefab. Returns [code]false[/code] if there was none.
func unpin(path: String) -> bool:
	var was_pinned := _kept.shelf.unpin(PrefabSources.canonical(path))
	_kept.make_room()
	return was_pinned


## Forgets what is known of a prefab, whether it was loaded or has failed.
func invalidate(path: String) -> void:
	_kept.invalidate(PrefabSources.canonical(path))


## Loads a prefab again: the one that is there stays until then, and if the new one fails. Returns
## what to [code]await[/code], as [method load_async].
func reload(path: String, priority: Variant = CutoutJob.Priority.NORMAL) -> Variant:
	var key := PrefabSources.canonical(path)
	var known: PrefabLoad = _loads.find(key)
	# It may have read the file before that changed.
	if known != null:
		_loads.remove(known)
		_pipeline.cancel(known)
	_kept.forgive(key)
	var pending := _want(key, priority)
	if pending == null:
		if known != null:
			_tell.call_deferred(known, null)
		return null
	pending.previous = _kept.peek(key)
	pending.is_fresh = true
	if known != null:
		pending.claims += known.claims
		pending.earlier = known
	return pending.ended


## Forgets all prefabs but pinned ones, and all failures.
func clear() -> void:
	_instance_errors.clear()
	_kept.clear()


## Makes the nodes of a prefab under [param parent], in steps of the frame budget, all or nothing:
## the root enters the tree, complete, in the last step. Returns [code]null[/code] and logs if an
## argument is wrong or this node is not in the tree.
##
## [param transform] is a [Transform3D] for a [Node3D], a [Transform2D] for a [Node2D], or
## [code]null[/code] for what the prefab says. [param options] may hold:
## [br]- [code]progressive[/code]: the root enters the tree first, and its nodes follow level by
## level where everybody can see them, for prefabs that are too large to enter at once;
## [br]- [code]name[/code]: what the root is called;
## [br]- [code]priority[/code]: as of [method load_async]; the most urgent spawn goes on first.
func spawn(
	prefab: CutoutPrefab, parent: Node, transform: Variant = null, options := {}
) -> CutoutSpawn:
	var processor := Processor.of(self)
	if processor == null or not _are_right(prefab, transform, options):
		return null
	if not is_instance_valid(parent) or parent.is_queued_for_deletion():
		push_error("Cutout: spawn() got no parent; pass a node that exists.")
		return null
	var work: SpawnWork = SpawnWork.of(prefab, parent, transform, options, hot_reload)
	_queue.add(work, processor)
	return work.spawn


## Makes the nodes of a prefab at once and returns the root, for small ones. Returns
## [code]null[/code] if that fails, and [method get_error] says why.
func instantiate(prefab: CutoutPrefab) -> Node:
	if not _are_right(prefab, null, {}):
		return null
	_instance_errors.erase(prefab.path)
	var root := prefab.newest().make_at_once() if not hot_reload else null
	if root != null:
		_note(prefab.path, root, null)
		return root
	var work: SpawnWork = SpawnWork.of(prefab, null, null, {}, hot_reload)
	work.finish()
	var made := work.spawn
	if made.error != null:
		_instance_errors[prefab.path] = made.error
		return null
	_on_spawned(made)
	return made.root


## Returns the roots in the game that this loader has made from a prefab.
func instances_of(path: String) -> Array[Node]:
	return _live.of(PrefabSources.canonical(path))


## Returns how things stand: [code]prefabs bytes limit_bytes pinned loading spawning
## shared_resources[/code] now; [code]hits misses evicted invalidated failed spawned[/code] ever.
func stats() -> Dictionary:
	return {
		"prefabs": _kept.shelf.size(),
		"bytes": _kept.shelf.bytes,
		"limit_bytes": _kept.shelf.limit,
		"pinned": _kept.shelf.pinned(),
		"loading": _loads.size(),
		"spawning": _queue.size(),
		"shared_resources": _pipeline.shared.size(),
		"hits": _kept.hits,
		"misses": _kept.misses,
		"evicted": _kept.evictions,
		"invalidated": _kept.invalidated,
		"failed": _failed,
		"spawned": _spawned,
	}


func _want(key: String, priority: Variant) -> PrefabLoad:
	var processor := Processor.of(self)
	var number: Variant = _priority_from(priority)
	if processor == null or number == null:
		return null
	var known: PrefabLoad = _loads.find(key)
	if known != null:
		known.claims += 1
		if number > known.priority:
			known.priority = number
			_tell_priority(known)
		return known
	if _kept.has_failed(key):
		return null
	var pending := PrefabLoad.new(key, key, PrefabSources.stamp_of([key]))
	pending.priority = number
	_pipeline.kind = kind
	_pipeline.deadline_sec = deadline_sec
	_pipeline.mesh_cache = mesh_cache
	_pipeline.allow_scripts = Settings.prefab_scripts() + allow_scripts
	var keeps := disk_cache and Settings.keeps_prefabs_on_disk()
	_pipeline.disk_folder = ProjectSettings.globalize_path(DISK_FOLDER) if keeps else ""
	_loads.add(pending)
	if not _pipeline.start(pending, processor):
		_loads.remove(pending)
		return null
	set_process(true)
	return pending


func _on_ended(pending: PrefabLoad, prefab: CutoutPrefab) -> void:
	if _loads.find(pending.key) != pending:
		return
	_loads.remove(pending)
	if prefab != null:
		_kept.put(pending, prefab)
		prefab_loaded.emit(pending.path, prefab)
		if pending.previous != null:
			prefab_changed.emit(pending.path, prefab)
	else:
		_kept.fail(pending)
		if pending.error.code != CutoutError.Code.CANCELLED:
			_failed += 1
			prefab_failed.emit(pending.path, pending.error)
	_tell.call_deferred(pending, prefab)


func _give_up(pending: PrefabLoad) -> void:
	_loads.remove(pending)
	_pipeline.cancel(pending)
	_tell.call_deferred(pending, null)


func _tell_priority(pending: PrefabLoad) -> void:
	var processor := Processor.find(self)
	if pending.job != null and processor != null:
		processor.set_job_priority(pending.job.id, pending.priority)


func _are_right(prefab: CutoutPrefab, transform: Variant, options: Dictionary) -> bool:
	var fault := SpawnWork.fault_of(prefab, transform, options)
	if not fault.is_empty():
		push_error("Cutout: %s" % fault)
	return fault.is_empty()


func _on_spawned(made: CutoutSpawn) -> void:
	_note(made.prefab.path, made.root, made.parts)


func _note(path: String, root: Node, parts: CutoutSpawn.InstanceParts) -> void:
	_spawned += 1
	_hot.note(_live.add(path, root, parts))


func _apply_limit() -> void:
	_kept.shelf.limit = limit_mb * 1024 * 1024 if limit_mb > 0 else Settings.prefab_cache_bytes()
	_kept.make_room()


static func _priority_from(priority: Variant) -> Variant:
	var number: Variant = JobOptions.priority_from(priority)
	if number == null:
		push_error("Cutout: priority is %s; pass a number or the name of a band." % priority)
	return number


## Wakes whoever awaits a prefab, at the end of the frame: they may free the loader.
static func _tell(pending: PrefabLoad, prefab: CutoutPrefab) -> void:
	pending.end(prefab)
