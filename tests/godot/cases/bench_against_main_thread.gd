extends "bench_stage.gd"
## What breaking a polygon costs the main thread: cut there with what the engine offers, and cut by
## the workers, in turn. Both end with the ring, the triangles and the convex parts of every piece;
## the bodies that are made of them cost the same and do not count.

const PlainFracture := preload("res://tests/godot/plain_fracture.gd")

const _CORNERS := 24
const _RADIUS := 100.0
const _ROUNDS := 5
const _PLAIN_JOBS := 100
const _JOBS := 400
const _SEED := 11

var _area := 0.0
var _begin_frames := 0
var _begin_usec := 0.0
var _corners_seen := 0
var _delivered := 0
var _fragments := 12
var _idle_usec := 0.0
var _next_seed := 0
var _pieces := 0
var _polygon: PackedVector2Array = []
var _random := RandomNumberGenerator.new()


func run() -> void:
	_random.seed = _SEED
	_fragments = int(argument("fragments", 12))
	for i in _CORNERS:
		var radius := _RADIUS if i % 2 == 0 else _RADIUS * 0.7
		_polygon.append(radius * Vector2.from_angle(TAU * i / _CORNERS))
	await wait_for_workers()
	CutoutBatch.job_ended.connect(_on_job_ended)
	Engine.max_fps = RATE
	await _by_workers()
	_idle_usec = await _idle_frame_usec()
	var plain := PackedFloat64Array()
	var ours := PackedFloat64Array()
	for i in _ROUNDS:
		plain.append(await _on_main_thread())
		ours.append(await _by_workers())
	facts["plain_usec"] = quantile(plain, 0.5)
	facts["ours_usec"] = quantile(ours, 0.5)
	facts["pieces"] = _pieces / float(_JOBS * (_ROUNDS + 1))
	_check_area(_area / float(_JOBS * (_ROUNDS + 1)))


## Returns what a fracture costs, in microseconds.
func _on_main_thread() -> float:
	var results: Array[Array] = []
	await _begin()
	for i in _PLAIN_JOBS:
		var sites := PackedVector2Array()
		for j in _fragments:
			sites.append(Vector2(_random.randf_range(-60, 60), _random.randf_range(-60, 60)))
		results.append(PlainFracture.fracture(_polygon, sites))
	var cost := await _end(_PLAIN_JOBS)
	var area := 0.0
	for pieces in results:
		for piece: Dictionary in pieces:
			var ring: PackedVector2Array = piece["ring"]
			area += absf(_area_of(ring))
	_check_area(area / _PLAIN_JOBS)
	return cost


## Returns what a fracture costs, in microseconds of the main thread.
func _by_workers() -> float:
	_delivered = 0
	await _begin()
	for i in _JOBS:
		var params := {"fragment_count": _fragments, "seed": _next_seed + i}
		CutoutBatch.submit_fracture(_polygon, params)
	_next_seed += _JOBS
	while _delivered < _JOBS:
		await get_tree().process_frame
	return await _end(_JOBS)


## Begins to count processor time, at the start of a frame.
func _begin() -> void:
	await get_tree().process_frame
	_begin_frames = Engine.get_process_frames()
	_begin_usec = busy_usec()


## Returns the processor time of a job since [method _begin] without that of the frames themselves.
func _end(jobs: int) -> float:
	await get_tree().process_frame
	var idle := (Engine.get_process_frames() - _begin_frames) * _idle_usec
	return (busy_usec() - _begin_usec - idle) / jobs


func _check_area(area: float) -> void:
	check(absf(area - absf(_area_of(_polygon))) < 1.0, "the pieces fill the polygon: %f" % area)


func _idle_frame_usec() -> float:
	var start := busy_usec()
	await wait_frames(RATE)
	return (busy_usec() - start) / RATE


## Takes from a result what a body needs, as the addon's own nodes do.
func _on_job_ended(job: CutoutJob) -> void:
	var fracture: CutoutFracture = job.result
	var areas := fracture.areas
	for i in areas.size():
		var ring := fracture.local_ring(i)
		_pieces += 1
		_area += areas[i]
		_corners_seen += ring.size()
		_corners_seen += fracture.triangles(i).size()
		_corners_seen += fracture.convex_parts(i, ring).size()
	_delivered += 1


static func _area_of(ring: PackedVector2Array) -> float:
	var doubled := 0.0
	for i in ring.size():
		doubled += ring[i - 1].cross(ring[i])
	return doubled * 0.5
