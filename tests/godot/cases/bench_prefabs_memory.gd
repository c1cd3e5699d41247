extends "bench_memory.gd"
## Loads prefabs without end, spawns some of them, through a loader that keeps a part of them, and
## watches the memory of everybody and the limit of the cache.

const _PREFIX := "variant_"
const _WAVE := 32
const _SPAWN_EACH := 10

var _loader: CutoutPrefabLoader
var _most_bytes := 0
var _under_way := 0
var _paths := PackedStringArray()


func run() -> void:
	await wait_for_workers()
	var folder: String = arguments["folder"]
	for title in DirAccess.get_files_at(folder):
		if title.begins_with(_PREFIX):
			_paths.append(folder.path_join(title))
	_loader = CutoutPrefabLoader.new()
	_loader.hot_reload = false
	_loader.disk_cache = false
	_loader.limit_mb = 1
	add_child(_loader)
	_loader.prefab_loaded.connect(
		func(_path: String, _prefab: CutoutPrefab) -> void: _under_way -= 1
	)
	var count := int(argument("loads", 10_000))
	var step := floori(count / float(_SAMPLES))
	await _load(step * 15)
	for sample in _SAMPLES:
		await _load(step)
		_take_sample()
	facts["loads"] = step * _SAMPLES
	facts["most_bytes"] = _most_bytes
	facts["limit_bytes"] = _loader.stats()["limit_bytes"]
	equal(_loader.stats()["failed"], 0, "prefabs that failed")
	equal(stat("worker_restarts"), 0, "workers that were replaced")
	for key in _samples:
		var tenth := floori(_SAMPLES / 10.0)
		facts[key + "_first_bytes"] = quantile(_samples[key].slice(0, tenth), 0.5)
		facts[key + "_last_bytes"] = quantile(_samples[key].slice(-tenth), 0.5)


## Every prefab comes after all others, so that few are still there.
func _load(count: int) -> void:
	for number in count:
		var path := _paths[_done % _paths.size()]
		_done += 1
		_under_way += 1
		if _done % _SPAWN_EACH == 0:
			var prefab: CutoutPrefab = await _loader.load_async(path)
			_loader.instantiate(prefab).free()
		else:
			_loader.load_async(path)
		while _under_way >= _WAVE:
			await get_tree().process_frame
	while _under_way > 0:
		await get_tree().process_frame
	var bytes: int = _loader.stats()["bytes"]
	_most_bytes = maxi(_most_bytes, bytes)
