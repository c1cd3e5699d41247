extends RefCounted
## Gets prefabs from the loader, a small window at a time, and keeps them for as long as a point
## needs them.
##
## What waits in the engine's queues can no longer change places, so only enough to keep the workers
## busy is there. What nobody needs any more is given up.

const PrefabNeed := preload("prefab_need.gd")
const Retried := preload("../streaming/retried.gd")
const RetryPlan := preload("../streaming/retry_plan.gd")

## How many prefabs may be on their way.
var window := 8
## Called with a [code]PrefabNeed[/code] that is there, or cannot be had.
var on_ended: Callable
var retry := RetryPlan.new()
## How many tries were made again.
var retries := 0
## How many loads were given up.
var cancelled := 0

var _active := 0
var _again: Array[PrefabNeed] = []
var _loader: CutoutPrefabLoader
var _needs: Dictionary[int, PrefabNeed] = {}
var _paths: Dictionary[String, int] = {}


func _init(loader: CutoutPrefabLoader) -> void:
	_loader = loader
	loader.prefab_changed.connect(_on_changed)


## Returns how many prefabs are on their way.
func active() -> int:
	return _active


## Returns how many wait for another try.
func delayed() -> int:
	return retry.size() + _again.size()


## Returns [code]true[/code] while there is room for another one.
func has_room() -> bool:
	return _active < window and _has_loader() and _loader.is_inside_tree()


## Returns what is known of a prefab.
func need_of(kind: int) -> PrefabNeed:
	return _needs[kind]


## Says that one more needs a prefab.
func add_user(kind: int, path: String) -> void:
	var need: PrefabNeed = _needs.get(kind)
	if need == null:
		need = PrefabNeed.new()
		need.kind = kind
		need.path = path
		_needs[kind] = need
		_paths[path] = kind
	need.users += 1


## Says that one less needs a prefab: what nobody needs is given up, or left to the loader's cache.
func remove_user(kind: int) -> void:
	var need := _needs[kind]
	need.users -= 1
	if need.users > 0:
		return
	match need.state:
		PrefabNeed.State.LOADING:
			_cancel(need)
		PrefabNeed.State.READY:
			if _has_loader():
				_loader.unpin(need.path)
		PrefabNeed.State.DELAYED:
			retry.remove(need)
			_again.erase(need)
	_needs.erase(kind)
	_paths.erase(need.path)


## Asks for a prefab.
func ask(need: PrefabNeed, priority: int) -> void:
	need.request += 1
	need.priority = priority
	need.state = PrefabNeed.State.LOADING
	_active += 1
	var answer: Variant = _loader.load_async(need.path, priority)
	if answer is Signal:
		var ended: Signal = answer
		# Not the need itself: nothing here may keep it alive once it is forgotten.
		ended.connect(_on_loaded.bind(need.kind, need.request), CONNECT_ONE_SHOT)
	else:
		var prefab: CutoutPrefab = answer
		_take(need, prefab)


## Says that somebody more urgent waits for a prefab that is on its way.
func hurry(need: PrefabNeed, priority: int) -> void:
	if priority > need.priority:
		need.priority = priority
		_loader.set_priority(need.path, priority)


## Lets time pass for what is tried again.
func step(delta: float) -> void:
	for item: Retried in retry.take_due(delta):
		_again.append(item as PrefabNeed)
	while has_room() and not _again.is_empty():
		var need: PrefabNeed = _again.pop_front()
		if need.error != null:
			# The loader remembers what has failed.
			_loader.invalidate(need.path)
		ask(need, need.priority)


## Tries what has failed because the Python side was down, now that it is up.
func resume() -> void:
	for need: PrefabNeed in _needs.values():
		if need.state == PrefabNeed.State.FAILED:
			if need.error.code == CutoutError.Code.BACKEND_DOWN:
				need.version += 1
				need.state = PrefabNeed.State.DELAYED
				_again.append(need)


## Gives up all that is on its way and lets go of what is there, because the streamer leaves the
## tree.
func stop() -> void:
	for need: PrefabNeed in _needs.values():
		if need.state == PrefabNeed.State.LOADING:
			need.state = PrefabNeed.State.NONE
			_cancel(need)
		elif need.state == PrefabNeed.State.READY and _has_loader():
			_loader.unpin(need.path)


## Keeps what is needed again, after [method stop].
func start() -> void:
	for need: PrefabNeed in _needs.values():
		if need.state == PrefabNeed.State.READY:
			_loader.pin(need.path)


func _cancel(need: PrefabNeed) -> void:
	_active -= 1
	cancelled += 1
	if _has_loader():
		_loader.cancel(need.path)


func _has_loader() -> bool:
	return is_instance_valid(_loader) and not _loader.is_queued_for_deletion()


func _on_loaded(prefab: CutoutPrefab, kind: int, request: int) -> void:
	var need: PrefabNeed = _needs.get(kind)
	if need == null or need.request != request or need.state != PrefabNeed.State.LOADING:
		return
	_take(need, prefab)


func _take(need: PrefabNeed, prefab: CutoutPrefab) -> void:
	_active -= 1
	if prefab != null:
		_keep(need, prefab)
		on_ended.call(need)
		return
	var error := _loader.get_error(need.path)
	if error == null:
		error = CutoutError.new(
			CutoutError.Code.CANCELLED, "%s was given up while it was loaded." % need.path
		)
	need.error = error
	if retry.takes(need, error):
		need.state = PrefabNeed.State.DELAYED
		retries += 1
		return
	need.state = PrefabNeed.State.FAILED
	on_ended.call(need)


func _keep(need: PrefabNeed, prefab: CutoutPrefab) -> void:
	need.prefab = prefab
	need.version += 1
	need.error = null
	need.attempts = 0
	need.state = PrefabNeed.State.READY
	_loader.pin(need.path)


## A file has changed, and its prefab was loaded again.
func _on_changed(path: String, prefab: CutoutPrefab) -> void:
	if not path in _paths:
		return
	var need := _needs[_paths[path]]
	if need.state == PrefabNeed.State.READY:
		# It is pinned already.
		need.prefab = prefab
		need.version += 1
		on_ended.call(need)
	elif need.state == PrefabNeed.State.FAILED:
		_keep(need, prefab)
		on_ended.call(need)
