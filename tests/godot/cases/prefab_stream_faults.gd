extends "prefab_stream_stage.gd"
## Prefabs that fail or change, a cache that is too small, points that the game frees itself, and
## more of them than there may be.


## Somebody who takes their time to save.
class Saving:
	extends Node
	signal done


func run() -> void:
	await wait_for_workers()
	await _failing()
	await _appearing()
	await _small_cache()
	await _taken_by_the_game()
	await _at_most_so_many()
	await _hot_reload()


func _failing() -> void:
	new_town()
	town.retry_delay_sec = 0.05
	var well := write_prefab("well")
	var broken := write_file("broken", {"version": 1, "type": "NoSuchNode"})
	var missing := FOLDER.path_join("missing.json")
	var expected: Dictionary[int, CutoutError.Code] = {}
	for i in 60:
		var path: String = [well, broken, missing][i % 3]
		var id := add(path, Vector3(i, 0, 0))
		if i % 3 > 0:
			expected[id] = [CutoutError.Code.BAD_FILE, CutoutError.Code.FILE_MISSING][i % 3 - 1]
	new_viewer()
	await settle("all has come or failed")
	await wait_for(func() -> bool: return errors.size() == 40, "all tries are over")
	equal(there.size(), 20, "what is well is there")
	for id in expected:
		equal(errors[id].code, expected[id], "the error of %d" % id)
		equal(town.get_point_state(id), town.PointState.FAILED, "the state of %d" % id)
	equal(figure("retries"), float(town.retries), "tries for the missing one, none for the broken")
	check_nodes("with failures")
	await close_town()


## A file that is there at last, while its points are tried again and after they have failed.
func _appearing() -> void:
	new_town()
	town.retry_delay_sec = 0.05
	DirAccess.remove_absolute(FOLDER.path_join("late.json"))
	var late := FOLDER.path_join("late.json")
	var ids := PackedInt64Array()
	for i in 40:
		ids.append(add(late, Vector3(i, 0, 0)))
	var viewer := new_viewer()
	await wait_for(func() -> bool: return figure("retries") > 0, "it is tried again")
	write_prefab("late")
	await settle("it has come")
	equal(there.size(), 40, "points of a file that came late")
	equal(errors.size(), 0, "failures")
	viewer.position.x = 5000.0
	await settle("gone")
	town.retries = 0
	DirAccess.remove_absolute(FOLDER.path_join("late.json"))
	town.loader.invalidate(late)
	viewer.position.x = 0.0
	await settle("failed")
	equal(errors.size(), 40, "points of a file that is gone")
	viewer.position.x = 5000.0
	await settle("gone")
	write_prefab("late")
	viewer.position.x = 0.0
	errors.clear()
	await settle("there")
	equal(there.size(), 40, "points of a file that is back")
	await close_town()


## What live points need is kept, whatever the limit; all else makes way.
func _small_cache() -> void:
	new_town()
	town.loader.limit_mb = 1
	var paths := PackedStringArray()
	for i in 24:
		# About 130 kB each, by what the loader counts.
		paths.append(write_prefab("large%d" % i, 400))
		add(paths[i], Vector3(100.0 * i, 0, 0))
	var viewer := new_viewer()
	var evicted: Array[String] = []
	town.loader.prefab_evicted.connect(func(path: String) -> void: evicted.append(path))
	for i in 24:
		viewer.position.x = 100.0 * i
		await settle("at %d" % i)
		check_points([viewer.position], "with a small cache")
		for id in there:
			var path := paths[places.keys().find(id)]
			check(town.loader.is_loaded(path), "%s is kept while it is needed" % path)
	check(evicted.size() > 5, "%d prefabs have made way" % evicted.size())
	var stats := town.loader.stats()
	var bytes: int = stats["bytes"]
	var pinned: int = stats["pinned"]
	equal(pinned, there.size(), "prefabs that are pinned")
	check(bytes <= 1024 * 1024, "%d bytes are kept" % bytes)
	await close_town()


func _taken_by_the_game() -> void:
	new_town()
	var path := write_prefab("one")
	for i in 20:
		add(path, Vector3(i, 0, 0))
	var viewer := new_viewer()
	await settle("all is there")
	var ids := places.keys()
	var freed: int = ids[3]
	var carried: int = ids[5]
	town.get_point_root(freed).queue_free()
	var root := town.get_point_root(carried)
	root.reparent(self)
	equal(town.get_point_root(carried), null, "what was taken is not the streamer's")
	await wait_for(func() -> bool: return there.size() == 18, "it is noticed")
	equal(town.get_point_state(freed), town.PointState.TAKEN, "what was freed")
	equal(town.get_point_state(carried), town.PointState.TAKEN, "what was carried away")
	viewer.position.x = 240.0
	await settle("at the border")
	viewer.position.x = 100.0
	await settle("back again")
	equal(there.size(), 18, "what was taken does not come again")
	check_nodes("after taking")
	viewer.position.x = 1000.0
	await settle("far")
	check(is_instance_valid(root) and root.get_parent() == self, "what was taken is not freed")
	viewer.position.x = 0.0
	await settle("there again")
	equal(there.size(), 20, "what was out of range comes again")
	check_nodes("all again")
	root.free()
	await close_town()


## The nearest are there, and nothing changes places while somebody stands or takes small steps.
func _at_most_so_many() -> void:
	new_town()
	town.max_instances = 50
	var path := write_prefab("one")
	for i in 300:
		add(path, Vector3(i, 0, 0))
	var viewer := new_viewer()
	await _arrive_among(viewer)
	_nearest_are_there(viewer, 50)
	# The first step may make one just near enough to take a place; what is settled at both stays.
	for x: float in [1.0, 0.0]:
		viewer.position.x = x
		await _arrive_among(viewer)
	var before := loads
	for i in 10:
		viewer.position.x = i % 2
		await pass_frames(10)
	equal(loads, before, "nothing comes or goes for a step")
	viewer.position.x = 150.0
	await _arrive_among(viewer)
	_nearest_are_there(viewer, 50)
	var ids := places.keys()
	var last: int = ids[299]
	town.pin_point(last)
	await _arrive_among(viewer)
	check(last in there, "what is pinned is there, however far")
	_nearest_are_there(viewer, 49)
	check(figure("displaced") > 0, "others have made way")
	town.max_instances = 0
	await settle("all is there")
	equal(there.size(), 300, "without a limit")
	await close_town()


func _arrive_among(viewer: Node3D) -> void:
	await pass_frames(4)
	await town.wait_until_loaded(200.0)
	await wait_for(func() -> bool: return figure("releasing") == 0, "others are gone")
	equal(there.size(), 50, "points near %s" % viewer.position)
	check_nodes("with a limit")


## A tenth and a metre is what another has to be nearer by.
func _nearest_are_there(viewer: Node3D, count: int) -> void:
	var distances := PackedFloat32Array()
	for id in there:
		distances.append(places[id].distance_to(viewer.position))
	distances.sort()
	var missing := INF
	for id in places:
		if not id in there:
			missing = minf(missing, places[id].distance_to(viewer.position))
	var farthest := distances[count - 1]
	check(missing >= farthest * 0.9 - 1.1, "%s is missing, %s is there" % [missing, farthest])


func _hot_reload() -> void:
	new_town()
	var path := write_prefab("changing", 2)
	for i in 20:
		add(path, Vector3(i, 0, 0))
	new_viewer()
	await settle("all is there")
	var changed: Array[int] = []
	town.point_changed.connect(
		func(id: int, root: Node) -> void:
			changed.append(id)
			there[id] = root
	)
	write_prefab("changing", 3)
	await wait_for(func() -> bool: return _have_parts(3), "all are as the file says")
	check_nodes("after a change")
	for id in changed:
		check(id in places, "%d is known" % id)
	await _hot_reload_while_saving()
	await close_town()


## What is made anew while it is saved goes all the same.
func _hot_reload_while_saving() -> void:
	var saving := Saving.new()
	add_child(saving)
	town.save_point = func(_id: int, _root: Node) -> Signal: return saving.done
	town.load_distance = 10.0
	town.unload_distance = 10.0
	await wait_for(func() -> bool: return figure("unloading") > 5, "some are being saved")
	await wait_for(func() -> bool: return figure("looking") == 0, "all have been looked at")
	var replaced: Array[int] = []
	town.loader.instance_replaced.connect(func(id: int, _root: Node) -> void: replaced.append(id))
	write_file("changing", {"version": 1, "name": "changing", "type": "MeshInstance3D"})
	await wait_for(func() -> bool: return replaced.size() == 20, "all are made anew")
	saving.done.emit()
	town.save_point = Callable()
	await settle("those that were being saved are gone")
	check_nodes("after a change while saving")


func _have_parts(count: int) -> bool:
	for id in places:
		var root := town.get_point_root(id)
		if root == null or root.get_child_count() != count:
			return false
	return true
