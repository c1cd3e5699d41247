extends "../mesh_case.gd"
## Quits while files are loaded: in whatever phase, somebody awaiting them, and in the thread too.

const _TILES := 10_000


func run() -> void:
	await prepare()
	var number := str(arguments.get("number", "0")).to_int()
	var cache := new_cache()
	var paths := write_many(6, {"tiles": _TILES})
	await cache.fetch(paths[0])
	for path in paths.slice(1):
		_await.call(cache, path)
	cache.takes_hashes = true
	_await_batch.call(cache.loader.load_batch(write_many(100)))
	for frame in number * 3:
		await get_tree().process_frame
	facts["loading"] = cache.stats()["loading"]


func _await(cache: CutoutMeshCache, path: String) -> void:
	var held := {"path": path}
	var mesh: ArrayMesh = await cache.fetch(path)
	held["mesh"] = mesh


func _await_batch(batch: CutoutMeshBatch) -> void:
	var held := {"batch": batch}
	held["meshes"] = await batch.wait()
