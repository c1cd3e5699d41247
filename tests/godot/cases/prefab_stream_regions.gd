extends "prefab_stream_stage.gd"
## Regions come and go together, whatever their distances; what is pinned stays; worlds come from
## files.

var _regions := PackedStringArray()


func run() -> void:
	await wait_for_workers()
	await _together()
	await _in_part()
	await _pins()
	await _worlds()
	await _broken_worlds()
	await _wrong_arguments()


func _open() -> void:
	_regions.clear()
	new_town()
	town.region_loaded.connect(func(title: String) -> void: _regions.append("+" + title))
	town.region_unloaded.connect(func(title: String) -> void: _regions.append("-" + title))


func _together() -> void:
	_open()
	var path := write_prefab("one")
	# The last of its points lies far beyond the load distance, its bounds do not.
	check(town.add_region("row", AABB(Vector3.ZERO, Vector3(500, 10, 10))), "a region is added")
	for i in 50:
		add(path, Vector3(10 * i, 0, 5), {"region": "row"})
	town.add_region(
		"near only", AABB(Vector3(-300, 0, 0), Vector3(1, 1, 1)), {"load_distance": 20.0}
	)
	add(path, Vector3(-300, 0, 0), {"region": "near only"})
	var viewer := new_viewer(Vector3(-201, 0, 5))
	await settle("out of range")
	equal(there.size(), 0, "points of a region out of range")
	viewer.position.x = -199.0
	await settle("within range")
	equal(there.size(), 50, "points of a region within range")
	equal(_regions, PackedStringArray(["+row"]), "what was told")
	check(town.is_region_loaded("row"), "the region is there")
	viewer.position.x = -249.0
	await settle("at the border")
	equal(there.size(), 50, "points of a region at the border")
	viewer.position.x = -251.0
	await settle("gone")
	equal(there.size(), 0, "points of a region that is gone")
	viewer.position.x = -290.0
	await settle("near the other")
	equal(there.size(), 1, "points of a region that is seen from near")
	equal(_regions, PackedStringArray(["+row", "-row", "+near only"]), "what was told")
	# To and fro while it is on its way.
	for i in 40:
		viewer.position.x = -260.0 if i % 2 == 0 else -190.0
		await pass_frames(1 + i % 4)
	viewer.position.x = -190.0
	await settle("there again")
	equal(there.size(), 50, "points after going to and fro")
	check_nodes("after going to and fro")
	check(town.remove_region("row"), "a region is removed")
	await settle("removed")
	equal(there.size(), 0, "points of a removed region")
	equal(figure("points"), 1.0, "points that are left")
	check(not town.remove_region("row"), "and only once")
	await close_town()


## What cannot be had, or is taken away, holds up nobody who waits for the whole.
func _in_part() -> void:
	_open()
	var well := write_prefab("one")
	var broken := write_file("broken", {"version": 1, "type": "NoSuchNode"})
	town.add_region("yard", AABB(Vector3.ZERO, Vector3(10, 10, 10)))
	town.add_region("empty", AABB(Vector3.ZERO, Vector3(10, 10, 10)))
	for i in 10:
		add(broken if i == 4 else well, Vector3(i, 0, 0), {"region": "yard"})
	var viewer := new_viewer()
	await town.wait_until_loaded(100.0)
	await settle("all but one is there")
	equal(there.size(), 9, "what is well")
	equal(errors.size(), 1, "what is not")
	check("+yard" in _regions and "+empty" in _regions, "regions that are there: %s" % _regions)
	var late := add(well, Vector3(5, 0, 5), {"region": "yard"})
	await settle("one more has come")
	check(late in there, "a point of a region that is there comes at once")
	town.get_point_root(late).free()
	await wait_for(func() -> bool: return there.size() == 9, "it is noticed")
	check(town.is_region_loaded("yard"), "a region of which something was taken")
	viewer.position.x = 1000.0
	await settle("gone")
	equal(there.size(), 0, "what is left")
	check("-yard" in _regions and "-empty" in _regions, "regions that are gone: %s" % _regions)
	await close_town()


func _pins() -> void:
	_open()
	var path := write_prefab("one")
	town.add_region("home", AABB(Vector3.ZERO, Vector3(10, 10, 10)), {"pinned": true})
	for i in 5:
		add(path, Vector3(i, 0, 0), {"region": "home"})
	var lone := add(path, Vector3(0, 0, 50))
	var other := add(path, Vector3(0, 0, 60), {"pinned": true})
	var viewer := new_viewer(Vector3(5000, 0, 0))
	await settle("pinned things come")
	equal(there.size(), 6, "what is pinned")
	check(town.pin_point(lone), "one more is pinned")
	await settle("it comes")
	check(lone in there and other in there, "pinned points are there")
	viewer.position.x = 0.0
	await settle("within range")
	equal(there.size(), 7, "nothing comes twice")
	viewer.position.x = 5000.0
	await settle("out of range")
	equal(there.size(), 7, "pinned things stay")
	check(town.unpin_point(lone) and town.unpin_point(other), "points are unpinned")
	check(not town.unpin_point(lone), "and only once")
	check(town.unpin_region("home"), "the region is unpinned")
	await settle("nothing is pinned")
	equal(there.size(), 0, "what is not pinned")
	check(town.pin_region("home"), "the region is pinned again")
	await settle("it comes again")
	equal(there.size(), 5, "its points")
	await close_town()


func _worlds() -> void:
	_open()
	var paths: Array[String] = [write_prefab("lamp"), write_prefab("house", 5)]
	var path := _write_world(paths)
	var known: bool = await town.load_world(path)
	check(known, "the world is known: %s" % town.get_world_error(path))
	known = await town.load_world(path)
	check(known, "at once, the second time")
	equal(figure("points"), 61.0, "points of the world")
	equal(figure("regions"), 1.0, "regions of the world")
	new_viewer(Vector3(0, 0, 0))
	await town.wait_until_loaded(1e6)
	var id := town.find_point("first")
	check(id in there, "a point with a name is there")
	if id in there:
		var root := there[id] as Node3D
		equal(root.name, &"first", "its name")
		check(root.position.is_equal_approx(Vector3(1, 2, 3)), "its place")
		check(absf(root.rotation_degrees.y - 90.0) < 0.01, "its rotation")
		equal(root.get_child_count(), 2, "its nodes")
	equal(there.size(), 61, "points that are there")
	equal(_regions, PackedStringArray(["+block"]), "regions that are there")
	check(town.unload_world(path), "the world goes")
	await settle("it is gone")
	equal(there.size(), 0, "points of a world that is gone")
	equal(figure("points"), 0.0, "points that are known")
	equal(town.find_point("first"), -1, "its names")
	check(not town.unload_world(path), "and only once")
	town.load_world(path)
	town.unload_world(path)
	await settle("it goes before it has come")
	equal(figure("points"), 0.0, "points that are known")
	await town.load_world(path)
	await town.wait_until_loaded(1e6)
	equal(there.size(), 61, "points of a world that has come again")
	town.unload_world(path)
	await settle("it is gone again")
	town.load_world(path)
	await town.wait_until_loaded(1e6)
	equal(there.size(), 61, "points of a world that was being read")
	await close_town()


func _write_world(paths: Array[String]) -> String:
	var points: Array[Dictionary] = [
		{"prefab": paths[0], "name": "first", "position": [1, 2, 3], "rotation_degrees": [0, 90, 0]}
	]
	var members: Array[Dictionary] = []
	for i in 40:
		points.append({"prefab": paths[i % 2], "position": [i, 0, 20]})
	for i in 20:
		members.append({"prefab": paths[1], "position": [100 + i, 0, 0]})
	var bounds := {"position": [100, 0, 0], "size": [20, 5, 5]}
	return write_file(
		"world",
		{
			"version": 1,
			"points": points,
			"regions": [{"name": "block", "bounds": bounds, "points": members}]
		}
	)


func _broken_worlds() -> void:
	_open()
	var path := write_file("broken", {"version": 1, "points": [{"prefab": 7}]})
	var known: bool = await town.load_world(path)
	check(not known, "a broken world is not known")
	equal(town.get_world_error(path).code, CutoutError.Code.BAD_FILE, "why")
	known = await town.load_world("user://nowhere.json")
	check(not known, "a missing world is not known")
	equal(
		town.get_world_error("user://nowhere.json").code,
		CutoutError.Code.FILE_MISSING,
		"why missing"
	)
	town.add_region("block", AABB(Vector3.ZERO, Vector3.ONE))
	var paths: Array[String] = [write_prefab("lamp"), write_prefab("house", 5)]
	path = _write_world(paths)
	known = await town.load_world(path)
	check(not known, "a world with a region that is there already")
	check("block" in town.get_world_error(path).message, "the error names it")
	equal(figure("points"), 0.0, "points of broken worlds")
	await close_town()


func _wrong_arguments() -> void:
	_open()
	var path := write_prefab("one")
	expect_error("there is no option 'colour'")
	equal(town.add_point(path, Transform3D(), {"colour": 1}), -1, "an unknown option")
	expect_error("there is no region 'nowhere'")
	equal(town.add_point(path, Transform3D(), {"region": "nowhere"}), -1, "an unknown region")
	expect_error("priority is 101")
	equal(town.add_point(path, Transform3D(), {"priority": 101}), -1, "a priority out of range")
	expect_error("less than load_distance")
	var wrong := {"load_distance": 10, "unload_distance": 5}
	equal(town.add_point(path, Transform3D(), wrong), -1, "distances the wrong way round")
	expect_error("finite numbers")
	var nowhere := Transform3D(Basis(), Vector3(NAN, 0, 0))
	equal(town.add_point(path, nowhere), -1, "a place that is none")
	expect_error("the region has no name")
	check(not town.add_region("", AABB()), "a region without a name")
	check(not town.remove_point(77), "a point that never was")
	check(not town.pin_point(77) and not town.unpin_region("nowhere"), "pins on nothing")
	equal(figure("points"), 0.0, "points")
	var early := CutoutPrefabStreamer.new()
	expect_error("add_point() was called on a node out of the tree")
	equal(early.add_point(path, Transform3D()), -1, "a streamer that is not in the tree")
	early.free()
	await close_town()
