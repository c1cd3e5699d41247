extends "world_stage.gd"
## Quits while chunks load, are made in threads, are applied, are saved and are unloaded, with
## somebody who waits.

const ThreadTask := preload("res://addons/cutout/frame/thread_task.gd")

const _IN_A_THREAD := 4


func run() -> void:
	var seconds := str(arguments["number"]).to_int()
	await wait_for_workers()
	new_world({"work_msec": 4, "cells": 300 if seconds == _IN_A_THREAD else 2})
	world.save_chunk = func(_coordinate: Vector2i, _root: Node3D) -> Signal: return tree_exited
	var viewer := new_viewer(Vector3(100, 0, 100))
	_wait_for_all.call(RefCounted.new())
	if seconds == _IN_A_THREAD:
		await wait_for(func() -> bool: return not ThreadTask._running.is_empty(), "a thread")
		return
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
