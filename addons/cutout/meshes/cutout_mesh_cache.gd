class_name CutoutMeshCache
extends Node
## Keeps meshes within a limit of bytes, and loads what is missing.
##
## Add one to the tree; it brings its own [CutoutMeshLoader]. What is there is returned at once;
## what is not is loaded and told by [signal mesh_loaded]. Main thread only; asking costs about
## 20 µs, most of them for a look at the file.
## [codeblock]
## var cache := CutoutMeshCache.new()
## add_child(cache)
## $Wheel.mesh = await cache.fetch("user://parts/wheel.stl")
## [/codeblock]
## The mesh that nobody has asked for longest makes way first. A mesh that is in use stays alive
## whoever evicts it. A file that has changed is loaded again.

## A mesh is there, whoever asked for it.
signal mesh_loaded(path: String, mesh: ArrayMesh)
## A file could not be loaded; [param error] says why. It is not tried again until it changes or
## [method reload] is called, unless it was something passing.
signal mesh_failed(path: String, error: CutoutError)
## A mesh has made way for others.
signal mesh_evicted(path: String)

const DiskStore := preload("disk_store.gd")
const FailedFiles := preload("../files/failed_files.gd")
const FileCheck := preload("file_check.gd")
const FileLoads := preload("../files/file_loads.gd")
const FileSource := preload("../files/file_source.gd")
const HeldWaits := preload("../jobs/held_waits.gd")
const MeshBuild := preload("mesh_build.gd")
const MeshForm := preload("mesh_form.gd")
const MeshLoad := preload("mesh_load.gd")
const Shelf := preload("../files/shelf.gd")
const PrefetchWindow := preload("prefetch_window.gd")
const Processor := preload("../autoload/processor.gd")
const Settings := preload("../settings.gd")

const _FREE := &"mesh_free"

## How many mebibytes of meshes are kept; 0 for what [code]cutout/meshes/cache_mb[/code] says. Only
## pinned meshes may go beyond it.
@export_range(0, 65536, 1, "or_greater") var limit_mb := 0:
	set(value):
		limit_mb = value
		_apply_limit()
## Look at the file whenever its mesh is asked for: size and time of change, which most systems note
## in whole seconds.
@export var checks_files := true
## Take the hash of each file while it is loaded, for [method verify].
@export var takes_hashes := false
## How many neighbours to each side [method prefetch] loads.
@export_range(0, 1000) var prefetch_radius := 5
## What loads the files, with its options: up, scale, levels of detail … Set them before the first
## file is asked for, or [method clear] the cache.
@export var loader: CutoutMeshLoader

var _checks: Array[FileCheck] = []
var _counts: Dictionary[String, int] = {
	"hits": 0, "misses": 0, "evicted": 0, "invalidated": 0, "from_disk": 0, "failed": 0
}
var _failures := FailedFiles.new()
var _last_index := 0
var _loads := FileLoads.new()
var _shelf := Shelf.new()


func _init() -> void:
	loader = CutoutMeshLoader.new()
	add_child(loader, false, Node.INTERNAL_MODE_FRONT)


func _enter_tree() -> void:
	_apply_limit()


func _exit_tree() -> void:
	for check in _checks:
		HeldWaits.hold(check.checked)
	_checks.clear()
	for pending: MeshLoad in _loads.all():
		HeldWaits.hold(pending.ended)
		# Whoever awaits it must not be woken while the tree is taken apart.
		_give_up.call_deferred(pending.key)


## Returns the mesh of a file if it is there; otherwise queues the file and returns
## [code]null[/code]. For [param priority] see [method CutoutMeshLoader.load_mesh].
func get_or_queue(path: String, priority: Variant = CutoutJob.Priority.NORMAL) -> ArrayMesh:
	var mesh := get_loaded(path)
	if mesh == null:
		_counts["misses"] += 1
		_want(path, priority, false)
	return mesh


## Returns the mesh of a file if it is there, else [code]null[/code]; loads nothing.
func get_loaded(path: String) -> ArrayMesh:
	var key := FileSource.absolute(path)
	var entry := _current(key)
	if entry == null:
		return null
	_counts["hits"] += 1
	_shelf.touch(key)
	return entry.content


## Returns what to [code]await[/code] for the mesh of a file, which is loaded if need be:
## [code]null[/code] if it fails, and [method get_error] says why.
func fetch(path: String, priority: Variant = CutoutJob.Priority.NORMAL) -> Variant:
	var mesh := get_or_queue(path, priority)
	if mesh != null:
		return mesh
	var pending: MeshLoad = _loads.find(FileSource.absolute(path))
	if pending == null:
		return null
	return pending.ended


## Returns [code]true[/code] if the mesh of a file is there and the file has not changed.
func is_loaded(path: String) -> bool:
	return _current(FileSource.absolute(path)) != null


## Returns the size and the time of change that a file had when it was loaded; empty if its mesh is
## not there. For hot reload.
func loaded_stamp(path: String) -> String:
	var entry := _shelf.find(FileSource.absolute(path))
	return "" if entry == null else " ".join(entry.stamp.split(" ").slice(0, 2))


## Returns [code]true[/code] while a file is under way.
func is_loading(path: String) -> bool:
	return _loads.find(FileSource.absolute(path)) != null


## Returns how much of a file is done, from 0 to 1; without a path, of all that was asked for since
## nothing was under way.
func loading_progress(path := "") -> float:
	if not path.is_empty():
		var pending: MeshLoad = _loads.find(FileSource.absolute(path))
		return float(is_loaded(path)) if pending == null else pending.progress()
	return _loads.progress()


## Returns why a file has failed, or [code]null[/code].
func get_error(path: String) -> CutoutError:
	return _failures.error_of(FileSource.absolute(path))


## Keeps the mesh of a file, once it is there, until it is unpinned as often.
func pin(path: String) -> void:
	_shelf.pin(FileSource.absolute(path))


## Takes a pin off a file. Returns [code]false[/code] if there was none.
func unpin(path: String) -> bool:
	var was_pinned := _shelf.unpin(FileSource.absolute(path))
	_evict()
	return was_pinned


## Loads what a player of a sequence needs around [param index]: the file there at once, then its
## neighbours, the nearest first. What earlier calls asked for and is too far now is given up.
## Returns the mesh at [param index] if it is there. As many neighbours as fit the limit of bytes
## are loaded, [param radius] to each side at most; -1 for [member prefetch_radius]. After the last
## file comes the first one if the sequence [param loops].
func prefetch(paths: PackedStringArray, index: int, radius := -1, loops := false) -> ArrayMesh:
	if index < 0 or index >= paths.size():
		push_error("Cutout: prefetch() got index %d of %d files." % [index, paths.size()])
		return null
	var reach := prefetch_radius if radius < 0 else radius
	var count := paths.size()
	var goes_forward := PrefetchWindow.is_forward(count, _last_index, index, loops)
	var places := PrefetchWindow.places(count, index, reach, goes_forward, loops)
	_last_index = index
	var wanted: Dictionary[String, bool] = {}
	var room := float(_shelf.limit)
	for place in places:
		var key := FileSource.absolute(paths[place])
		var entry := _current(key)
		room -= _shelf.mean_bytes() if entry == null else float(entry.bytes)
		if room < 0.0 and place != index:
			break
		wanted[key] = true
		if entry == null:
			var distance := PrefetchWindow.distance_of(count, place, index, loops)
			_want(paths[place], PrefetchWindow.priority_of(distance), true)
	# The nearest is to make way last.
	var nearest_last := wanted.keys()
	nearest_last.reverse()
	for key: String in nearest_last:
		_shelf.touch(key)
	for pending: MeshLoad in _loads.all():
		if pending.is_prefetch and not pending.key in wanted:
			_give_up(pending.key)
	return get_loaded(paths[index])


## Forgets what is known of a file, its mesh or its failure, and what workers and the disk remember
## of it.
func invalidate(path: String) -> void:
	var key := FileSource.absolute(path)
	loader.invalidate(path)
	_failures.remove(key)
	if _shelf.remove(key) != null:
		_counts["invalidated"] += 1


## Forgets what is known of a file and loads it again.
func reload(path: String, priority: Variant = CutoutJob.Priority.NORMAL) -> void:
	invalidate(path)
	get_or_queue(path, priority)


## Returns what to [code]await[/code] for whether a file still has the hash that it was loaded with;
## if not, its mesh is forgotten. It is read in a thread. [code]false[/code] if there is no mesh;
## logs if [member takes_hashes] was off when it was loaded.
func verify(path: String) -> Variant:
	var key := FileSource.absolute(path)
	var entry := _current(key)
	if entry == null:
		return false
	if entry.file_hash.is_empty():
		push_error("Cutout: verify() has no hash of %s; set takes_hashes before loading." % path)
		return false
	var check := FileCheck.new(key, entry.file_hash)
	_checks.append(check)
	check.checked.connect(_on_checked.bind(key, entry.stamp, check.get_instance_id()))
	check.start()
	return check.checked


## Forgets all meshes but pinned ones, and all failures.
func clear() -> void:
	_failures.clear()
	for key in _shelf.keys():
		if not _shelf.is_pinned(key):
			_release(_shelf.remove(key))


## Returns how things stand: [code]meshes bytes limit_bytes pinned loading[/code] now, and
## [code]hits misses evicted invalidated from_disk failed[/code] ever.
func stats() -> Dictionary:
	var figures := {
		"meshes": _shelf.size(),
		"bytes": _shelf.bytes,
		"limit_bytes": _shelf.limit,
		"pinned": _shelf.pinned(),
		"loading": _loads.size(),
	}
	return figures.merged(_counts)


## Returns what is kept of a file if it has not changed; forgets it otherwise.
func _current(key: String) -> Shelf.Entry:
	var entry := _shelf.find(key)
	if entry == null or not checks_files or loader.stamp_of(key) == entry.stamp:
		return entry
	_shelf.remove(key)
	_counts["invalidated"] += 1
	return null


func _want(path: String, priority: Variant, is_prefetch: bool) -> void:
	var key := FileSource.absolute(path)
	var stamp := loader.stamp_of(key)
	var known: MeshLoad = _loads.find(key)
	if known != null and known.stamp == stamp:
		known.want_again(priority, is_prefetch, loader)
		return
	if _failures.has(key, stamp):
		return
	var pending := MeshLoad.new(key, path, stamp)
	pending.is_prefetch = is_prefetch
	pending.priority = priority
	if not _read_from_disk(pending):
		_send(pending)


func _send(pending: MeshLoad) -> void:
	loader.disk_limit = Settings.mesh_disk_cache_bytes()
	loader.takes_hashes = takes_hashes
	pending.build = null
	pending.job = loader.load_mesh(pending.path, pending.priority)
	if pending.job == null:
		_loads.remove(pending)
		return
	_loads.add(pending)
	# A job that was given up and is wanted again, because somebody else kept it alive.
	if not pending.job.finished.is_connected(_on_finished):
		pending.job.finished.connect(_on_finished.bind(pending.key), CONNECT_ONE_SHOT)


## Returns [code]false[/code] if no processed form is kept.
func _read_from_disk(pending: MeshLoad) -> bool:
	if Settings.mesh_disk_cache_bytes() == 0 or pending.stamp.is_empty():
		return false
	var place := DiskStore.place_of(loader.kind, loader.request_of(pending.key, pending.stamp))
	if not FileAccess.file_exists(place):
		return false
	loader.takes_hashes = takes_hashes
	pending.build = loader.new_build(pending.key, place)
	pending.build.ended.connect(_on_read)
	pending.build.start()
	_loads.add(pending)
	return true


func _on_read(build: MeshBuild) -> void:
	var pending: MeshLoad = _loads.find(build.key)
	if pending == null or pending.build != build:
		return
	if build.fault.is_empty():
		_counts["from_disk"] += 1
		_take(pending, build.mesh)
	else:
		# Half a file, or one that somebody wrote over: what it was made of is still there.
		DirAccess.remove_absolute(build.stored_at)
		_send(pending)


func _on_finished(job: CutoutJob, key: String) -> void:
	var pending: MeshLoad = _loads.find(key)
	if pending == null or pending.job != job:
		return
	if job.error == null:
		var mesh: ArrayMesh = job.result
		_take(pending, mesh)
		return
	_loads.remove(pending)
	_failures.add(key, pending.stamp, job.error)
	if job.state == CutoutJob.State.FAILED:
		_counts["failed"] += 1
		mesh_failed.emit(pending.path, job.error)
	_tell.call_deferred(pending, null)


func _take(pending: MeshLoad, mesh: ArrayMesh) -> void:
	_loads.remove(pending)
	_failures.remove(pending.key)
	var entry := Shelf.Entry.new()
	entry.content = mesh
	entry.bytes = mesh.get_meta(MeshForm.BYTES)
	entry.file_hash = mesh.get_meta(MeshForm.FILE_HASH, "")
	entry.stamp = pending.stamp
	entry.path = pending.path
	_shelf.put(pending.key, entry)
	_evict()
	mesh_loaded.emit(pending.path, mesh)
	_tell.call_deferred(pending, mesh)


func _give_up(key: String) -> void:
	var pending: MeshLoad = _loads.find(key)
	if pending == null:
		return
	_loads.remove(pending)
	if pending.job != null:
		loader.cancel(pending.path)
	_tell.call_deferred(pending, null)


func _apply_limit() -> void:
	_shelf.limit = limit_mb * 1024 * 1024 if limit_mb > 0 else Settings.mesh_cache_bytes()
	_evict()


func _evict() -> void:
	var evicted := _shelf.evict()
	for key in evicted:
		_counts["evicted"] += 1
		_release(evicted[key])
		mesh_evicted.emit(evicted[key].path)


## Frees what nobody else uses, inside the frame budget.
func _release(entry: Shelf.Entry) -> void:
	var processor := Processor.find(self)
	if processor != null:
		processor.push_step(_let_go.bind(entry.content), _FREE)


func _on_checked(is_unchanged: bool, key: String, stamp: String, id: int) -> void:
	_checks = _checks.filter(func(check: FileCheck) -> bool: return check.get_instance_id() != id)
	var entry := _shelf.find(key)
	if not is_unchanged and entry != null and entry.stamp == stamp:
		invalidate(key)


## Wakes whoever awaits a file, at the end of the frame: they may free the cache.
static func _tell(pending: MeshLoad, mesh: ArrayMesh) -> void:
	pending.end(mesh)


static func _let_go(_mesh: ArrayMesh) -> void:
	pass
