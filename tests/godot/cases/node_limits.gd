extends "../case.gd"
## However much breaks, the bodies stay within the limits, and every fragment is accounted for.

const _OBJECTS := 20
const _FRAGMENTS := 10

var _told: Dictionary[CutoutDebris.Reason, int] = {}


func run() -> void:
	CutoutBatch.debris.degraded.connect(
		func(reason: CutoutDebris.Reason, count: int) -> void:
			_told[reason] = _told.get(reason, 0) + count
	)
	await _overflow()
	await _masked()
	await _retired()
	await _small()
	await _dropped()
	await _pool()


func _overflow() -> void:
	_limit(25, 100)
	var before := _stats()
	await _storm(_OBJECTS, Vector2.ZERO)
	var stats := _stats()
	var bodies := stats["bodies"] - before["bodies"]
	var fast := stats["fast"] - before["fast"]
	equal(bodies + fast, _OBJECTS * _FRAGMENTS, "fragments accounted for")
	equal(bodies, 20, "bodies: as many whole objects as fit 25")
	equal(stats["overflow"] - before["overflow"], fast, "counted as overflow")
	equal(stats["alive"], _bodies().size(), "bodies alive")
	await wait_for(func() -> bool: return _stats()["flying"] == 0, "the others have flown")
	equal(_told[CutoutDebris.Reason.OVERFLOW], fast, "told as overflow")
	await _clear()


func _masked() -> void:
	_limit(1000, 7)
	var before := _stats()
	var node := _new_node(Vector2.ZERO)
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


## The oldest make room, and what is drawn of them fades.
func _retired() -> void:
	_limit(_FRAGMENTS, 100)
	CutoutBatch.debris.limits.least_life_sec = 0.0
	var before := _stats()
	await _storm(1, Vector2(100, 100))
	var old := _bodies()
	var leavings := PackedInt64Array()
	for body in old:
		body.leaving.connect(func() -> void: leavings.append(1))
	await _storm(1, Vector2(200, 100))
	equal(_bodies().size(), _FRAGMENTS, "bodies")
	equal(leavings.size(), _FRAGMENTS, "bodies that said they leave")
	equal(_stats()["retired"] - before["retired"], _FRAGMENTS, "counted as retired")
	check(_stats()["flying"] > 0, "their pictures fade")
	await _clear()
	await wait_for(func() -> bool: return _stats()["flying"] == 0, "they have faded")


func _small() -> void:
	_limit(1000, 100)
	CutoutBatch.debris.limits.small_area = 1e6
	var before := _stats()
	await _storm(1, Vector2.ZERO)
	equal(_bodies().size(), 0, "bodies of small fragments")
	equal(_stats()["small"] - before["small"], _FRAGMENTS, "counted as small")
	CutoutBatch.debris.limits.small_area = 0.0


func _dropped() -> void:
	_limit(0, 100)
	CutoutBatch.debris.limits.fast = 0
	var before := _stats()
	await _storm(1, Vector2(1e6, 0))
	await _storm(1, Vector2(200, 100))
	equal(_stats()["dropped"] - before["dropped"], _FRAGMENTS, "dropped out of sight")
	equal(_stats()["fast"] - before["fast"], _FRAGMENTS, "what is seen flies")
	CutoutBatch.debris.limits.fast = 8000


func _pool() -> void:
	_limit(_FRAGMENTS * 2, 100)
	var limits := CutoutBatch.debris.limits
	limits.pool = _FRAGMENTS * 2
	limits.least_life_sec = 0.0
	var orphans := Performance.get_monitor(Performance.OBJECT_ORPHAN_NODE_COUNT)
	await _storm(2, Vector2.ZERO)
	var ids: Dictionary[int, bool] = {}
	for body in _bodies():
		ids[body.get_instance_id()] = true
	var place := Vector2(400, 300)
	for i in 5:
		for body in _bodies():
			CutoutBatch.debris.retire(body)
		await wait_for(func() -> bool: return _bodies().is_empty(), "all have left")
		equal(_stats()["pooled"], _FRAGMENTS * 2, "bodies in the pool")
		await _storm(2, place)
		equal(_stats()["pooled"], 0, "bodies left in the pool")
		equal(_bodies().size(), _FRAGMENTS * 2, "bodies in use")
		await get_tree().physics_frame
		await get_tree().physics_frame
		for body in _bodies():
			check(body.get_instance_id() in ids, "a body is an old one")
			# Where the server has it, not only the node.
			var state: Transform2D = PhysicsServer2D.body_get_state(
				body.get_rid(), PhysicsServer2D.BODY_STATE_TRANSFORM
			)
			check(state.origin.distance_to(place) < 150.0, "it is at %s" % state.origin)
			check(body.outline.size() >= 3, "it has an outline")
			check(PhysicsServer2D.body_get_shape_count(body.get_rid()) > 0, "it collides")
	for body in _bodies():
		CutoutBatch.debris.retire(body)
	await wait_for(func() -> bool: return _bodies().is_empty(), "all have left")
	# Whoever owns the place may free it with all that waits there.
	for child in get_children():
		if child is CutoutFragment2D:
			child.free()
	await _storm(1, place)
	equal(_bodies().size(), _FRAGMENTS, "bodies after the pool was freed")
	equal(
		Performance.get_monitor(Performance.OBJECT_ORPHAN_NODE_COUNT), orphans, "nodes without tree"
	)
	limits.pool = 0
	await _clear()


func _limit(bodies: int, colliding: int) -> void:
	var limits := CutoutBatch.debris.limits
	limits.bodies = bodies
	limits.awake = 10000
	limits.colliding = colliding
	limits.small_area = 0.0
	limits.fast_life_sec = 0.2
	limits.fade_sec = 0.2
	# On a slow machine bodies would be old enough to make room before the last one has come.
	limits.least_life_sec = 1000.0


func _new_node(place: Vector2) -> CutoutDestructible2D:
	var node := CutoutDestructible2D.new()
	node.polygon = SQUARE
	node.position = place
	node.freeze = true
	node.params = CutoutFractureParams.new()
	node.params.fragment_count = _FRAGMENTS
	add_child(node)
	return node


## Breaks some objects, and waits until all have gone their way.
func _storm(count: int, place: Vector2) -> void:
	var endings: Array[Signal] = []
	for i in count:
		var node := _new_node(place)
		var ending: Signal = node.fracture_at(place)
		endings.append(ending)
		node.destroyed.connect(node.queue_free)
	for ending in endings:
		if endings.back() == ending:
			await ending
	await wait_for(func() -> bool: return stat("unfinished") == 0, "all has broken")


func _clear() -> void:
	for body in _bodies():
		CutoutBatch.push_free(body)
	await wait_for(func() -> bool: return _bodies().is_empty(), "all bodies are freed")
	await wait_for(func() -> bool: return _stats()["alive"] == 0, "the debris knows it")


func _bodies() -> Array[CutoutFragment2D]:
	var bodies: Array[CutoutFragment2D] = []
	for child in get_children():
		if child is CutoutFragment2D and (child as CutoutFragment2D).visible:
			bodies.append(child as CutoutFragment2D)
	return bodies


func _stats() -> Dictionary[String, int]:
	var stats: Dictionary[String, int] = {}
	var all := CutoutBatch.debris.get_stats()
	for key: String in all:
		stats[key] = all[key]
	return stats
