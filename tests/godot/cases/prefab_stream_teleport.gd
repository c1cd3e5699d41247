extends "prefab_stream_stage.gd"
## A viewer who is elsewhere all the time among 10,000 points, with 1,000 within sight: wherever
## they stop, all that is near is there, and nothing else.

const _POINTS := 10_000
const _PREFABS := 40
const _JUMPS := 120
# With the load distance, so that about 1,000 points are within sight.
const _HALF_SIDE := 560.0

var _most_queued := 0
var _orphans := 0.0
var _random := RandomNumberGenerator.new()


func run() -> void:
	_random.seed = 5
	await wait_for_workers()
	new_town()
	_orphans = Performance.get_monitor(Performance.OBJECT_ORPHAN_NODE_COUNT)
	var paths := PackedStringArray()
	for i in _PREFABS:
		paths.append(write_prefab("kind%d" % i, i % 5))
	for i in _POINTS:
		add(paths[_random.randi() % _PREFABS], _somewhere())
	var viewer := new_viewer()
	await _arrive(viewer, "at first")
	facts["live"] = there.size()
	check(there.size() > 800 and there.size() < 1200, "%d points are there" % there.size())
	for i in _JUMPS:
		viewer.position = _somewhere()
		await pass_frames(1 + i % 7)
		var stats := town.get_stats()
		for what: String in ["load", "spawn"]:
			var active: int = stats[what + "s"]
			var window: int = stats[what + "_window"]
			check(active <= window, "%d %ss are under way" % [active, what])
		var spawning: int = town.loader.stats()["spawning"]
		check(spawning <= town.spawn_window, "%d spawns are with the loader" % spawning)
		_most_queued = maxi(_most_queued, stat("to_apply"))
		if i % 30 == 29:
			await _arrive(viewer, "after %d jumps" % (i + 1))
	check(_most_queued < 2200, "%d steps wait in the budget" % _most_queued)
	check(figure("cancelled") > 0, "what was left behind is cancelled")
	viewer.position = Vector3(1e6, 0, 0)
	await _arrive(viewer, "far away")
	equal(there.size(), 0, "points that are there far away")
	equal(town.loader.stats()["pinned"], 0, "prefabs that are pinned far away")
	equal(town.loader.instances_of(paths[0]).size(), 0, "instances far away")
	facts["stats"] = town.get_stats()
	facts["most_steps"] = _most_queued
	await close_town()


func _somewhere() -> Vector3:
	return Vector3(
		_random.randf_range(-_HALF_SIDE, _HALF_SIDE),
		_random.randf_range(0, 20),
		_random.randf_range(-_HALF_SIDE, _HALF_SIDE)
	)


func _arrive(viewer: Node3D, text: String) -> void:
	await settle(text)
	check_points([viewer.position], text)
	var orphans := Performance.get_monitor(Performance.OBJECT_ORPHAN_NODE_COUNT)
	equal(orphans, _orphans, "%s: nodes outside the tree" % text)
