extends RefCounted
## The prefabs that are there, and those that have failed, for as long as their files stay the same.

## A prefab has made way for others.
signal evicted(path: String)

const FailedFiles := preload("../../files/failed_files.gd")
const FileSource := preload("../../files/file_source.gd")
const PrefabLoad := preload("prefab_load.gd")
const PrefabSources := preload("prefab_sources.gd")
const Processor := preload("../../autoload/processor.gd")
const Shelf := preload("../../files/shelf.gd")

const _FREE := &"prefab_free"

## How often files are looked at, at most, in seconds; below 0 for never.
var interval_sec := 1.0
## Somebody else looks at the files that prefabs are made from.
var is_watched := false
var hits := 0
var misses := 0
var evictions := 0
var invalidated := 0
var shelf := Shelf.new()

var _checked_msec: Dictionary[String, int] = {}
## Why prefabs have failed, those too that are tried again whenever somebody asks.
var _errors: Dictionary[String, CutoutError] = {}
var _failures := FailedFiles.new()
var _node: Node


func _init(node: Node) -> void:
	_node = node


## Returns a prefab if it is there and its files have not changed; forgets it otherwise.
func find(key: String) -> CutoutPrefab:
	var entry := shelf.find(key)
	if entry == null:
		return null
	var prefab: CutoutPrefab = entry.content
	var is_seen_to := is_watched and not prefab.is_scene
	if is_seen_to or not _is_due(key) or _stamp_of(prefab) == entry.stamp:
		return prefab
	shelf.remove(key)
	invalidated += 1
	return null


## Returns a prefab, and says that it was asked for.
func take(key: String) -> CutoutPrefab:
	var prefab := find(key)
	if prefab != null:
		hits += 1
		shelf.touch(key)
	return prefab


## Returns what is there, whatever has become of its files.
func peek(key: String) -> CutoutPrefab:
	var entry := shelf.find(key)
	return entry.content as CutoutPrefab if entry != null else null


## Takes a prefab in.
func put(pending: PrefabLoad, prefab: CutoutPrefab) -> void:
	forgive(pending.key)
	_checked_msec[pending.key] = Time.get_ticks_msec()
	var entry := Shelf.Entry.new()
	entry.content = prefab
	entry.bytes = prefab.bytes
	entry.stamp = pending.stamp if not prefab.is_scene else _stamp_of(prefab)
	entry.path = pending.path
	shelf.put(pending.key, entry)
	make_room()


## Takes note of a failure. It is tried again once its file has changed; as it may be another file
## that is at fault, also after a while.
func fail(pending: PrefabLoad) -> void:
	_checked_msec[pending.key] = Time.get_ticks_msec()
	_failures.add(pending.key, pending.stamp, pending.error)
	if pending.error.code != CutoutError.Code.CANCELLED:
		_errors[pending.key] = pending.error


## Returns [code]true[/code] if there is no use in trying again yet.
func has_failed(key: String) -> bool:
	# Most have not, and a look at a file takes longer than all else.
	if _failures.error_of(key) == null:
		return false
	return _failures.has(key, PrefabSources.stamp_of([key])) and not _is_due(key)


## Returns why a prefab has failed, or [code]null[/code].
func error_of(key: String) -> CutoutError:
	return _errors.get(key)


## Forgets that a prefab has failed.
func forgive(key: String) -> void:
	_failures.remove(key)
	_errors.erase(key)


## Forgets what is known of a prefab.
func invalidate(key: String) -> void:
	forgive(key)
	if shelf.remove(key) != null:
		invalidated += 1


## Forgets all but pinned prefabs.
func clear() -> void:
	_failures.clear()
	_errors.clear()
	for key in shelf.keys():
		if not shelf.is_pinned(key):
			_release(shelf.remove(key))


## Evicts prefabs until the others fit.
func make_room() -> void:
	var gone := shelf.evict()
	for key in gone:
		evictions += 1
		_release(gone[key])
		evicted.emit(gone[key].path)


## Frees what nobody else uses, inside the frame budget.
func _release(entry: Shelf.Entry) -> void:
	_checked_msec.erase(entry.path)
	var processor := Processor.find(_node)
	if processor != null:
		processor.push_step(_let_go.bind(entry.content), _FREE)


func _is_due(key: String) -> bool:
	var now := Time.get_ticks_msec()
	var last: int = _checked_msec.get(key, 0)
	if interval_sec < 0.0 or now - last < interval_sec * 1000.0:
		return false
	_checked_msec[key] = now
	return true


static func _stamp_of(prefab: CutoutPrefab) -> String:
	var paths := PackedStringArray([prefab.path])
	if not prefab.is_scene:
		paths = PackedStringArray(prefab.sources.keys())
	return PrefabSources.stamp_of(paths)


static func _let_go(_prefab: CutoutPrefab) -> void:
	pass
