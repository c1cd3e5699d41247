extends "../case.gd"
## What decides how many bodies there are, for how long, and which come first.

const Breakup := preload("res://addons/cutout/debris/breakup.gd")

const _PARAMS := {"fragment_count": 6}
# More than half of a tick of 60 a second.
const _LONG_TICK_USEC := 12_000

var _fracture: CutoutFracture


## A game whose physics takes long.
class SlowPhysics:
	extends Node

	func _physics_process(_delta: float) -> void:
		var end := Time.get_ticks_usec() + _LONG_TICK_USEC
		while Time.get_ticks_usec() < end:
			pass


func run() -> void:
	var job := CutoutBatch.get_job(CutoutBatch.submit_fracture(SQUARE, _PARAMS))
	await ends_as(job, CutoutJob.State.COMPLETED)
	_fracture = job.result
	await _less_while_ticks_are_long()
	await _nearest_first()
	await _body_life()


## The cap on bodies follows what a tick of the physics takes, down and up again.
func _less_while_ticks_are_long() -> void:
	var limits := CutoutBatch.debris.limits
	var whole := limits.room(0, 0)
	equal(CutoutBatch.debris.get_stats()["awake_limit"], limits.awake, "limit at first")
	var slow := SlowPhysics.new()
	add_child(slow)
	await wait_for(func() -> bool: return limits.share < 0.5, "the cap has shrunk")
	check(limits.room(0, 0) < whole, "room while ticks are long: %d" % limits.room(0, 0))
	equal(
		CutoutBatch.debris.get_stats()["awake_limit"],
		floori(limits.awake * limits.share),
		"limit while ticks are long"
	)
	await wait_for(func() -> bool: return limits.share == 0.25, "it shrinks to a quarter, no less")
	slow.free()
	await wait_for(func() -> bool: return limits.share == 1.0, "the cap has grown again")
	equal(limits.room(0, 0), whole, "room in the end")


## Of what waits in a frame, what is nearest to the middle of the screen comes first.
func _nearest_first() -> void:
	var middle := get_viewport().get_visible_rect().get_center()
	var distances: Array[float] = [300.0, 10.0, 4000.0, 150.0, 700.0]
	var found: Array[float] = []
	for distance in distances:
		var breakup := _new_breakup(middle + Vector2(distance, 0.0))
		breakup.finished.connect(func(_done: Breakup) -> void: found.append(distance))
		CutoutBatch.debris.spawn(breakup)
	await wait_for(func() -> bool: return found.size() == distances.size(), "all have come")
	distances.sort()
	equal(found, distances, "order of distances")
	await _clear()


## A body whose time is over leaves by itself.
func _body_life() -> void:
	var limits := CutoutBatch.debris.limits
	var before: int = CutoutBatch.debris.get_stats()["retired"]
	await CutoutBatch.debris.spawn(_new_breakup(Vector2(200, 100)))
	equal(_bodies().size(), _fracture.size(), "bodies")
	limits.body_life_sec = 0.3
	await wait_for(func() -> bool: return _bodies().is_empty(), "their time is over")
	var retired: int = CutoutBatch.debris.get_stats()["retired"]
	equal(retired - before, _fracture.size(), "counted as retired")
	limits.body_life_sec = 0.0


func _new_breakup(place: Vector2) -> Breakup:
	var breakup := Breakup.new()
	breakup.fracture = _fracture
	breakup.place = Transform2D(0.0, place)
	breakup.parent = self
	return breakup


func _clear() -> void:
	for body in _bodies():
		CutoutBatch.push_free(body)
	await wait_for(func() -> bool: return _bodies().is_empty(), "all bodies are freed")


func _bodies() -> Array[CutoutFragment2D]:
	var bodies: Array[CutoutFragment2D] = []
	for child in get_children():
		if child is CutoutFragment2D:
			bodies.append(child as CutoutFragment2D)
	return bodies
