extends "prefab_stream_stage.gd"
## Two viewers, points that are saved before they go, a world that is moved, frozen, changed in
## mid-load, and taken out of the tree.

var _saving_ends: Array[Saving] = []
var _told := PackedInt64Array()


## Somebody who takes their time to save.
class Saving:
	extends Node
	signal done


func run() -> void:
	await wait_for_workers()
	await _two_viewers()
	await _cancelling()
	await _saving()
	await _shifting()
	await _freezing()
	await _changing()
	await _leaving_the_tree()
	await _sharing_a_loader()
	check(not Performance.has_custom_monitor("cutout/prefabs_loaded"), "monitors are gone")


func _open(count := 400, parts := 2) -> void:
	new_town()
	var path := write_prefab("one%d" % parts, parts)
	var side := ceili(sqrt(count))
	for i in count:
		add(path, Vector3(40.0 * (i % side), 0, floori(40.0 * floorf(i / float(side)))))


func _two_viewers() -> void:
	_open()
	var one := new_viewer(Vector3(0, 0, 0))
	var other := new_viewer(Vector3(760, 0, 760))
	await settle("both have theirs")
	check_points([one.position, other.position], "two viewers")
	var figures: float = Performance.get_custom_monitor("cutout/prefabs_loaded")
	equal(figures, float(there.size()), "the monitor of points")
	one.position = Vector3(760, 0, 0)
	await settle("one has moved")
	check_points([one.position, other.position], "one has moved")
	check(town.remove_viewer(other), "the other is forgotten")
	check(not town.remove_viewer(other), "and only once")
	await settle("the other's points are gone")
	check_points([one.position], "one is left")
	one.free()
	await settle("nobody is left, and nothing")
	equal(there.size(), 0, "points without a viewer")
	var camera := Camera3D.new()
	camera.position = Vector3(100, 0, 100)
	add_child(camera)
	camera.make_current()
	await settle("the camera sees")
	check_points([camera.position], "the camera")
	await close_town()


## What is out of range while it loads is given up: prefabs, and spawns in their midst.
func _cancelling() -> void:
	new_town()
	town.load_window = 2
	for i in 12:
		add(write_prefab("cold%d" % i, 300), Vector3(i, 0, 0))
	var viewer := new_viewer()
	await wait_for(func() -> bool: return figure("loads") > 0, "something is on its way")
	viewer.position.x = 1e5
	await settle("it is given up")
	equal(there.size(), 0, "what is out of range")
	equal(town.loader.is_loading(FOLDER.path_join("cold11.json")), false, "a load that is given up")
	check(figure("cancelled") > 0, "it is counted")
	viewer.position.x = 0.0
	await wait_for(func() -> bool: return there.size() > 2, "some are there")
	viewer.position.x = 1e5
	await settle("in the midst of spawns")
	check_points([viewer.position], "far away")
	equal(town.loader.stats()["spawning"], 0, "spawns that are left")
	viewer.position.x = 0.0
	await settle("there again")
	equal(there.size(), 12, "all is there at last")
	check_points([viewer.position], "at last")
	await close_town()


func _saving() -> void:
	_open(100)
	town.save_point = _save
	town.point_unloading.connect(func(id: int, _root: Node) -> void: _told.append(id))
	var viewer := new_viewer()
	await settle("all is there")
	var count := there.size()
	check(count > 10, "%d are there" % count)
	viewer.position.x = 1e5
	await wait_for(func() -> bool: return _saving_ends.size() == count, "all are saved")
	await pass_frames(20)
	equal(_told.size(), count, "points that were told of")
	equal(figure("unloading"), float(count), "points that wait for their saving")
	for id in there:
		check(not (there[id] as Node3D).visible, "%d is not seen" % id)
	viewer.position.x = 0.0
	await pass_frames(20)
	equal(figure("unloading"), float(count), "points that wait, although somebody is back")
	for i in _saving_ends.size():
		if i % 2 == 0:
			_saving_ends[i].done.emit()
		else:
			# Whoever saves it goes without a word.
			_saving_ends[i].free()
	town.save_point = Callable()
	await settle("all is there again")
	equal(unloads, count, "points that were unloaded")
	equal(there.size(), count, "points that are there again")
	check_nodes("after saving")
	_told.clear()
	remove_child(town)
	equal(_told.size(), count, "points that are saved when the streamer leaves the tree")
	add_child(town)
	_saving_ends.clear()
	await close_town()


func _shifting() -> void:
	_open()
	town.position = Vector3(0, 5, 0)
	var viewer := new_viewer(Vector3(400, 5, 400))
	await settle("all is there")
	var before := loads
	var count := there.size()
	var offset := town.shift_origin(Vector3(400, 0, 400))
	equal(offset, Vector3(-400, 0, -400), "what everybody is moved by")
	viewer.position += offset
	for id in places:
		places[id] += offset
	await settle("still there")
	equal(loads, before, "nothing was loaded anew")
	equal(there.size(), count, "nothing was lost")
	check_nodes("after the move")
	viewer.position.x += 100.0
	await settle("walking on")
	check_points([viewer.position - town.position], "walking on")
	# In the midst of spawns.
	viewer.position.x += 2000.0
	await settle("away")
	viewer.position.x -= 2000.0
	await wait_for(func() -> bool: return figure("spawns") > 0, "spawns are under way")
	offset = town.shift_origin(Vector3(-1000, 0, 0))
	viewer.position += offset
	for id in places:
		places[id] += offset
	await settle("there after a move in mid-load")
	check_points([viewer.position - town.position], "after a move in mid-load")
	await close_town()


func _freezing() -> void:
	_open()
	var viewer := new_viewer()
	await settle("all is there")
	var before := there.size()
	town.is_frozen = true
	viewer.position = Vector3(760, 0, 760)
	await pass_frames(60)
	equal(there.size(), before, "frozen")
	equal(unloads, 0, "nothing goes")
	town.is_frozen = false
	await settle("all is there")
	check_points([viewer.position], "after freezing")
	town.load_distance = 100.0
	town.unload_distance = 125.0
	await settle("less far")
	check_points([viewer.position], "less far")
	town.load_distance = 500.0
	town.unload_distance = 600.0
	await settle("farther")
	check_points([viewer.position], "farther")
	await close_town()


## Points that come and go as long as they are wanted, there, on their way and going.
func _changing() -> void:
	_open(400, 6)
	var viewer := new_viewer(Vector3(400, 0, 400))
	var random := RandomNumberGenerator.new()
	random.seed = 9
	var path := write_prefab("one6", 6)
	var removed := PackedInt64Array()
	for i in 200:
		var ids := places.keys()
		var id: int = ids[random.randi() % ids.size()]
		check(town.remove_point(id), "%d is removed" % id)
		check(not town.remove_point(id), "and only once")
		places.erase(id)
		removed.append(id)
		add(path, Vector3(random.randf() * 800, 0, random.randf() * 800))
		if i % 50 == 0:
			viewer.position = Vector3(random.randf() * 800, 0, random.randf() * 800)
		await pass_frames(i % 2)
	await settle("all is there")
	check_points([viewer.position], "after changes")
	for id in removed:
		check(not id in places, "%d is not used again" % id)
		equal(town.get_point_state(id), town.PointState.UNLOADED, "a removed point")
	equal(figure("points"), 400.0, "points that are known")
	await close_town()


func _leaving_the_tree() -> void:
	_open()
	var viewer := new_viewer(Vector3(400, 0, 400))
	await wait_for(func() -> bool: return there.size() > 3, "some are there")
	remove_child(town)
	await pass_frames(10)
	equal(stat("unfinished"), 0, "jobs without their streamer")
	equal(town.get_child_count(), there.size(), "what was there stays")
	add_child(town)
	await settle("the rest comes after the return")
	check_points([viewer.position], "after the return")
	viewer.position = Vector3.ZERO
	await pass_frames(1)
	remove_child(town)
	add_child(town)
	await settle("after leaving in mid-unload")
	check_points([viewer.position], "after leaving in mid-unload")
	await close_town()
	equal(stat("unfinished"), 0, "jobs without their streamer")


## What one streamer lets go of, another still has.
func _sharing_a_loader() -> void:
	var loader := CutoutPrefabLoader.new()
	add_child(loader)
	var path := write_prefab("shared")
	new_town()
	remove_child(town)
	town.free()
	town = CutoutPrefabStreamer.new()
	town.loader = loader
	add_child(town)
	var second := CutoutPrefabStreamer.new()
	second.loader = loader
	add_child(second)
	var viewer := new_viewer()
	second.add_viewer(viewer)
	var id := town.add_point(path, Transform3D())
	var other := second.add_point(path, Transform3D())
	await wait_for(
		func() -> bool: return second.get_point_root(other) != null, "the second has its"
	)
	await wait_for(func() -> bool: return town.get_point_root(id) != null, "the first has its")
	equal(loader.instances_of(path).size(), 2, "instances of one loader")
	town.free()
	await pass_frames(3)
	equal(loader.stats()["pinned"], 1, "prefabs that the second pins")
	check(second.get_point_root(other) != null, "the second keeps its")
	second.free()
	equal(loader.stats()["pinned"], 0, "prefabs that nobody pins")
	loader.free()


func _save(id: int, root: Node) -> Signal:
	check(root.is_inside_tree(), "what is saved is still there")
	equal(town.get_point_state(id), town.PointState.UNLOADING, "the state of what is saved")
	var saving := Saving.new()
	add_child(saving)
	_saving_ends.append(saving)
	return saving.done
