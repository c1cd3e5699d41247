extends "../case.gd"
## What a player starts: workers come up with what lies beside the game, and read what [code]res://
## [/code] was. Run by [code]test_export.py[/code], which makes the project around it.

const _LAMP := "res://demo_scenes/prefab_library/lamp.json"
const _VILLAGE := "res://demo_scenes/prefab_library/village.world.json"
# A prefab of the project that refers to a mesh for workers, and to a scene in the package.
const _MIXED := "res://prefabs/mixed.json"
const _WEDGE := "res://parts/wedge.stl"


func run() -> void:
	await wait_for_workers()
	facts["ready_msec"] = Time.get_ticks_msec()
	await _fracture()
	await _mesh()
	await _prefab()
	await _world()
	await _limits()
	await _places()


func _fracture() -> void:
	var id := CutoutBatch.submit_fracture(SQUARE, {"fragment_count": 9})
	var job: CutoutJob = await CutoutBatch.get_job(id).wait()
	equal(job.error, null, "error of a fracture")
	var fracture: CutoutFracture = job.result
	equal(fracture.size(), 9, "fragments")


func _mesh() -> void:
	var loader := CutoutMeshLoader.new()
	add_child(loader)
	var job: CutoutJob = await loader.load_mesh(_WEDGE).wait()
	equal(job.error, null, "error of a mesh")
	var mesh: ArrayMesh = job.result
	equal(CutoutMeshLoader.report_of(mesh)["triangles"], 8, "triangles")
	loader.queue_free()


func _prefab() -> void:
	var loader := CutoutPrefabLoader.new()
	add_child(loader)
	for path: String in [_LAMP, _MIXED]:
		var prefab: CutoutPrefab = await loader.load_async(path)
		if prefab == null:
			fail("%s: %s" % [path, loader.get_error(path)])
			continue
		var spawn := loader.spawn(prefab, self)
		await spawn.wait()
		equal(spawn.state, CutoutSpawn.State.DONE, "state of %s (%s)" % [path, spawn.error])
		check(prefab.sources.keys().has(path), "%s knows its file: %s" % [path, prefab.sources])
	equal(loader.instances_of(_LAMP).size(), 1, "lamps")
	var mixed := loader.instances_of(_MIXED)[0]
	check((mixed.get_node("Wedge") as MeshInstance3D).mesh is ArrayMesh, "the mesh of a prefab")
	check(mixed.has_node("Post/Top"), "the scene in a prefab")
	loader.queue_free()


func _world() -> void:
	var town := CutoutPrefabStreamer.new()
	add_child(town)
	var viewer := Node3D.new()
	add_child(viewer)
	town.add_viewer(viewer)
	var is_known: bool = await town.load_world(_VILLAGE)
	check(is_known, str(town.get_world_error(_VILLAGE)))
	await town.wait_until_loaded(60.0)
	check(town.get_child_count() > 20, "%d of the village are there" % town.get_child_count())
	# A release build does not look after those who free what has just called them.
	town.queue_free()


## Nothing can be read that could not be before.
func _limits() -> void:
	var loader := CutoutMeshLoader.new()
	add_child(loader)
	for path: String in ["res://../outside.stl", "res://parts/link.stl", "res://parts/packed.bin"]:
		var job: CutoutJob = await loader.load_mesh(path).wait()
		check(job.error != null and job.error.code == CutoutError.Code.BAD_PATH, path)
		if job.error != null and path.ends_with("packed.bin"):
			check("export preset" in job.error.message, job.error.message)
	loader.queue_free()


func _places() -> void:
	var job: CutoutJob = await CutoutBatch.submit(&"places", {}).wait()
	equal(job.error, null, "error of the project's own kind")
	facts["places"] = job.result
