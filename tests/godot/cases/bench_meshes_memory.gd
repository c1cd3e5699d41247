extends "bench_memory.gd"
## Loads small files without end, through a cache that holds a part of them, and watches the memory
## of everybody and the limit of the cache.

var _most_bytes := 0
var _paths := PackedStringArray()


func run() -> void:
	await wait_for_workers()
	var folder: String = arguments["folder"]
	for title in DirAccess.get_files_at(folder):
		_paths.append(folder.path_join(title))
	var cache := CutoutMeshCache.new()
	cache.limit_mb = 1
	add_child(cache)
	cache.mesh_loaded.connect(
		func(_path: String, _mesh: ArrayMesh) -> void:
			var bytes: int = cache.stats()["bytes"]
			_most_bytes = maxi(_most_bytes, bytes)
	)
	var count := int(argument("loads", 10_000))
	var step := floori(count / float(_SAMPLES))
	await _load(cache, step * 10)
	var start := Time.get_ticks_usec()
	for sample in _SAMPLES:
		await _load(cache, step)
		_take_sample()
	facts["loads"] = step * _SAMPLES
	facts["loads_per_sec"] = step * _SAMPLES / ((Time.get_ticks_usec() - start) / 1e6)
	facts["most_bytes"] = _most_bytes
	facts["limit_bytes"] = cache.stats()["limit_bytes"]
	equal(cache.loader.stats()["completed"], step * (_SAMPLES + 10), "files that were loaded")
	equal(stat("worker_restarts"), 0, "workers that were replaced")
	for key in _samples:
		var tenth := floori(_SAMPLES / 10.0)
		facts[key + "_first_bytes"] = quantile(_samples[key].slice(0, tenth), 0.5)
		facts[key + "_last_bytes"] = quantile(_samples[key].slice(-tenth), 0.5)


## Every file comes after all others, so that none is ever there.
func _load(cache: CutoutMeshCache, count: int) -> void:
	var wave: Array[Signal] = []
	for number in count:
		var path := _paths[_done % _paths.size()]
		_done += 1
		var mesh: Variant = cache.fetch(path)
		if mesh is Signal:
			wave.append(mesh)
		if wave.size() == 8 or number == count - 1:
			while cache.stats()["loading"] > 0:
				await get_tree().process_frame
			wave.clear()
