extends "bench_stage.gd"
## 500 objects with 12 fragments each break within one frame, with the limits as they are shipped:
## through [CutoutDebris], and the plain way with the same number of bodies. In turn, in one run.
## For [code]make bench[/code].
##
## What a frame takes beyond its budget and the physics of the bodies is the [code]excess[/code].
## The physics is what frames take in which as many bodies fall and nothing else happens, the median
## of them in the same run. The frame in which the game asks for all 500 at once stands apart, as
## [code]submit_frame[/code].

const _OBJECTS := 500
const _FRAGMENTS := 12
const _COLUMNS := 25
const _STEP := 48.0
const _SIDE := 40.0
const _ROUNDS := 3
const _SETTLING_FRAMES := 5
const _AFTER_FRAMES := 60
const _BODIES := 600

var _alive: Array[Node] = []
var _apply_usec: PackedFloat64Array = []
var _budget_usec: PackedFloat64Array = []
var _done := 0
var _place: Node2D
var _falling: Array[PackedFloat64Array] = [[], []]
var _seed := 0
var _storm_frames: Array[Dictionary] = []
var _submit_frame_usec: PackedFloat64Array = []
var _submit_usec: PackedFloat64Array = []


func run() -> void:
	await wait_for_workers()
	await play(0)
	for is_naive: bool in [true, false]:
		await _storm(is_naive)
		await _clear()
	_falling = [[], []]
	_budget_usec.clear()
	_submit_frame_usec.clear()
	_submit_usec.clear()
	var records: Array[Dictionary] = []
	var ends: Array[PackedFloat64Array] = [[], []]
	var applies: Array[PackedFloat64Array] = [[], []]
	for way: int in 2:
		records.append(new_record())
	var before := CutoutBatch.debris.get_stats()
	for i in _ROUNDS:
		for way: int in 2:
			_apply_usec.clear()
			ends[way].append(await _storm(way == 1))
			applies[way].append_array(_apply_usec)
			var record: Dictionary[String, PackedFloat64Array] = records[way]
			for frames: Dictionary[String, PackedFloat64Array] in _storm_frames:
				add_frames(record, frames)
			await _clear()
	for way: int in 2:
		var record: Dictionary[String, PackedFloat64Array] = records[way]
		note_frames("naive" if way == 1 else "ours", record)
		note_times("naive_end" if way == 1 else "ours_end", ends[way])
		note_times("naive_apply" if way == 1 else "ours_apply", applies[way])
		_note_excess("naive" if way == 1 else "ours", record["cpu"], _falling[way])
	note_times("submit", _submit_usec)
	note_times("submit_frame", _submit_frame_usec)
	var after := CutoutBatch.debris.get_stats()
	for key: String in ["bodies", "fast", "dropped", "retired"]:
		var was: int = before[key]
		var now: int = after[key]
		facts[key] = (now - was) / float(_ROUNDS)
	var accounted: float = facts["bodies"] + facts["fast"] + facts["dropped"]
	equal(roundi(accounted), _OBJECTS * _FRAGMENTS, "fragments accounted for")
	facts["accounted"] = accounted


## Notes what the frames of a storm take beyond the budget and the physics of what falls.
func _note_excess(key: String, storm: PackedFloat64Array, falling: PackedFloat64Array) -> void:
	var physics_usec := quantile(falling, 0.5)
	var budget_usec := quantile(_budget_usec, 0.5)
	facts["budget_ms"] = budget_usec / 1e3
	facts[key + "_physics_ms"] = physics_usec / 1e3
	facts[key + "_excess_p99_ms"] = (quantile(storm, 0.99) - budget_usec - physics_usec) / 1e3


func _play_frame() -> void:
	var stats := CutoutBatch.get_stats()
	var spent_usec: int = stats["apply_usec"]
	var budget_usec: int = stats["budget_usec"]
	_apply_usec.append(spent_usec)
	if spent_usec > 0:
		_budget_usec.append(budget_usec)


## Breaks everything; returns how long it took until the last fragment was there.
func _storm(is_naive: bool) -> float:
	_place = Node2D.new()
	add_child(_place)
	var polygons: Array[Polygon2D] = []
	for i in _OBJECTS:
		polygons.append(_new_polygon(is_naive))
		polygons[-1].position = Vector2(i % _COLUMNS, floori(i / float(_COLUMNS))) * _STEP
	_done = 0
	await wait_frames(5)
	take_frames()
	var start := Time.get_ticks_usec()
	for polygon in polygons:
		_seed += 1
		var wanted := {"fragment_count": _FRAGMENTS, "seed": _seed}
		var ending: Signal = CutoutBatch.fracture_object(polygon, wanted)
		ending.connect(_on_broken)
	_submit_usec.append(Time.get_ticks_usec() - start)
	# What the game does to ask for it is not what becomes of it.
	await wait_frames(1)
	var asking: PackedFloat64Array = take_frames()["cpu"]
	_submit_frame_usec.append(asking[-1])
	await wait_for(func() -> bool: return _done == _OBJECTS, "all is broken")
	var end := Time.get_ticks_usec() - start
	await wait_frames(_SETTLING_FRAMES)
	_storm_frames = [take_frames()]
	await wait_frames(_AFTER_FRAMES)
	_storm_frames.append(take_frames())
	var falling: PackedFloat64Array = _storm_frames[1]["cpu"]
	_falling[1 if is_naive else 0] += falling
	return end


func _new_polygon(is_naive: bool) -> Polygon2D:
	var polygon: Polygon2D = NaivePolygon.new(_alive) if is_naive else Polygon2D.new()
	polygon.polygon = Transform2D(0.0, Vector2(_SIDE, _SIDE) / 100.0, 0.0, Vector2.ZERO) * SQUARE
	_place.add_child(polygon)
	return polygon


func _on_broken(job: CutoutJob) -> void:
	equal(job.error, null, "error of a job")
	_done += 1


func _clear() -> void:
	_place.free()
	_alive.clear()
	await wait_for(
		func() -> bool:
			var stats := CutoutBatch.debris.get_stats()
			return stats["alive"] == 0 and stats["flying"] == 0,
		"nothing is left"
	)
	await wait_frames(30)


## The plain way: bodies with two children, the oldest freed by queue_free().
class NaivePolygon:
	extends Polygon2D

	var alive: Array[Node]

	func _init(p_alive: Array[Node]) -> void:
		alive = p_alive

	func get_polygon_data() -> PackedVector2Array:
		return polygon

	func apply_fracture(fracture: CutoutFracture) -> void:
		for index in fracture.size():
			var ring := fracture.local_ring(index)
			var body := RigidBody2D.new()
			var collision := CollisionPolygon2D.new()
			collision.polygon = ring
			body.add_child(collision)
			var picture := Polygon2D.new()
			picture.polygon = ring
			body.add_child(picture)
			body.mass = maxf(fracture.areas[index] * 0.001, 0.01)
			body.collision_layer = 2
			body.position = position + fracture.centroids[index]
			get_parent().add_child(body)
			alive.append(body)
			if alive.size() > _BODIES:
				var oldest: Node = alive.pop_front()
				oldest.queue_free()
		hide()
