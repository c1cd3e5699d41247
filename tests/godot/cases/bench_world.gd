extends "bench_stage.gd"
## A world of chunks as they are shipped, around somebody who stands still and who flies at 50 m/s,
## in turn, in one run; then the same chunks made on the main thread. For [code]make bench[/code].

const Chunk := preload("res://addons/cutout/world/chunk.gd")
const _SPEED := 50.0
# Short turns: whatever else the machine does then befalls both alike.
const _ROUNDS := 5
const _FRAMES := 180
# What a chunk costs: so many times a flight over one chunk.
const _LEGS := 6
const _LEG_FRAMES := 240
const _SYNCHRONOUS := 6
# The finest ring: here a hole would be seen.
const _NEAR := 150.0

var _holes := 0
var _is_flying := false
## The chunks that have come, with their levels of detail.
var _come: Array[Vector3i] = []
var _nearest_missing := INF
var _viewer := Node3D.new()
var _world := CutoutWorldStreamer.new()


func run() -> void:
	await wait_for_workers()
	_world.world_seed = 7
	_viewer.position = Vector3(100, 60, 100)
	add_child(_viewer)
	add_child(_world)
	_world.add_viewer(_viewer)
	var start := Time.get_ticks_usec()
	await _world.wait_until_loaded(_world.load_distance)
	facts["start_chunks"] = _world.get_stats()["chunks_loaded"]
	facts["start_sec"] = (Time.get_ticks_usec() - start) / 1e6
	await play()
	await _rest()
	await _fly(_FRAMES)
	await _rest()
	var records: Array[Dictionary] = [new_record(), new_record()]
	var before: int = _world.get_stats()["chunks_loaded"]
	_holes = 0
	_nearest_missing = INF
	for i in _ROUNDS:
		for way in 2:
			take_frames()
			if way == 1:
				await _fly(_FRAMES)
			else:
				await wait_frames(_FRAMES)
			var record: Dictionary[String, PackedFloat64Array] = records[way]
			add_frames(record, take_frames())
			await _rest()
	for way in 2:
		var record: Dictionary[String, PackedFloat64Array] = records[way]
		note_frames("flying" if way == 1 else "still", record)
	var stats := _world.get_stats()
	var chunks: int = stats["chunks_loaded"] - before
	facts["chunks"] = chunks
	facts["chunks_per_sec"] = chunks / (_ROUNDS * _FRAMES / float(RATE))
	facts["holes"] = _holes
	facts["nearest_missing"] = minf(_nearest_missing, _world.load_distance)
	facts["stats"] = stats
	facts["kinds"] = CutoutBatch._pipeline.applier.get_kinds()
	equal(stats["failed"], 0, "chunks that failed")
	await _compare_costs()


func _play_frame() -> void:
	if not _is_flying:
		return
	_viewer.position.z -= _SPEED / RATE
	if work_usec == 0:
		return  # Looking for holes would cost more than anything that is measured.
	for x in range(-5, 6):
		for z in range(-5, 6):
			var coordinate := _world.chunk_at(_viewer.position) + Vector2i(x, z)
			if _world.is_loaded(coordinate):
				continue
			var distance := _distance_of(coordinate)
			_nearest_missing = minf(_nearest_missing, distance)
			if distance < _NEAR:
				_holes += 1


func _fly(frames: int) -> void:
	_is_flying = true
	await wait_frames(frames)
	_is_flying = false


## Waits until nothing is under way.
func _rest() -> void:
	await wait_for(
		func() -> bool:
			var stats := _world.get_stats()
			return stats["loading"] + stats["queue"] + stats["active"] + stats["to_apply"] == 0,
		"nothing is under way"
	)
	await wait_frames(RATE >> 1)


func _distance_of(coordinate: Vector2i) -> float:
	var size := _world.chunk_size
	var low := Vector2(coordinate) * size
	var flat := Vector2(_viewer.position.x, _viewer.position.z)
	return flat.distance_to(flat.clamp(low, low + Vector2(size, size)))


## Compares what a chunk costs the main thread in flight with what it would cost without workers,
## where what these very chunks have taken the workers and all their nodes would come on top: leg by
## leg, in turn, in a game that does nothing else. The middle one of the legs counts.
func _compare_costs() -> void:
	work_usec = 0
	_world.chunk_loaded.connect(_on_come)
	_world.chunk_changed.connect(_on_come)
	# From the same place in a chunk in every run.
	_viewer.position = Vector3(100, 60, snappedf(_viewer.position.z, _world.chunk_size))
	await _rest()
	var ours: PackedFloat64Array = []
	var generating: PackedFloat64Array = []
	var making: PackedFloat64Array = []
	for i in _LEGS:
		var still := await _busy_in(_LEG_FRAMES, false)
		_come.clear()
		var flying := await _busy_in(_LEG_FRAMES, true)
		await _rest()
		ours.append((flying[0] - still[0]) / _come.size())
		generating.append((flying[1] - still[1]) / _come.size())
		making.append(await _cost_of_making())
	facts["chunks_a_leg"] = _come.size()
	facts["ours_legs"] = ours
	facts["ours_usec"] = quantile(ours, 0.5)
	facts["generating_usec"] = quantile(generating, 0.5)
	facts["making_usec"] = quantile(making, 0.5)
	facts["synchronous_usec"] = facts["generating_usec"] + facts["making_usec"]


## Returns the processor time of the main thread and of the workers in so many frames, and in those
## in which what was asked for comes.
func _busy_in(frames: int, flies: bool) -> PackedFloat64Array:
	await wait_frames(2)
	var main := busy_usec()
	var workers := _workers_usec()
	_is_flying = flies
	await wait_frames(frames)
	_is_flying = false
	await wait_frames(RATE)
	return [busy_usec() - main, _workers_usec() - workers]


func _on_come(coordinate: Vector2i, _root: Node3D) -> void:
	_come.append(Vector3i(coordinate.x, coordinate.y, _world._find(coordinate).shown_lod))


## Returns the main thread's processor time for making the nodes of a chunk that came in the leg,
## without threads and steps: all at once, from a decoded answer, and freed at once.
func _cost_of_making() -> float:
	var maker := _world._maker
	var making := 0.0
	_world.is_frozen = true
	for i in _SYNCHRONOUS:
		var come := _come[floori((i + 0.5) * _come.size() / _SYNCHRONOUS)]
		var chunk := _world._find(Vector2i(come.x, come.y))
		var request := _world._make_request(chunk.coordinate, come.z)
		var job := CutoutBatch.submit(&"chunk", request, {"cache": false})
		await job.wait()
		equal(job.error, null, "error of a job")
		var result: Variant = job.result
		await wait_frames(1)
		var start := busy_usec()
		var build := maker.new_build(chunk)
		build.make_now(result)
		equal(build.fault, "", "fault of a result")
		build.show()
		build.root.free()
		await wait_frames(1)
		making += busy_usec() - start
	await wait_frames(1)
	var idle := busy_usec()
	await wait_frames(_SYNCHRONOUS)
	making -= busy_usec() - idle
	_world.is_frozen = false
	return making / _SYNCHRONOUS


## Returns the processor time that the workers have had.
func _workers_usec() -> float:
	var usec := 0.0
	var pids: PackedInt64Array = CutoutBatch.get_stats()["worker_pids"]
	for pid in pids:
		var account := FileAccess.open("/proc/%d/schedstat" % pid, FileAccess.READ)
		if account != null:
			usec += account.get_line().get_slice(" ", 0).to_float() / 1000.0
	return usec
