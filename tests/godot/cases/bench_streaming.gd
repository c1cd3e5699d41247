extends "bench_stage.gd"
## What a streamer of prefabs costs in the town of the demo, at rest, while somebody waits, on the
## move, when its world comes and after jumps, against the same scene in which the streamer does
## nothing, in turn. For [code]make bench[/code].

const _WORLD := "res://demo_scenes/town/town.world.json"
const _HOME := Vector3(-47, 25, 60)
const _AWAY := Vector3(-330, 34, 300)
const _SPEED := 30.0
# Short turns: whatever else the machine does then befalls both alike.
const _ROUNDS := 3
const _FRAMES := 90
const _INTAKES := 2
const _JUMPS := 3
const _INTAKE_FRAMES := 60
# Of that, nothing more comes.
const _FAR := Vector3(1e6, 0, 0)


## Notes when the frame comes to it.
class Mark:
	extends Node
	var usec := 0

	func _process(_delta: float) -> void:
		usec = Time.get_ticks_usec()


## Notes how long it was since the frame came to another mark.
class Lap:
	extends Node
	var before: Mark
	var usec: PackedFloat64Array = []

	func _process(_delta: float) -> void:
		usec.append(Time.get_ticks_usec() - before.usec)


var _lap := Lap.new()
var _speed := 0.0
var _town := CutoutPrefabStreamer.new()
var _viewer := Node3D.new()


func run() -> void:
	await wait_for_workers()
	_viewer.position = _HOME
	add_child(_viewer)
	# Ahead of the mark: what the loader does in a frame, as looking after files, is not measured.
	_town.loader = CutoutPrefabLoader.new()
	add_child(_town.loader)
	_lap.before = Mark.new()
	add_child(_lap.before)
	_town.load_distance = 240.0
	_town.unload_distance = 280.0
	add_child(_town)
	add_child(_lap)
	_town.add_viewer(_viewer)
	await play()
	await _take_in()
	await _town.wait_until_loaded(_town.load_distance)
	await _rest()
	facts["points"] = _town.get_stats()["points"]
	facts["live"] = _town.get_stats()["loaded"]
	await _compare("rest", wait_frames.bind(_FRAMES))
	await _compare("waiting", _wait_in_vain)
	await _compare("moving", _fly)
	await _compare("jump", _jump, _JUMPS)
	facts["stats"] = _town.get_stats()
	facts["kinds"] = CutoutBatch._pipeline.applier.get_kinds()


func _play_frame() -> void:
	_viewer.position.x += _speed / RATE


## Reads the world anew, with nobody near, so that nothing but its points comes.
func _take_in() -> void:
	var home := _viewer.position
	_viewer.position = _FAR
	await _compare("intake", _read_world, _INTAKES, _forget_world)
	_viewer.position = home
	await _town.load_world(_WORLD)


## Records frames in which the streamer is at work and in which it is not, in turn.
func _compare(key: String, turn: Callable, rounds := _ROUNDS, after := Callable()) -> void:
	var records: Array[Dictionary] = [new_record(), new_record()]
	var laps: Array[PackedFloat64Array] = [[], []]
	for i in rounds:
		for way in 2:
			_town.set_process(way == 1)
			await wait_frames(2)
			take_frames()
			_lap.usec.clear()
			await turn.call()
			laps[way].append_array(_lap.usec)
			var record: Dictionary[String, PackedFloat64Array] = records[way]
			add_frames(record, take_frames())
			_town.set_process(true)
			if after.is_valid():
				after.call()
			await _rest()
	for way in 2:
		var title := key if way == 1 else key + "_without"
		var record: Dictionary[String, PackedFloat64Array] = records[way]
		note_frames(title, record)
		note_times(title + "_lap", laps[way])
		facts[title + "_cpu_mean_ms"] = _mean(record["cpu"]) / 1e3
		facts[title + "_lap_mean_usec"] = _mean(laps[way])


func _read_world() -> void:
	if _town.is_processing():
		var is_there: bool = await _town.load_world(_WORLD)
		check(is_there, "the world is there (%s)" % _town.get_world_error(_WORLD))
	await wait_frames(_INTAKE_FRAMES)


func _forget_world() -> void:
	_town.unload_world(_WORLD)


func _wait_in_vain() -> void:
	# What is frozen does not come, so that there is something to wait for.
	_town.is_frozen = true
	var missing := _town.add_point("user://nothing.json", Transform3D(Basis(), _viewer.position))
	_town.wait_until_loaded(_town.load_distance)
	await wait_frames(_FRAMES)
	_town.remove_point(missing)
	_town.is_frozen = false


func _fly() -> void:
	_speed = _SPEED
	await wait_frames(_FRAMES)
	_speed = 0.0
	_viewer.position = _HOME


func _jump() -> void:
	_viewer.position = _AWAY if _viewer.position == _HOME else _HOME
	await wait_frames(_FRAMES)


func _rest() -> void:
	await wait_for(
		func() -> bool:
			var stats := _town.get_stats()
			for what: String in ["looking", "queue", "loads", "spawns", "unloading", "releasing"]:
				if stats[what] > 0:
					return false
			return stat("to_apply") == 0,
		"nothing is under way"
	)
	await wait_frames(RATE >> 1)


static func _mean(values: PackedFloat64Array) -> float:
	var sum := 0.0
	for value in values:
		sum += value
	return sum / values.size()
