extends "world_stage.gd"
## A viewer who is elsewhere in every frame, with jobs that can be cancelled and with jobs that
## cannot: no answer to an old question is ever applied, and all is well where they stop.

const _JUMPS := 400
const _FAR := 20_000.0

var _random := RandomNumberGenerator.new()


func run() -> void:
	_random.seed = 5
	await wait_for_workers()
	new_world()
	var viewer := new_viewer()
	for i in _JUMPS:
		viewer.position = _somewhere()
		await pass_frames(1 if i % 3 > 0 else 12)
		if i % 20 == 0:
			# What is being applied when its chunk is given up is the sharp point.
			await wait_for(func() -> bool: return figure("to_apply") > 1, "answers have come")
	await _arrive(viewer, "after the jumps")
	check(figure("cancelled") > 0.0, "what was left behind is cancelled")
	check(figure("stale_discards") > 0.0, "answers that came too late are counted")
	var before := figure("stale_discards")
	# Now nothing can be taken back from the workers: every answer comes.
	get_tree().process_frame.connect(_bar_from_cancelling)
	var there_and_back: Array[Vector3] = [Vector3.ZERO, Vector3(300, 0, 0), Vector3(5000, 0, 0)]
	for i in _JUMPS:
		viewer.position = there_and_back[i % 3]
		await pass_frames(1 + i % 2)
		if i % 40 == 0:
			world.reload()
	await _arrive(viewer, "after going to and fro")
	get_tree().process_frame.disconnect(_bar_from_cancelling)
	check(figure("stale_discards") > before, "answers to old questions are counted")
	facts["stale"] = figure("stale_discards")
	facts["cancelled"] = figure("cancelled")


func _somewhere() -> Vector3:
	return Vector3(_random.randf_range(-_FAR, _FAR), 50, _random.randf_range(-_FAR, _FAR))


func _arrive(viewer: Node3D, text: String) -> void:
	await settle(text)
	check_chunks()
	for coordinate in near(viewer.position, world.load_distance):
		check(world.is_loaded(coordinate), "%s is there %s" % [coordinate, text])
	for coordinate in there:
		var distance := distance_of(viewer.position, coordinate)
		check(distance <= world.unload_distance, "%s is near %s" % [coordinate, text])


## Takes from the jobs what they cancel themselves with.
func _bar_from_cancelling() -> void:
	for job: CutoutJob in world._streaming.sender._active.values():
		job.canceller = Callable()
