extends "../prefab_case.gd"
## Loaders leave while threads work, their own and those of others: the main thread waits for none
## of them, and what the others make is there in the end.
##
## A thread that stands still until it is told to go on makes a main thread that waits stand still
## for ever.

const FileCheck := preload("res://addons/cutout/meshes/file_check.gd")
const MeshBuild := preload("res://addons/cutout/meshes/mesh_build.gd")
const PrefabBuild := preload("res://addons/cutout/prefabs/loading/prefab_build.gd")
const ThreadTask := preload("res://addons/cutout/frame/thread_task.gd")
const WatchRound := preload("res://addons/cutout/prefabs/reloading/watch_round.gd")

const _TRIANGLE := "OFF\n3 1 0\n0 0 0\n1 0 0\n0 1 0\n3 0 1 2\n"


class Gate:
	extends ThreadTask

	var opening := Semaphore.new()

	func _run() -> void:
		opening.wait()


func run() -> void:
	await prepare()
	await _leave("first")
	var objects := await _count_of_objects()
	await _leave("second")
	equal(await _count_of_objects(), objects, "objects that stay")
	clean()


func _leave(title: String) -> void:
	# More gates than there are threads: what is started after them has none until they are open.
	var gates: Array[Gate] = []
	for number in OS.get_processor_count() + 1:
		gates.append(Gate.new())
	var kept := CutoutMeshCache.new()
	add_child(kept)
	var leaving := CutoutMeshCache.new()
	leaving.takes_hashes = true
	add_child(leaving)
	var alone := CutoutMeshLoader.new()
	add_child(alone)
	var prefabs := CutoutPrefabLoader.new()
	prefabs.hot_reload = true
	add_child(prefabs)
	await leaving.fetch(write(title + ".off", _TRIANGLE))
	await load_well(prefabs, write_prefab(title + ".json", {}))
	for gate in gates:
		gate.start()
	var path := write(title + "_coming.off", _TRIANGLE)
	var came: Array[Variant] = []
	_await_end.call(kept.fetch(path), came)
	leaving.get_or_queue(path)
	leaving.verify(folder.path_join(title + ".off"))
	var job := alone.load_mesh(path)
	prefabs.load_async(write_prefab(title + "_coming.json", {}))
	await wait_for(func() -> bool: return _count(MeshBuild) == 3, "meshes are being made")
	await wait_for(func() -> bool: return _count(PrefabBuild) == 1, "a prefab is being made")
	await wait_for(func() -> bool: return _count(WatchRound) == 1, "files are being looked at")
	equal(_count(FileCheck), 1, "files that are being checked")
	for node: Node in [leaving, alone, prefabs]:
		node.free()
	await _pass_frames(2)
	check(job.is_finished(), "what a loader had to load is given up")
	equal(_count(Gate), gates.size(), "threads that stand still")
	for gate in gates:
		gate.opening.post()
	await wait_for(func() -> bool: return came.size() == 1, "who has stayed is served")
	check(came[0] is ArrayMesh, "got %s" % str(came[0]))
	await wait_for(func() -> bool: return ThreadTask._running.is_empty(), "all threads have ended")
	kept.free()


func _await_end(awaited: Variant, came: Array[Variant]) -> void:
	came.append(await awaited)


func _count(type: GDScript) -> int:
	return ThreadTask._running.keys().filter(is_instance_of.bind(type)).size()


func _count_of_objects() -> float:
	await _pass_frames(3)
	return Performance.get_monitor(Performance.OBJECT_COUNT)


func _pass_frames(count: int) -> void:
	for number in count:
		await get_tree().process_frame
