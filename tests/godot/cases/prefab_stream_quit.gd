extends "prefab_stream_stage.gd"
## Quits while a world is read, prefabs load, points are spawned, saved and unloaded, with somebody
## who waits.


func run() -> void:
	var number := str(arguments["number"]).to_int()
	await wait_for_workers()
	new_town()
	town.save_point = func(_id: int, _root: Node) -> Signal: return tree_exited
	var points: Array[Dictionary] = []
	for i in 600:
		var prefab := write_prefab("quit%d" % (i % 30), i % 7)
		points.append({"prefab": prefab, "position": [i % 25, 0, floori(i / 25.0)]})
	var path := write_file("quit_world", {"version": 1, "points": points})
	var viewer := new_viewer()
	_wait_for_all.call(path, RefCounted.new())
	if number > 0:
		await wait_for(func() -> bool: return figure("points") > 0, "the world is known")
	if number > 1:
		await wait_for(func() -> bool: return there.size() > number * 40, "some are there")
	if number > 2:
		viewer.position.x += 9000.0
		await pass_frames(number)
	if number > 3:
		town.unload_world(path)
		town.load_world(path)


func _wait_for_all(path: String, local: RefCounted) -> void:
	await town.load_world(path)
	await town.wait_until_loaded(1e6)
	local.get_reference_count()
