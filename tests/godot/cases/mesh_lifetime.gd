extends "../mesh_case.gd"
## Loaders and caches that leave in mid-load take their jobs along; workers that die leave nothing
## behind.


func run() -> void:
	await prepare()
	await _loader_leaves()
	await _cache_leaves()
	await _batch_is_forgotten()
	await _returns()
	await _worker_dies()
	await _flat()
	clean()


func _loader_leaves() -> void:
	var loader := new_loader()
	var told: Array[String] = []
	loader.mesh_loaded.connect(func(path: String, _mesh: ArrayMesh) -> void: told.append(path))
	var jobs: Array[CutoutJob] = []
	var paths := write_many(8, {"work_msec": 20, "squares": 50})
	write(paths[7].get_file(), {"work_msec": 600_000})
	for path in paths:
		jobs.append(loader.load_mesh(path))
	# In every phase: one is loaded, one is with the workers, the others wait.
	await jobs[0].wait()
	loader.free()
	for job in jobs:
		await wait_for(job.is_finished, "job %s has ended" % job)
	equal(jobs[0].state, CutoutJob.State.COMPLETED, "the first job")
	equal(jobs[7].state, CutoutJob.State.CANCELLED, "the last job")
	var done := jobs.filter(
		func(job: CutoutJob) -> bool: return job.state == CutoutJob.State.COMPLETED
	)
	equal(told.size(), done.size(), "meshes told")


func _cache_leaves() -> void:
	var cache := new_cache()
	var paths := write_many(4, {"work_msec": 20})
	var ends: Array[Variant] = []
	for path in paths:
		_await_mesh.call(cache, path, ends)
	remove_child(cache)
	equal(ends, [], "nobody is woken while the tree is taken apart")
	await wait_for(func() -> bool: return ends.size() == 4, "whoever awaits is told")
	equal(ends, [null, null, null, null], "what they are told")
	equal(cache.stats()["loading"], 0, "under way")
	cache.free()


func _await_mesh(cache: CutoutMeshCache, path: String, ends: Array[Variant]) -> void:
	ends.append(await cache.fetch(path))


## A batch needs nobody who holds it.
func _batch_is_forgotten() -> void:
	var loader := new_loader()
	var meshes: Array[ArrayMesh] = await loader.load_batch(write_many(3)).wait()
	equal(meshes.count(null), 0, "meshes that are missing")
	var ends: Array[Variant] = []
	_await_batch.call(loader.load_batch(write_many(200, {"work_msec": 5})), ends)
	loader.free()
	await wait_for(func() -> bool: return ends.size() == 1, "whoever awaits a batch is told")


func _await_batch(batch: CutoutMeshBatch, ends: Array[Variant]) -> void:
	ends.append(await batch.wait())


## Out of the tree and into it again.
func _returns() -> void:
	var cache := new_cache()
	var path := write("returning.mesh", {"work_msec": 20})
	cache.get_or_queue(path)
	remove_child(cache)
	await get_tree().process_frame
	await get_tree().process_frame
	add_child(cache)
	var mesh: ArrayMesh = await cache.fetch(path)
	check(mesh != null, "it loads again")
	remove_child(cache)
	equal(cache.get_loaded(path), mesh, "what is kept is there without a tree")
	cache.free()


func _worker_dies() -> void:
	var cache := new_cache()
	var path := write("killer.mesh", {"fault": "kill"})
	equal(await cache.fetch(path), null, "a file that kills its worker")
	equal(cache.get_error(path).code, CutoutError.Code.WORKER_CRASHED, "why")
	check(cache.get_or_queue(path) == null and not cache.is_loading(path), "is not tried again")
	await wait_for_workers()
	var mesh: ArrayMesh = await cache.fetch(write("sound.mesh"))
	check(mesh != null, "the next file")
	cache.queue_free()


## Loads without end leave nothing behind: objects are counted, not bytes of a heap.
func _flat() -> void:
	var cache := new_cache(4)
	var paths := write_many(16)
	await _churn(cache, paths, 50)
	var objects := Performance.get_monitor(Performance.OBJECT_COUNT)
	var resources := Performance.get_monitor(Performance.OBJECT_RESOURCE_COUNT)
	var bytes := OS.get_static_memory_usage()
	await _churn(cache, paths, 500)
	var grown := Performance.get_monitor(Performance.OBJECT_COUNT) - objects
	check(absf(grown) < 10, "%d more objects after 500 loads" % grown)
	grown = Performance.get_monitor(Performance.OBJECT_RESOURCE_COUNT) - resources
	check(absf(grown) < 10, "%d more resources after 500 loads" % grown)
	grown = OS.get_static_memory_usage() - bytes
	check(grown < 500 * 200, "%d more bytes after 500 loads" % grown)
	cache.queue_free()


func _churn(cache: CutoutMeshCache, paths: PackedStringArray, loads: int) -> void:
	for number in loads:
		var mesh: ArrayMesh = await cache.fetch(paths[(number * 7) % paths.size()])
		if mesh == null:
			fail("load %d failed" % number)
	# What waits to be freed is freed.
	await get_tree().process_frame
	await get_tree().process_frame
