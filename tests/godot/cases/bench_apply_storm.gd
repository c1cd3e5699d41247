extends "bench_stage.gd"
## 500 objects with 12 fragments each break within one frame, with the limits as they are shipped:
## through [CutoutDebris], and the plain way with the same number of bodies. In turn, in one run.
## For [code]make bench[/code].

const _OBJECTS := 500
const _FRAGMENTS := 12
const _COLUMNS := 25
const _STEP := 48.0
const _SIDE := 40.0
const _ROUNDS := 3
const _AFTER_FRAMES := 60
const _BODIES := 600

var _alive: Array[Node] = []
var _apply_usec: PackedFloat64Array = []
var _done := 0
var _place: Node2D
var _seed := 0
var _submit_usec: PackedFloat64Array = []


func run() -> void:
	await wait_for_workers()
	await play(0)
	for is_naive: bool in [true, false]:
		await _storm(is_naive)
		await _clear()
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
			add_frames(record, take_frames())
			await _clear()
	for way: int in 2:
		var record: Dictionary[String, PackedFloat64Array] = records[way]
		note_frames("naive" if way == 1 else "ours", record)
		note_times("naive_end" if way == 1 else "ours_end", ends[way])
		note_times("naive_apply" if way == 1 else "ours_apply", applies[way])
	note_times("submit", _submit_usec)
	var after := CutoutBatch.debris.get_stats()
	for key: String in ["bodies", "fast", "dropped", "retired"]:
		var was: int = before[key]
		var now: int = after[key]
		facts[key] = (now - was) / float(_ROUNDS)
	var accounted: float = facts["bodies"] + facts["fast"] + facts["dropped"]
	equal(roundi(accounted), _OBJECTS * _FRAGMENTS, "fragments accounted for")
	facts["accounted"] = accounted
	facts["budget_ms"] = CutoutBatch.get_stats()["budget_usec"] / 1e3


func _play_frame() -> void:
	var spent_usec: int = CutoutBatch.get_stats()["apply_usec"]
	_apply_usec.append(spent_usec)


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
	take_frames()
	await wait_for(func() -> bool: return _done == _OBJECTS, "all is broken")
	var end := Time.get_ticks_usec() - start
	await wait_frames(_AFTER_FRAMES)
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
