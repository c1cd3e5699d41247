extends "../mesh_case.gd"
## A cache keeps meshes within its limit, drops what was not asked for longest, loads it again, and
## sees that files change.

var _evicted: Array[String] = []
var _failed: Array[String] = []
var _loaded: Array[String] = []


func run() -> void:
	await prepare()
	await _get_or_queue()
	await _eviction()
	await _pins()
	await _limit()
	await _changes()
	await _hashes()
	await _failures()
	await _progress()
	clean()


func _get_or_queue() -> void:
	var cache := _new_cache()
	var path := write("one.mesh")
	equal(cache.get_or_queue(path), null, "a mesh that is not there")
	check(cache.is_loading(path) and not cache.is_loaded(path), "it is loading")
	equal(cache.get_or_queue(path), null, "asked for again")
	equal(cache.loader.stats()["requested"], 1, "requests")
	var mesh: ArrayMesh = await cache.fetch(path)
	check(mesh != null and mesh.get_surface_count() == 1, "the mesh")
	check(cache.is_loaded(path) and not cache.is_loading(path), "it is loaded")
	equal(cache.get_or_queue(path), mesh, "the mesh at once")
	equal(cache.fetch(path), mesh, "nothing to wait for")
	equal(cache.get_loaded(path), mesh, "the mesh, asked for without loading")
	equal(_loaded, [path], "signals")
	equal(cache.stats()["hits"], 3, "hits")
	equal(cache.get_loaded(write("other.mesh")), null, "asking without loading")
	check(not cache.is_loading(folder.path_join("other.mesh")), "loads nothing")
	cache.queue_free()


## The published cache could never load again what it had evicted.
func _eviction() -> void:
	var cache := _new_cache(3)
	var paths := write_many(4)
	for path in paths.slice(0, 3):
		await cache.fetch(path)
	equal(cache.stats()["bytes"], 3 * SQUARE_BYTES, "bytes")
	cache.get_loaded(paths[0])
	await cache.fetch(paths[3])
	equal(_evicted, [paths[1]], "the one that was not asked for longest")
	check(cache.is_loaded(paths[0]) and not cache.is_loaded(paths[1]), "what is there")
	for round_number in 3:
		for path in paths:
			var mesh: ArrayMesh = await cache.fetch(path)
			check(mesh != null, "an evicted file loads again: %s" % path)
			check(_figure(cache, "bytes") <= 3 * SQUARE_BYTES, "the limit holds")
	# Bytes count, not meshes.
	var big: ArrayMesh = await cache.fetch(write("big.mesh", {"squares": 5}))
	equal(big.get_surface_count(), 5, "surfaces of a bigger one")
	check(_figure(cache, "meshes") < 3, "a bigger one takes the room of several")
	check(_figure(cache, "bytes") <= 3 * SQUARE_BYTES, "the limit holds with a bigger one")
	var huge: ArrayMesh = await cache.fetch(write("huge.mesh", {"squares": 100}))
	equal(huge.get_surface_count(), 100, "what is larger than the cache is handed out")
	equal(cache.stats()["meshes"], 0, "and not kept")
	cache.queue_free()


func _pins() -> void:
	var cache := _new_cache(2)
	var paths := write_many(4)
	cache.pin(paths[0])
	cache.pin(paths[0])
	for path in paths:
		await cache.fetch(path)
	check(cache.is_loaded(paths[0]), "a pinned mesh stays, though it is the oldest")
	check(cache.is_loaded(paths[3]) and not cache.is_loaded(paths[2]), "others make way")
	cache.clear()
	equal(cache.stats()["meshes"], 1, "clearing leaves what is pinned")
	check(cache.unpin(paths[0]), "a pin is taken off")
	for path in paths.slice(1):
		await cache.fetch(path)
	check(cache.is_loaded(paths[0]), "it was pinned twice")
	check(cache.unpin(paths[0]), "the second pin is taken off")
	await cache.fetch(paths[1])
	await cache.fetch(paths[2])
	check(not cache.is_loaded(paths[0]), "an unpinned mesh makes way")
	equal(cache.unpin(paths[0]), false, "no pin is left")
	cache.queue_free()


func _limit() -> void:
	var cache := _new_cache()
	equal(cache.stats()["limit_bytes"], 256 << 20, "the limit that the project sets")
	cache.limit_mb = 1
	equal(cache.stats()["limit_bytes"], 1 << 20, "a limit of its own")
	for number in 3:
		await cache.fetch(write("half_%d.mesh" % number, {"tiles": 2600}))
	equal(cache.stats()["meshes"], 2, "meshes of 0.43 MiB within 1 MiB")
	cache.queue_free()


func _changes() -> void:
	var cache := _new_cache()
	var path := write("changing.mesh", {"squares": 1})
	var old: ArrayMesh = await cache.fetch(path)
	write("changing.mesh", {"squares": 22})
	check(not cache.is_loaded(path), "a file that has changed is not loaded")
	var mesh: ArrayMesh = await cache.fetch(path)
	equal(mesh.get_surface_count(), 22, "surfaces of the changed file")
	equal(old.get_surface_count(), 1, "the old mesh lives on with whom it is used by")
	equal(cache.stats()["invalidated"], 1, "invalidated")
	cache.checks_files = false
	write("changing.mesh", {"squares": 222})
	equal(cache.get_or_queue(path), mesh, "a cache that does not look")
	cache.reload(path)
	mesh = await cache.fetch(path)
	equal(mesh.get_surface_count(), 222, "surfaces after a reload")
	cache.invalidate(path)
	check(not cache.is_loaded(path), "an invalidated mesh")
	cache.queue_free()


func _hashes() -> void:
	var cache := _new_cache()
	cache.takes_hashes = true
	# Only the hash tells: size and time stay as they are.
	cache.checks_files = false
	var path := write("hashed.mesh", {"squares": 1})
	await cache.fetch(path)
	equal(await cache.verify(path), true, "a file that is as it was")
	check(cache.is_loaded(path), "its mesh stays")
	write("hashed.mesh", {"squares": 7})
	equal(await cache.verify(path), false, "a file that has changed")
	check(not cache.is_loaded(path), "its mesh is forgotten")
	var mesh: ArrayMesh = await cache.fetch(path)
	equal(mesh.get_surface_count(), 7, "surfaces of the changed file")
	equal(cache.verify("user://nowhere"), false, "a file that is not loaded")
	cache.takes_hashes = false
	await cache.fetch(write("unhashed.mesh"))
	expect_error("set takes_hashes")
	equal(cache.verify(folder.path_join("unhashed.mesh")), false, "a file without a hash")
	cache.queue_free()


## A broken file is not tried again in each frame, but once it has changed.
func _failures() -> void:
	var cache := _new_cache()
	var path := write("broken.mesh", {"fault": "reject"})
	equal(await cache.fetch(path), null, "mesh of a broken file")
	equal(_failed, [path], "signals")
	equal(cache.get_error(path).code, CutoutError.Code.BAD_FILE, "why")
	for frame in 3:
		equal(cache.get_or_queue(path), null, "asked for again")
		check(not cache.is_loading(path), "and not tried again")
	equal(cache.fetch(path), null, "nothing to wait for")
	write("broken.mesh", {"squares": 1})
	var mesh: ArrayMesh = await cache.fetch(path)
	check(mesh != null, "a file that was mended")
	equal(cache.get_error(path), null, "no error is left")
	var missing := folder.path_join("late.mesh")
	equal(await cache.fetch(missing), null, "a missing file")
	equal(cache.get_error(missing).code, CutoutError.Code.FILE_MISSING, "why it is missing")
	write("late.mesh")
	mesh = await cache.fetch(missing)
	check(mesh != null, "a file that has come")
	# What was given up is no failure.
	cache.invalidate(path)
	cache.get_or_queue(path)
	cache.loader.find_job(path).cancel()
	check(not cache.is_loading(path), "a job that somebody has cancelled")
	equal(cache.get_error(path), null, "is no failure")
	equal(_failed.size(), 2, "failures told")
	cache.queue_free()


func _progress() -> void:
	var cache := _new_cache()
	equal(cache.loading_progress(), 1.0, "progress of nothing")
	var path := write("steps.mesh", {"steps": [0.5]})
	var seen: Array[float] = []
	CutoutBatch.job_progress.connect(
		func(_id: int, _share: float) -> void: seen.append(cache.loading_progress(path)),
		CONNECT_ONE_SHOT
	)
	equal(cache.loading_progress(path), 0.0, "progress of what is not wanted")
	await cache.fetch(path)
	equal(seen, [0.5], "progress of a file")
	equal(cache.loading_progress(path), 1.0, "progress of what is loaded")
	var shares: Array[float] = []
	var note := func(_path: String, _mesh: ArrayMesh) -> void:
		shares.append(cache.loading_progress())
	cache.mesh_loaded.connect(note)
	var files: PackedStringArray = []
	for number in 4:
		files.append(write("share_%d.mesh" % number))
	for file in files:
		cache.get_or_queue(file)
	await wait_for(func() -> bool: return shares.size() == 4, "all are loaded")
	equal(shares, [0.25, 0.5, 0.75, 1.0], "overall progress")
	cache.queue_free()


func _new_cache(squares := 0) -> CutoutMeshCache:
	var cache := new_cache(squares)
	_evicted.clear()
	_failed.clear()
	_loaded.clear()
	cache.mesh_evicted.connect(func(path: String) -> void: _evicted.append(path))
	cache.mesh_failed.connect(func(path: String, _e: CutoutError) -> void: _failed.append(path))
	cache.mesh_loaded.connect(func(path: String, _m: ArrayMesh) -> void: _loaded.append(path))
	return cache


func _figure(cache: CutoutMeshCache, key: String) -> int:
	return cache.stats()[key]
