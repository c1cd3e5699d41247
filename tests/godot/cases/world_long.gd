extends "world_stage.gd"
## Two hours of travel at 50 m/s, in larger steps than those of a frame: the number of chunks stays
## within bounds, memory flat, and every job is accounted for.

const _SPEED := 50.0
const _STEP := 25.0
const _SAMPLES := 40

var _most := 0
var _memory: Array[float] = []
var _objects: Array[float] = []
var _nodes: Array[float] = []


func run() -> void:
	await wait_for_workers()
	new_world({"cells": 1})
	world.load_distance = 450.0
	world.unload_distance = 550.0
	world.lod_distances = [150.0]
	var hours := str(arguments.get("hours", 2)).to_float()
	var viewer := new_viewer(Vector3(100, 20, 100))
	await settle("the start is there")
	var steps := ceili(hours * 3600.0 * _SPEED / _STEP)
	var loaded := figure("chunks_loaded")
	for i in steps:
		# Not quite along an axis.
		viewer.position += Vector3(0.8, 0.0, 0.6) * _STEP
		await get_tree().process_frame
		_most = maxi(_most, there.size())
		# As far as a slow machine lags behind real time, the traveller waits for it.
		if i % 8 == 7:
			await world.wait_until_loaded(world.load_distance - 200.0)
		if i % ceili(steps / float(_SAMPLES)) == 0:
			_take_sample()
	await settle("the end is there")
	check_chunks()
	var bound := near(viewer.position, world.unload_distance + 2 * SIZE).size()
	check(_most <= bound, "%d chunks were there at a time, of at most %d" % [_most, bound])
	check(figure("chunks_loaded") - loaded > steps * _STEP / SIZE, "the way was long")
	equal(figure("failed"), 0.0, "failures")
	_check_jobs()
	_check_flat("memory", _memory, 1.02)
	_check_flat("objects", _objects, 1.1)
	_check_flat("nodes", _nodes, 1.1)
	facts["most"] = _most
	facts["stats"] = world.get_stats()
	world.free()
	there.clear()
	await pass_frames(3)
	equal(stat("unfinished"), 0, "jobs without their world")


func _take_sample() -> void:
	_memory.append(OS.get_static_memory_usage())
	_objects.append(Performance.get_monitor(Performance.OBJECT_COUNT))
	_nodes.append(Performance.get_monitor(Performance.OBJECT_NODE_COUNT))


## The end against the time after the start, by medians.
func _check_flat(title: String, samples: Array[float], most: float) -> void:
	var quarter := samples.size() >> 2
	var first := samples.slice(quarter, 2 * quarter)
	var last := samples.slice(-quarter)
	first.sort()
	last.sort()
	var growth: float = last[last.size() >> 1] / first[first.size() >> 1]
	facts[title + "_growth"] = growth
	check(growth < most, "%s grew %.3f times" % [title, growth])


func _check_jobs() -> void:
	equal(
		stat("submitted"),
		stat("completed") + stat("cancelled") + stat("failed"),
		"jobs submitted and ended"
	)
	equal(stat("unfinished"), 0, "jobs under way")
	var answered := figure("chunks_loaded") + figure("stale_discards")
	equal(float(stat("completed")), answered, "answers, and what became of them")
