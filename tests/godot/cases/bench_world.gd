extends "bench_stage.gd"
## A world of chunks as they are shipped, around somebody who stands still and who flies at 50 m/s,
## in turn, in one run; then the same chunks made on the main thread. For [code]make bench[/code].

const SolidBuild := preload("res://addons/cutout/world/solid_build.gd")

const _SPEED := 50.0
# Short turns: whatever else the machine does then befalls both alike.
const _ROUNDS := 5
const _FRAMES := 180
const _SYNCHRONOUS := 48
# The finest ring: here a hole would be seen.
const _NEAR := 150.0

var _holes := 0
var _is_flying := false
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
	work_usec = 0
	facts["ours_usec"] = await _cost_of_a_chunk()
	await _on_main_thread()


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


## Returns the main thread's processor time for a chunk: that of frames in flight less that of
## frames that stand still, in a game that does nothing else.
func _cost_of_a_chunk() -> float:
	var busy: Array[float] = [0.0, 0.0]
	var before: int = _world.get_stats()["chunks_loaded"]
	for i in _ROUNDS:
		for way in 2:
			await wait_frames(2)
			var from := busy_usec()
			_is_flying = way == 1
			await wait_frames(_FRAMES)
			# What has been asked for belongs to the flight.
			_is_flying = false
			await wait_frames(RATE >> 1)
			busy[way] += busy_usec() - from
		await _rest()
	var after: int = _world.get_stats()["chunks_loaded"]
	return (busy[1] - busy[0]) / (after - before)


## The same without workers and without steps: what generating takes a processor, measured where it
## is done, and then all nodes of a chunk made at once and freed at once. Levels of detail have the
## shares that they have around a viewer.
func _on_main_thread() -> void:
	var maker := _world._maker
	var generating := 0.0
	var making := 0.0
	var chunks := _world._streaming.table.all()
	_world.is_frozen = true
	for i in _SYNCHRONOUS:
		var chunk := chunks[floori(i * chunks.size() / float(_SYNCHRONOUS))]
		# Where the flight would have come next.
		var place := chunk.coordinate - Vector2i(0, 12)
		var worked := _workers_usec()
		var job := CutoutBatch.submit(
			&"chunk", _world._make_request(place, chunk.shown_lod), {"cache": false}
		)
		await job.wait()
		equal(job.error, null, "error of a job")
		await wait_frames(1)
		generating += _workers_usec() - worked
		var result: Variant = job.result
		await wait_frames(1)
		var start := busy_usec()
		var build := maker.new_build(chunk)
		equal(build.take(result), "", "fault of a result")
		while build.next_kind() != SolidBuild.NOTHING:
			build.step()
		build.show()
		build.root.free()
		await wait_frames(1)
		making += busy_usec() - start
	await wait_frames(1)
	var idle := busy_usec()
	await wait_frames(_SYNCHRONOUS)
	making -= busy_usec() - idle
	facts["generating_usec"] = generating / _SYNCHRONOUS
	facts["making_usec"] = making / _SYNCHRONOUS
	facts["synchronous_usec"] = facts["generating_usec"] + facts["making_usec"]


## Returns the processor time that the workers have had.
func _workers_usec() -> float:
	var usec := 0.0
	var pids: PackedInt64Array = CutoutBatch.get_stats()["worker_pids"]
	for pid in pids:
		var account := FileAccess.open("/proc/%d/schedstat" % pid, FileAccess.READ)
		if account != null:
			usec += account.get_line().get_slice(" ", 0).to_float() / 1000.0
	return usec
