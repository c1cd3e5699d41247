extends "../case.gd"
## Something breaks in the midst of the physics, or goes while it breaks.

const _HEIGHT := 1.0
const _OBJECTS := 8

var _hits := 0


func run() -> void:
	await _land()
	await _freed_meanwhile()
	await _freed_in_mid_apply()


## In [signal RigidBody3D.body_entered], when nothing may be added to the physics.
func _land() -> void:
	var floor_body := StaticBody3D.new()
	var collision := CollisionShape3D.new()
	var box := BoxShape3D.new()
	box.size = Vector3(20, 1, 20)
	collision.shape = box
	floor_body.add_child(collision)
	floor_body.position.y = -0.5
	add_child(floor_body)
	var crate := _new_node()
	crate.position.y = 1.0 + _HEIGHT
	crate.max_health = 1.0
	crate.impact_threshold = 1.0
	crate.impact_damage = 1.0
	crate.rotation.z = 0.3
	crate.damaged.connect(
		func(_amount: float, point: Vector3) -> void:
			_hits += 1
			# Its lowest corner touches the floor.
			check(absf(point.y) < 0.1, "it was hit at %s" % point)
	)
	add_child(crate)
	await crate.destroyed
	check(_hits >= 1, "the floor has hurt it")
	var pieces := _pieces()
	equal(pieces.size(), 10, "pieces")
	for i in 120:
		await get_tree().physics_frame
	for piece in pieces:
		check(piece.position.y > -0.1, "a piece lies on the floor, at %s" % piece.position)
	# In the midst of it once more, by hand: a piece that hits the floor.
	var ending: Array[Variant] = []
	var victim := pieces[0]
	victim.contact_monitor = true
	victim.max_contacts_reported = 2
	victim.params = {"fragment_count": 3, "max_refracture_depth": 1}
	victim.body_entered.connect(
		func(_other: Node) -> void:
			if ending.is_empty():
				ending.append(victim.fracture_at(victim.global_position))
				CutoutBatch.push_free(pieces[1])
	)
	victim.global_position = Vector3(0, 2, 5)
	victim.sleeping = false
	await wait_for(func() -> bool: return not ending.is_empty(), "the piece hits the floor")
	await wait_for(func() -> bool: return stat("unfinished") == 0, "it has broken")
	var id := pieces[1].get_instance_id() if is_instance_valid(pieces[1]) else 0
	await wait_for(func() -> bool: return not is_instance_id_valid(id), "the other one is freed")
	await _clear()


## It leaves while workers are at it.
func _freed_meanwhile() -> void:
	var cancelled := stat("cancelled")
	for i in _OBJECTS:
		var node := _new_node()
		node.freeze = true
		add_child(node)
		node.fracture_at(node.global_position)
		# At once: an answer may come later in this very frame.
		node.free()
	await wait_for(func() -> bool: return stat("unfinished") == 0, "all has ended")
	equal(stat("cancelled") - cancelled, _OBJECTS, "jobs that were cancelled")
	equal(_pieces().size(), 0, "pieces of what has gone")


## It leaves, or what it is in, when some of its pieces are there.
func _freed_in_mid_apply() -> void:
	for frees_parent: bool in [false, true]:
		var parent := Node3D.new()
		add_child(parent)
		var node := _new_node()
		node.freeze = true
		node.params.fragment_count = 40
		parent.add_child(node)
		node.fragment_spawned.connect(
			func(_piece: CutoutFragment3D) -> void:
				(parent if frees_parent else node).queue_free.call_deferred(),
			CONNECT_ONE_SHOT
		)
		# One a frame: it is gone before the second one comes.
		var budget := CutoutBatch._pipeline.budget
		budget.fixed_usec = 1
		node.fracture_at(node.global_position)
		await wait_for(func() -> bool: return stat("unfinished") == 0, "the job has ended")
		budget.fixed_usec = 0
		await wait_for(func() -> bool: return _debris("waiting") == 0, "nothing waits")
		check(not is_instance_valid(node), "the body is freed")
		if not frees_parent:
			equal(parent.get_child_count(), 1, "pieces of what is gone in mid-fracture")
			parent.free()
	await wait_for(func() -> bool: return _debris("alive") == 0, "the debris knows it")


func _new_node() -> CutoutDestructible3D:
	var node := CutoutDestructible3D.new()
	node.polygon = SQUARE
	node.depth = 0.2
	node.params = CutoutFractureParams.new()
	return node


func _clear() -> void:
	for piece in _pieces():
		CutoutBatch.push_free(piece)
	await wait_for(func() -> bool: return _pieces().is_empty(), "the pieces are freed")


func _debris(key: String) -> int:
	return CutoutBatch.debris_3d.get_stats()[key]


func _pieces() -> Array[CutoutFragment3D]:
	var pieces: Array[CutoutFragment3D] = []
	for child in get_children():
		if child is CutoutFragment3D and not child.is_queued_for_deletion():
			pieces.append(child as CutoutFragment3D)
	return pieces
