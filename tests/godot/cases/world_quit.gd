extends "world_stage.gd"
## Quits while chunks load, are applied, are saved and are unloaded, with somebody who waits.


func run() -> void:
	var seconds := str(arguments["number"]).to_int()
	await wait_for_workers()
	new_world({"work_msec": 4})
	world.save_chunk = func(_coordinate: Vector2i, _root: Node3D) -> Signal: return tree_exited
	var viewer := new_viewer(Vector3(100, 0, 100))
	_wait_for_all.call(RefCounted.new())
	if seconds > 0:
		await wait_for(func() -> bool: return there.size() > seconds * 4, "some are there")
	if seconds > 1:
		for coordinate: Vector2i in there:
			world.mark_dirty(coordinate)
		viewer.position.x += 9000.0
		await pass_frames(seconds)


func _wait_for_all(local: RefCounted) -> void:
	await world.wait_until_loaded(1e6)
	local.get_reference_count()
