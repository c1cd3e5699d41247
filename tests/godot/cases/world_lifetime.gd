extends "world_stage.gd"
## Chunks that are given up while they load, changed ones that are saved first, two viewers, a world
## that is moved, reloaded, frozen, paused, and taken out of the tree in mid-load.

var _saved: Array[Vector2i] = []
var _saving_ends: Array[Saving] = []


## Somebody who takes their time to save.
class Saving:
	extends Node
	signal done(path: String, size: int)


func run() -> void:
	await wait_for_workers()
	await _two_viewers()
	await _unloading_while_loading()
	await _saving()
	await _shifting_and_reloading()
	await _freezing_and_pausing()
	await _leaving_the_tree()
	check(Performance.has_custom_monitor("cutout/world_loaded") == false, "monitors are gone")


func _two_viewers() -> void:
	_open()
	var one := new_viewer(Vector3(100, 0, 100))
	var other := new_viewer(Vector3(10_100, 0, 100))
	await settle("both have their chunks")
	check_chunks()
	for viewer: Node3D in [one, other]:
		for coordinate in near(viewer.position, world.load_distance):
			check(world.is_loaded(coordinate), "%s is there" % coordinate)
	var figures: float = Performance.get_custom_monitor("cutout/world_loaded")
	equal(figures, float(there.size()), "the monitor of loaded chunks")
	check(world.remove_viewer(other), "the other is forgotten")
	check(not world.remove_viewer(other), "and only once")
	await pass_frames(2)
	await settle("the other's chunks are gone")
	equal(there.keys().any(func(at: Vector2i) -> bool: return at.x > 20), false, "any there")
	one.free()
	await pass_frames(2)
	await wait_for(func() -> bool: return there.is_empty(), "nobody is left, and nothing")
	await _close()


func _unloading_while_loading() -> void:
	_open({"work_msec": 30})
	var viewer := new_viewer(Vector3(100, 0, 100))
	await wait_for(func() -> bool: return figure("active") > 1, "workers are at it")
	viewer.position.x += 9000.0
	await pass_frames(4)
	for coordinate in near(Vector3(100, 0, 100), 1000.0):
		var state := world.get_chunk_state(coordinate)
		equal(state, world.ChunkState.UNLOADED, "what was loading at %s" % coordinate)
	check(figure("cancelled") > 0.0, "what was loading is cancelled")
	equal(there.size(), 0, "chunks that were there")
	await settle("all is there")
	check_chunks()
	await _close()


func _saving() -> void:
	_open()
	world.save_chunk = _save
	world.chunk_saving.connect(_on_saving)
	var viewer := new_viewer(Vector3(100, 0, 100))
	await settle("all is there")
	var dirty: Array[Vector2i] = [Vector2i(0, 0), Vector2i(1, 0), Vector2i(-1, 0)]
	for coordinate in dirty:
		check(world.mark_dirty(coordinate), "%s is marked" % coordinate)
	check(not world.mark_dirty(Vector2i(99, 99)), "what is not there cannot be marked")
	viewer.position.x += 9000.0
	await wait_for(func() -> bool: return _saving_ends.size() == dirty.size(), "all are saved")
	await pass_frames(30)
	_saved.sort()
	dirty.sort()
	equal(_saved, dirty, "saved")
	for coordinate in dirty:
		equal(world.get_chunk_state(coordinate), world.ChunkState.UNLOADING, "waits for its saving")
		check(not world.get_chunk_root(coordinate).visible, "and is not seen")
	_saving_ends[0].done.emit("a file", 3)
	_saving_ends[1].done.emit("a file", 3)
	# Whoever saves the last one goes without a word.
	_saving_ends[2].free()
	await settle("what was saved is gone")
	for coordinate in dirty:
		equal(world.get_chunk_state(coordinate), world.ChunkState.UNLOADED, "gone after saving")
	check_chunks()
	_saved.clear()
	_saving_ends.clear()
	world.save_chunk = Callable()
	world.mark_dirty(world.chunk_at(viewer.position))
	var last := world.chunk_at(viewer.position)
	await _close()
	equal(_saved, [last] as Array[Vector2i], "saved when the world leaves")


func _shifting_and_reloading() -> void:
	_open()
	var viewer := new_viewer(Vector3(100, 0, 100))
	world.position = Vector3(0, 5, 0)
	await settle("all is there")
	var coordinates := there.keys()
	var offset := world.shift_origin(Vector2i(3, -2))
	equal(offset, Vector3(-600, 0, 400), "what everybody is moved by")
	viewer.position += offset
	await pass_frames(5)
	await settle("still there")
	equal(there.keys(), coordinates, "coordinates after the move")
	equal(world.chunk_at(viewer.position), Vector2i(0, 0), "where the viewer is")
	var root := world.get_chunk_root(Vector2i(0, 0))
	equal(root.global_position, Vector3(-600, 5, 400), "where the chunk is")
	var before := changes
	world.reload()
	check(root.visible, "what was there stays until the new is")
	await settle("all is new")
	equal(changes - before, there.size(), "chunks made anew")
	check(world.get_chunk_root(Vector2i(0, 0)) != root, "another root")
	world.chunk_size = 100.0
	await pass_frames(5)
	await settle("chunks of another size")
	check(world.is_loaded(world.chunk_at(viewer.position)), "the viewer's is there")
	await _close()


func _freezing_and_pausing() -> void:
	_open()
	var viewer := new_viewer(Vector3(100, 0, 100))
	await settle("all is there")
	var before := there.size()
	world.is_frozen = true
	viewer.position.x += 9000.0
	await pass_frames(60)
	equal(there.size(), before, "frozen")
	world.is_frozen = false
	await wait_for(func() -> bool: return figure("active") > 0, "jobs are under way")
	get_tree().paused = true
	process_mode = Node.PROCESS_MODE_ALWAYS
	world.process_mode = Node.PROCESS_MODE_PAUSABLE
	await wait_for(func() -> bool: return figure("active") == 0, "what is under way arrives")
	await pass_frames(30)
	var paused := figure("queue")
	check(paused > 0, "the rest waits")
	await pass_frames(30)
	equal(figure("queue"), paused, "the rest while paused")
	get_tree().paused = false
	await settle("all is there after the pause")
	check_chunks()
	await _close()


func _leaving_the_tree() -> void:
	_open({"work_msec": 5})
	new_viewer(Vector3(100, 0, 100))
	await wait_for(func() -> bool: return there.size() > 3, "some are there")
	remove_child(world)
	await pass_frames(10)
	equal(stat("unfinished"), 0, "jobs without their world")
	var kept := there.size()
	add_child(world)
	equal(there.size(), kept, "what was there stays")
	await pass_frames(2)
	await settle("the rest comes after the return")
	check_chunks()
	remove_child(world)
	world.queue_free()
	_forget()
	_open({"work_msec": 5})
	new_viewer(Vector3(100, 0, 100))
	await wait_for(func() -> bool: return there.size() > 3, "some are there")
	await _close()
	equal(stat("unfinished"), 0, "jobs without their world")


func _open(test: Dictionary = {}) -> void:
	new_world(test)
	world.load_distance = 250.0
	world.unload_distance = 400.0


func _close() -> void:
	world.free()
	_forget()
	await pass_frames(3)


func _forget() -> void:
	there.clear()
	errors.clear()
	for child in get_children():
		if child is Node3D and not child is CutoutWorldStreamer:
			child.queue_free()


func _save(_coordinate: Vector2i, root: Node3D) -> Signal:
	check(root.is_inside_tree(), "what is saved is still there")
	var saving := Saving.new()
	add_child(saving)
	_saving_ends.append(saving)
	return saving.done


func _on_saving(coordinate: Vector2i, root: Node3D) -> void:
	equal(root.get_child_count(), 4, "what is saved is whole")
	_saved.append(coordinate)
