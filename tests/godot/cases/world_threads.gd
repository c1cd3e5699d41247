extends "world_stage.gd"
## Chunks that are given up, moved, or freed with their world while a thread makes them: nothing is
## left of those, and all is well with the others.

const ThreadTask := preload("res://addons/cutout/frame/thread_task.gd")

# A ground that keeps a thread busy for some frames.
const _CELLS := 300
const _ATTEMPTS := 20


func run() -> void:
	await wait_for_workers()
	var orphans := _orphans()
	new_world({"cells": _CELLS})
	world.load_distance = 250.0
	world.unload_distance = 400.0
	# Whoever looks at results first leaves no bytes to decode.
	CutoutBatch.job_completed.connect(_on_job_completed)
	var viewer := new_viewer(Vector3(100, 0, 100))
	await settle("all is there, although somebody has looked at it")
	CutoutBatch.job_completed.disconnect(_on_job_completed)
	check_chunks()
	var before := figure("stale_discards")
	# A thread may be done before the viewer has gone.
	for attempt in _ATTEMPTS:
		await _wait_for_threads(viewer)
		viewer.position.x += 9000.0
		await settle("what was being made has been given up")
		check_chunks()
		if figure("stale_discards") > before:
			break
	check(figure("stale_discards") > before, "stale answers are counted")
	await _wait_for_threads(viewer)
	viewer.position += world.shift_origin(Vector2i(5, -3))
	await settle("the world was moved meanwhile")
	check_chunks_at(Vector2i(5, -3))
	await _wait_for_threads(viewer)
	world.free()
	await wait_for(func() -> bool: return ThreadTask._running.is_empty(), "all threads have ended")
	await pass_frames(2)
	equal(_orphans(), orphans, "nodes that nobody frees")


## Like [method check_chunks], in a world that was moved.
func check_chunks_at(shift: Vector2i) -> void:
	for coordinate in there:
		var corner := Vector2(coordinate - shift) * SIZE
		var root := world.get_chunk_root(coordinate)
		equal(root.position, Vector3(corner.x, 0.0, corner.y), "place of %s" % coordinate)
		equal(root.get_child_count(), 4, "ground, boxes, trees and body of %s" % coordinate)


func _wait_for_threads(viewer: Node3D) -> void:
	viewer.position.x += 2000.0
	await wait_for(func() -> bool: return not ThreadTask._running.is_empty(), "a thread is at it")


func _orphans() -> float:
	return Performance.get_monitor(Performance.OBJECT_ORPHAN_NODE_COUNT)


func _on_job_completed(_id: int, _result: Array) -> void:
	pass
