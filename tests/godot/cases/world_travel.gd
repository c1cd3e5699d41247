extends "world_stage.gd"
## A viewer travels: what is near is there, finer where it is nearer; what is far goes; nothing is
## there twice, and nothing comes and goes at the border.


func run() -> void:
	await wait_for_workers()
	new_world()
	var viewer := new_viewer(Vector3(90, 30, 90))
	var first: Variant = world.wait_until_loaded(300.0)
	check(first is Signal, "nothing is there at once")
	await first
	for coordinate in near(viewer.position, 300.0):
		check(world.is_loaded(coordinate), "%s is there after the wait" % coordinate)
	await settle("the start is there")
	_check_rings(viewer.position)
	check(is_same(world.wait_until_loaded(300.0), true), "all is there already")
	await _stand_at_the_border(viewer)
	for i in 600:
		viewer.position += Vector3(9.0, 0.0, 4.0)
		await get_tree().process_frame
		for coordinate in there:
			if distance_of(viewer.position, coordinate) > 1400.0:
				fail("%s is still there" % coordinate)
	await settle("the end is there")
	_check_rings(viewer.position)
	check(changes > 0, "levels of detail have changed")
	equal(figure("failed"), 0.0, "failures")
	check(figure("utilisation") > 0.0, "the window was used")
	check(figure("load_msec_p95") >= figure("load_msec_mean") * 0.5, "times are told")
	facts["stats"] = world.get_stats()


func _check_rings(place: Vector3) -> void:
	check_chunks()
	for coordinate in near(place, world.load_distance):
		check(world.is_loaded(coordinate), "%s is there" % coordinate)
		var distance := distance_of(place, coordinate)
		var lod: int = world.get_chunk_statistics(coordinate).get("lod", -1)
		var finest := _lod_of(distance / (1.0 + 0.1))
		check(lod >= finest and lod <= _lod_of(distance), "%s is at LOD %d" % [coordinate, lod])
	for coordinate in there:
		check(distance_of(place, coordinate) <= world.unload_distance, "%s is too far" % coordinate)


func _lod_of(distance: float) -> int:
	var lod := 0
	while lod < 3 and distance >= world.lod_distances[lod]:
		lod += 1
	return lod


## To and fro over the border of a chunk, nothing comes and goes.
func _stand_at_the_border(viewer: Node3D) -> void:
	viewer.position.x = 199.0
	await pass_frames(5)
	await settle("the border is there")
	var before := figure("chunks_loaded") + figure("chunks_unloaded")
	for i in 60:
		viewer.position.x = 199.0 if i % 2 == 0 else 201.0
		await get_tree().process_frame
	await settle("still there")
	# The first time, a column comes in front.
	var came := figure("chunks_loaded") + figure("chunks_unloaded") - before
	check(came <= near(viewer.position, 1000.0).size() * 0.25, "%d came and went" % came)
	before += came
	for i in 60:
		viewer.position.x = 199.0 if i % 2 == 0 else 201.0
		await get_tree().process_frame
	await settle("still there")
	equal(figure("chunks_loaded") + figure("chunks_unloaded") - before, 0.0, "came and went")
