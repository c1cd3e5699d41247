extends "job_signals.gd"
## A job ends with its node: freed, removed, or left behind by a change of scene.


func run() -> void:
	watch()
	await wait_for_workers()
	var jobs: Array[CutoutJob] = []
	var stays := _new_node()
	var freed := _new_node()
	var removed := _new_node()
	for i in 10:
		jobs.append(submit(&"work", {"seconds": 0.01}, {"owner": freed}))
		jobs.append(submit(&"work", {"seconds": 0.01}, {"owner": removed}))
	var kept := submit(&"echo", {"value": 1}, {"owner": stays})
	await wait_for(func() -> bool: return stat("in_flight") > 0, "jobs are with the workers")
	freed.free()
	remove_child(removed)
	for job in jobs:
		check(not job.is_finished(), "nobody is woken while a node leaves")
	for job in jobs:
		await ends_as(job, CutoutJob.State.CANCELLED)
		equal(job.error.code, CutoutError.Code.CANCELLED, "its code")
	await ends_as(kept, CutoutJob.State.COMPLETED)
	equal(stays.tree_exiting.get_connections(), [], "connections left on a node")
	removed.free()
	jobs.append(kept)
	jobs.append_array(await _change_scene())
	await wait_for(func() -> bool: return stat("in_flight") == 0, "nothing is in flight")
	equal(stat("unfinished"), 0, "jobs without an end")
	check_endings(jobs)


## Breaks crates in a scene that is left at once; a job of nobody goes on.
func _change_scene() -> Array[CutoutJob]:
	var scene := Node2D.new()
	var jobs: Array[CutoutJob] = []
	get_tree().root.add_child(scene)
	for i in 20:
		var crate := Polygon2D.new()
		crate.polygon = SQUARE
		scene.add_child(crate)
		var batch := CutoutBatch.create()
		jobs.append(batch.add_fracture(crate, {"seed": i}))
		batch.start()
	var free_job := submit(&"echo", {"value": 2})
	get_tree().current_scene = scene
	var empty := PackedScene.new()
	var root := Node.new()
	empty.pack(root)
	root.free()
	get_tree().change_scene_to_packed(empty)
	await get_tree().scene_changed
	await free_job.wait()
	equal(free_job.error, null, "error of the job that belongs to no scene")
	for job in jobs:
		await wait_for(job.is_finished, "%s has ended" % job)
	jobs.append(free_job)
	return jobs


func _new_node() -> Node:
	var node := Node.new()
	add_child(node)
	return node
