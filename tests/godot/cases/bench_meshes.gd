extends "bench_stage.gd"
## Files of meshes that load while a game plays, and what the main thread does for them; then meshes
## that are cached, and those that are kept on disk. For [code]make bench[/code].

const _ROUNDS := 12
const _IDLE_FRAMES := 90
# Short turns: whatever else the machine does then befalls both alike.
const _FILES_A_TURN := 25
const _SETS := 5
const _HITS := 20

var _paths := PackedStringArray()


func run() -> void:
	await wait_for_workers()
	var folder: String = arguments["folder"]
	for title in DirAccess.get_files_at(folder):
		_paths.append(folder.path_join(title))
	var loader := CutoutMeshLoader.new()
	add_child(loader)
	# The workers' first files load libraries.
	await loader.load_batch(_paths.slice(0, 8)).wait()
	await _whole_set(loader)
	await play()
	await _frames(loader)
	work_usec = 0
	loader.queue_free()
	await _cached()


## How long the whole set takes, and what of that the main thread is on a processor; what it is on
## one in as many frames without a load is taken off.
func _whole_set(loader: CutoutMeshLoader) -> void:
	Engine.max_fps = RATE
	var sets := PackedFloat64Array()
	var main := PackedFloat64Array()
	for round_number in _SETS:
		var before := busy_usec()
		await wait_frames(_IDLE_FRAMES)
		var idle_usec := (busy_usec() - before) / _IDLE_FRAMES
		before = busy_usec()
		var frame := Engine.get_process_frames()
		var start := Time.get_ticks_usec()
		var meshes: Array[ArrayMesh] = await loader.load_batch(_paths).wait()
		sets.append((Time.get_ticks_usec() - start) / 1e6)
		var busy := busy_usec() - before
		var frames := Engine.get_process_frames() - frame
		main.append(maxf(1.0, busy - idle_usec * frames) / _paths.size())
		equal(meshes.count(null), 0, "files that failed")
	facts["set_sec"] = quantile(sets, 0.5)
	facts["main_usec"] = quantile(main, 0.5)
	facts["run_usec_mean"] = loader.stats()["run_usec_mean"]


func _frames(loader: CutoutMeshLoader) -> void:
	var records: Array[Dictionary] = [new_record(), new_record()]
	var loads := 0
	for round_number in _ROUNDS:
		for way in 2:
			await wait_frames(RATE >> 2)
			take_frames()
			if way == 0:
				await wait_frames(_IDLE_FRAMES)
			else:
				var first := round_number * _FILES_A_TURN % _paths.size()
				await loader.load_batch(_paths.slice(first, first + _FILES_A_TURN)).wait()
				loads += _FILES_A_TURN
			var record: Dictionary[String, PackedFloat64Array] = records[way]
			add_frames(record, take_frames())
	for way in 2:
		var record: Dictionary[String, PackedFloat64Array] = records[way]
		note_frames("loading" if way == 1 else "idle", record)
	var loading: Dictionary[String, PackedFloat64Array] = records[1]
	facts["loads"] = loads
	facts["loading_frames"] = loading["period"].size()


func _cached() -> void:
	var cache := CutoutMeshCache.new()
	cache.limit_mb = 1024
	add_child(cache)
	for path in _paths:
		await cache.fetch(path)
	var hits := PackedFloat64Array()
	for hit in _HITS:
		for path in _paths:
			var start := Time.get_ticks_usec()
			var mesh := cache.get_or_queue(path)
			hits.append(Time.get_ticks_usec() - start)
			if mesh == null:
				fail("a cached mesh is not there")
	note_times("hit", hits)
	cache.clear()
	var reads := PackedFloat64Array()
	for path in _paths:
		var start := Time.get_ticks_usec()
		await cache.fetch(path)
		reads.append(Time.get_ticks_usec() - start)
	equal(cache.stats()["from_disk"], _paths.size(), "meshes that were kept on disk")
	note_times("disk", reads)
	cache.queue_free()
