extends "world_stage.gd"
## Workers die in some chunks: once, and all is there in the end; each time, and just these chunks
## fail, with something in their place.

const _FAILED := Vector2i(2, 3)

var _mark := ""


func run() -> void:
	_mark = arguments["folder"]
	await wait_for_workers()
	for fault: String in ["kill", "fail", "hang"]:
		await _once(fault)
	await _each_time("kill", CutoutError.Code.WORKER_CRASHED, 1)
	await _each_time("reject", CutoutError.Code.BAD_PARAMS, 0)
	await _another_level_of_detail_fails()


func _once(fault: String) -> void:
	var mark := _mark.path_join(fault.replace(" ", "_"))
	_new_small_world({"fault": fault, "column": 2, "row": 2, "mark": mark})
	var viewer := new_viewer(Vector3(100, 0, 100))
	await settle("all is there although workers did '%s'" % fault)
	check_chunks()
	equal(errors.size(), 0, "chunks that failed by '%s' once" % fault)
	for coordinate in near(viewer.position, world.load_distance):
		check(world.is_loaded(coordinate), "%s is there after '%s'" % [coordinate, fault])
	if fault == "fail":
		check(figure("retries") > 0.0, "'%s' was tried again" % fault)
	await _close(viewer)


func _each_time(fault: String, code: CutoutError.Code, retries: int) -> void:
	_new_small_world({"fault": fault, "column": _FAILED.x, "row": _FAILED.y})
	world.retries = retries
	world.load_distance = 350.0
	world.unload_distance = 450.0
	var viewer := new_viewer(Vector3(-300, 0, -300))
	await settle("all is settled although '%s'" % fault)
	var hit: Array[Vector2i] = []
	for coordinate in near(viewer.position, world.load_distance):
		if posmod(coordinate.x, _FAILED.x) == 0 and posmod(coordinate.y, _FAILED.y) == 0:
			hit.append(coordinate)
			equal(world.get_chunk_state(coordinate), world.ChunkState.FAILED, "state of a failed")
			var error: CutoutError = errors.get(coordinate)
			equal(error.code if error != null else -1, code, "'%s' in %s" % [fault, coordinate])
			var root := world.get_chunk_root(coordinate)
			check(root != null and root.visible, "something stands in for %s" % coordinate)
		else:
			check(world.is_loaded(coordinate), "%s is there beside '%s'" % [coordinate, fault])
	check(hit.size() > 0, "some were hit by '%s'" % fault)
	equal(figure("failed"), float(hit.size()), "failed now")
	equal(figure("retries"), float(retries * hit.size()), "tries of '%s'" % fault)
	check(is_same(world.wait_until_loaded(200.0), true), "nobody waits for what has failed")
	world.options = {}
	viewer.position.x += 5000.0
	await pass_frames(2)
	await settle("elsewhere")
	for coordinate in hit:
		equal(world.get_chunk_state(coordinate), world.ChunkState.UNLOADED, "left behind")
		equal(world.get_chunk_root(coordinate), null, "what stood in for it")
	await _close(viewer)


## What is there stays if it cannot be had more finely.
func _another_level_of_detail_fails() -> void:
	_new_small_world()
	world.lod_distances = [100.0]
	world.retries = 0
	var viewer := new_viewer(Vector3(100, 0, 100))
	await settle("all is there")
	world.options = {"test": {"fault": "fail"}}
	viewer.position.x += 400.0
	await pass_frames(2)
	await settle("nothing more comes")
	check(errors.size() > 0, "some failed")
	for coordinate in errors:
		if coordinate in there:
			check(world.is_loaded(coordinate), "%s is still there" % coordinate)
			check(world.get_chunk_root(coordinate).visible, "%s is still seen" % coordinate)
	var is_kept := func(coordinate: Vector2i) -> bool: return coordinate in there
	check(errors.keys().any(is_kept), "one that failed was there")
	await _close(viewer)


func _new_small_world(test: Dictionary = {}) -> void:
	new_world(test)
	world.load_distance = 250.0
	world.unload_distance = 400.0
	world.retry_delay_sec = 0.1


func _close(viewer: Node3D) -> void:
	viewer.free()
	world.free()
	there.clear()
	errors.clear()
	await wait_for_workers()
