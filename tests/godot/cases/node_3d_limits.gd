extends "../case.gd"
## However much breaks in space, the bodies stay within the limits, every fragment is accounted for,
## and none that is seen goes without a trace.

const _OBJECTS := 20
const _FRAGMENTS := 10
const _SEEN := Vector3(0.0, 0.0, -10.0)
const _UNSEEN := Vector3(0.0, 0.0, 1000.0)

var _told: Dictionary[CutoutDebris.Reason, int] = {}


func run() -> void:
	add_child(Camera3D.new())
	CutoutBatch.debris_3d.degraded.connect(
		func(reason: CutoutDebris.Reason, count: int) -> void:
			_told[reason] = _told.get(reason, 0) + count
	)
	await _overflow()
	await _awake()
	await _masked()
	await _retired()
	await _small()
	await _dropped()


func _overflow() -> void:
	_limit(25, 1000)
	var before := _stats()
	await _storm(_OBJECTS, _SEEN)
	var stats := _stats()
	var bodies := stats["bodies"] - before["bodies"]
	var fast := stats["fast"] - before["fast"]
	equal(bodies + fast, _OBJECTS * _FRAGMENTS, "fragments accounted for")
	equal(bodies, 20, "bodies: as many whole objects as fit 25")
	equal(stats["overflow"] - before["overflow"], fast, "counted as overflow")
	equal(stats["alive"], _bodies().size(), "bodies alive")
	await wait_for(func() -> bool: return _stats()["flying"] == 0, "the others have shrunk")
	equal(_told[CutoutDebris.Reason.OVERFLOW], fast, "told as overflow")
	await _clear()


## Bodies that have fallen asleep leave room for others.
func _awake() -> void:
	_limit(1000, _FRAGMENTS)
	var before := _stats()
	await _storm(1, _SEEN)
	equal(_stats()["awake"], _FRAGMENTS, "awake")
	await _storm(1, _SEEN)
	equal(_stats()["bodies"] - before["bodies"], _FRAGMENTS, "bodies while none sleeps")
	for body in _bodies():
		body.sleeping = true
	await wait_for(func() -> bool: return _stats()["awake"] == 0, "the debris knows who sleeps")
	await _storm(1, _SEEN)
	equal(_bodies().size(), 2 * _FRAGMENTS, "bodies once the first sleep")
	await _clear()


func _masked() -> void:
	_limit(1000, 1000)
	var limits := CutoutBatch.debris_3d.limits
	limits.colliding = 7
	var before := _stats()
	var node := _new_node(_SEEN)
	node.fragment_mask = node.fragment_layer | 1
	await node.fracture_at(node.global_position)
	var colliding := 0
	for body in _bodies():
		colliding += 1 if body.collision_mask & body.collision_layer != 0 else 0
	equal(colliding, 7, "bodies that collide with each other")
	equal(_stats()["masked"] - before["masked"], _FRAGMENTS - 7, "counted as masked")
	equal(_stats()["colliding"], 7, "colliding now")
	await _clear()
	equal(_stats()["colliding"], 0, "colliding once they are gone")


## The oldest make room, and what is seen of them shrinks.
func _retired() -> void:
	_limit(_FRAGMENTS, 1000)
	# So long that none is over by the time it is looked at.
	CutoutBatch.debris_3d.limits.fade_sec = 3.0
	CutoutBatch.debris_3d.limits.least_life_sec = 0.0
	var before := _stats()
	await _storm(1, _SEEN)
	var leavings := PackedInt64Array()
	for body in _bodies():
		body.leaving.connect(func() -> void: leavings.append(1))
	await _storm(1, _SEEN + Vector3(1.0, 0.0, 0.0))
	equal(_bodies().size(), _FRAGMENTS, "bodies")
	equal(leavings.size(), _FRAGMENTS, "bodies that said they leave")
	equal(_stats()["retired"] - before["retired"], _FRAGMENTS, "counted as retired")
	equal(_stats()["flying"], _FRAGMENTS, "their pictures shrink")
	await wait_for(func() -> bool: return _stats()["flying"] == 0, "they have shrunk")
	CutoutBatch.debris_3d.limits.body_life_sec = 0.01
	await wait_for(func() -> bool: return _bodies().is_empty(), "all have had their time")
	CutoutBatch.debris_3d.limits.body_life_sec = 0.0
	await _clear()


func _small() -> void:
	_limit(1000, 1000)
	CutoutBatch.debris_3d.limits.small_area_3d = 1e6
	var before := _stats()
	await _storm(1, _SEEN)
	equal(_bodies().size(), 0, "bodies of small fragments")
	equal(_stats()["small"] - before["small"], _FRAGMENTS, "counted as small")
	equal(_stats()["fast"] - before["fast"], _FRAGMENTS, "they fly")
	CutoutBatch.debris_3d.limits.small_area_3d = 0.0
	await wait_for(func() -> bool: return _stats()["flying"] == 0, "they have shrunk")


## No room anywhere: what is seen shrinks in one piece.
func _dropped() -> void:
	_limit(0, 1000)
	CutoutBatch.debris_3d.limits.fast_3d = 0
	CutoutBatch.debris_3d.limits.fast_life_sec = 3.0
	var before := _stats()
	await _storm(1, _UNSEEN)
	equal(_stats()["dropped"] - before["dropped"], _FRAGMENTS, "dropped out of sight")
	equal(_stats()["flying"], 0, "nothing flies out of sight")
	await _storm(1, _SEEN)
	equal(_stats()["dropped"] - before["dropped"], 2 * _FRAGMENTS, "dropped in sight")
	equal(_stats()["flying"], 1, "the whole shrinks")
	equal(_stats()["bodies"] - before["bodies"], 0, "bodies")
	await wait_for(func() -> bool: return _stats()["flying"] == 0, "it has shrunk")
	equal(_told[CutoutDebris.Reason.DROPPED], 2 * _FRAGMENTS, "told as dropped")
	CutoutBatch.debris_3d.limits.fast_3d = 300


func _limit(bodies: int, awake: int) -> void:
	var limits := CutoutBatch.debris_3d.limits
	limits.bodies = bodies
	limits.awake = awake
	limits.colliding = 1000
	limits.small_area_3d = 0.0
	limits.fast_life_sec = 0.2
	limits.fade_sec = 0.2
	# On a slow machine bodies would be old enough to make room before the last one has come.
	limits.least_life_sec = 1000.0
	limits.share = 1.0


func _new_node(place: Vector3) -> CutoutDestructible3D:
	var node := CutoutDestructible3D.new()
	node.polygon = SQUARE
	node.position = place
	node.freeze = true
	node.gravity_scale = 0.0
	node.params = CutoutFractureParams.new()
	node.params.fragment_count = _FRAGMENTS
	add_child(node)
	return node


## Breaks some objects, and waits until all have gone their way.
func _storm(count: int, place: Vector3) -> void:
	for i in count:
		var node := _new_node(place)
		node.fracture_at(place)
		node.destroyed.connect(node.queue_free)
	await wait_for(func() -> bool: return stat("unfinished") == 0, "all has broken")


func _clear() -> void:
	for body in _bodies():
		CutoutBatch.push_free(body)
	await wait_for(func() -> bool: return _bodies().is_empty(), "all bodies are freed")
	await wait_for(func() -> bool: return _stats()["alive"] == 0, "the debris knows it")
	await wait_for(func() -> bool: return _stats()["flying"] == 0, "all pictures have shrunk")


func _bodies() -> Array[CutoutFragment3D]:
	var bodies: Array[CutoutFragment3D] = []
	for child in get_children():
		if child is CutoutFragment3D:
			bodies.append(child as CutoutFragment3D)
	return bodies


func _stats() -> Dictionary[String, int]:
	var stats: Dictionary[String, int] = {}
	var all := CutoutBatch.debris_3d.get_stats()
	for key: String in all:
		stats[key] = all[key]
	return stats
