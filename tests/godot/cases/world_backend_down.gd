extends "world_stage.gd"
## Without Python, chunks fail with something flat in their place; when it is up again, they come.

const Settings := preload("res://addons/cutout/settings.gd")


func run() -> void:
	# The error may have been logged before the runner started to listen.
	_expected.append("Cutout: ")
	_seen.append("Cutout: ")
	new_world()
	world.load_distance = 250.0
	world.unload_distance = 400.0
	var viewer := new_viewer(Vector3(100, 0, 100))
	await settle("all has failed")
	await wait_for(func() -> bool: return figure("loading") == 0, "nothing loads")
	equal(there.size(), 0, "chunks that are there")
	for coordinate in near(viewer.position, world.load_distance):
		equal(world.get_chunk_state(coordinate), world.ChunkState.FAILED, "%s" % coordinate)
		var error: CutoutError = errors.get(coordinate)
		var code := error.code if error != null else CutoutError.Code.OK
		equal(code, CutoutError.Code.BACKEND_DOWN, "why %s failed" % coordinate)
		var root := world.get_chunk_root(coordinate)
		check(root != null and root.visible, "something stands in for %s" % coordinate)
	equal(figure("retries"), 0.0, "tries in vain")
	ProjectSettings.set_setting("cutout/python/executable", "")
	CutoutBatch._pipeline.backend.start(Settings.python_executable(), Settings.host_options())
	await wait_for(func() -> bool: return there.size() > 0, "it comes again")
	await settle("all is there")
	check_chunks()
	for coordinate in near(viewer.position, world.load_distance):
		check(world.is_loaded(coordinate), "%s is there" % coordinate)
