extends RefCounted
## Assets of prefabs on their way through the engine's own loader, in its threads: asked for and
## collected a few a frame, so that the main thread never waits for one.
##
## Without a window they are loaded on the main thread: threads that make textures and meshes then
## get in each other's way, up to a crash (Godot 4.4 to 4.7, issue 121949 of the engine).

const AssetRest := preload("asset_rest.gd")
const PrefabLoad := preload("prefab_load.gd")

const _MOST_UNDER_WAY := 8
const _MOST_A_FRAME := 2

static var _has_window := DisplayServer.get_name() != "headless"

## Those that wait for an asset, by its path.
var _loads: Dictionary[String, Array] = {}
## How the engine loads it, by path.
var _under_way: Dictionary[String, ResourceLoader.CacheMode] = {}
var _waiting: Array[String] = []


## Has an asset loaded and handed to [param load].
func want(path: String, pending: PrefabLoad) -> void:
	if path in _loads:
		_loads[path].append(pending)
		return
	_loads[path] = [pending]
	if not path in _under_way:
		_waiting.append(path)


## Returns [code]true[/code] if there is nothing to do.
func is_empty() -> bool:
	return _waiting.is_empty() and _under_way.is_empty()


## Says that a load does not want its assets any more. What the engine is at is let go of once it
## is there: the engine cannot be stopped.
func forget(pending: PrefabLoad) -> void:
	for path: String in _loads.keys():
		_loads[path].erase(pending)
		if _loads[path].is_empty():
			_loads.erase(path)
			_waiting.erase(path)


## Leaves what the engine is at to the processor, because the loader leaves the tree.
func leave(processor: CutoutBatchProcessor) -> void:
	_loads.clear()
	_waiting.clear()
	if _under_way.is_empty():
		return
	var rest := AssetRest.new()
	rest.paths.assign(_under_way.keys())
	_under_way.clear()
	processor.add_child(rest, false, Node.INTERNAL_MODE_BACK)


## Collects what is there and asks for more. Once a frame: the engine takes it for waiting if it is
## asked about the same asset twice.
func step() -> void:
	for path: String in _under_way.keys():
		_collect(path)
	for count in _MOST_A_FRAME:
		if _waiting.is_empty() or _under_way.size() >= _MOST_UNDER_WAY:
			return
		_ask_for(_most_urgent())


func _ask_for(path: String) -> void:
	if not ResourceLoader.exists(path):
		_end(path, null, CutoutError.Code.FILE_MISSING, "there is no asset %s; put it there" % path)
	elif not _has_window:
		_hand_over(path, ResourceLoader.load(path, "", _mode_of(path)))
	elif ResourceLoader.load_threaded_request(path, "", false, _mode_of(path)) != OK:
		_end(path, null, CutoutError.Code.BAD_FILE, "the engine does not load %s" % path)
	else:
		_under_way[path] = _mode_of(path)


func _collect(path: String) -> void:
	if ResourceLoader.load_threaded_get_status(path) == ResourceLoader.THREAD_LOAD_IN_PROGRESS:
		return
	var mode := _under_way[path]
	_under_way.erase(path)
	# What has failed is let go of in the same way.
	var asset := ResourceLoader.load_threaded_get(path)
	if path in _loads and _mode_of(path) != mode:
		# It was read before somebody wanted it anew.
		_waiting.append(path)
	else:
		_hand_over(path, asset)


func _hand_over(path: String, asset: Resource) -> void:
	if asset != null:
		_end(path, asset, CutoutError.Code.OK, "")
	else:
		_end(path, null, CutoutError.Code.BAD_FILE, "the engine cannot load %s" % path)


func _end(path: String, asset: Resource, code: CutoutError.Code, what: String) -> void:
	var waiting: Array = _loads.get(path, [])
	_loads.erase(path)
	for pending: PrefabLoad in waiting:
		pending.take_asset(path, asset, code, what)


## A scene that is loaded again is another one: whoever holds the old one goes on with that.
func _mode_of(path: String) -> ResourceLoader.CacheMode:
	for pending: PrefabLoad in _loads[path]:
		if pending.is_fresh and pending.path == path:
			return ResourceLoader.CACHE_MODE_IGNORE
	return ResourceLoader.CACHE_MODE_REUSE


func _most_urgent() -> String:
	var best := 0
	for place in range(1, _waiting.size()):
		if _priority_of(_waiting[place]) > _priority_of(_waiting[best]):
			best = place
	return _waiting.pop_at(best)


func _priority_of(path: String) -> int:
	var highest := -CutoutJob.MOST_URGENT
	for pending: PrefabLoad in _loads[path]:
		highest = maxi(highest, pending.priority)
	return highest
