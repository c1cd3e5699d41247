extends "../case.gd"
## Something breaks in the midst of the physics: in [signal RigidBody2D.body_entered], when nothing
## may be added to it.

const _HEIGHT := 60.0

var _hits := 0


func run() -> void:
	var floor_body := CutoutDestructible2D.new()
	floor_body.polygon = PackedVector2Array(
		[Vector2(-200, 0), Vector2(200, 0), Vector2(200, 40), Vector2(-200, 40)]
	)
	floor_body.freeze = true
	floor_body.position = Vector2(300, 300)
	add_child(floor_body)
	var crate := CutoutDestructible2D.new()
	crate.polygon = Transform2D(0.0, Vector2(-50, -50)) * SQUARE
	crate.position = floor_body.position - Vector2(0, 50 + _HEIGHT)
	crate.max_health = 1.0
	crate.impact_threshold = 100.0
	crate.impact_damage = 1.0
	crate.damaged.connect(func(_amount: float, _point: Vector2) -> void: _hits += 1)
	add_child(crate)
	await crate.destroyed
	check(_hits >= 1, "the floor has hurt it")
	var pieces: Array[CutoutFragment2D] = []
	for child in get_children():
		if child is CutoutFragment2D:
			pieces.append(child as CutoutFragment2D)
	equal(pieces.size(), 10, "pieces")
	# They land on the floor, which the crate no longer hides.
	for i in 120:
		await get_tree().physics_frame
	for piece in pieces:
		check(piece.position.y < 320.0, "a piece lies on the floor, at %s" % piece.position)
	# In the midst of it once more, by hand: a piece that hits another one.
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
	victim.position.y -= 50.0
	PhysicsServer2D.body_set_state(
		victim.get_rid(), PhysicsServer2D.BODY_STATE_TRANSFORM, victim.global_transform
	)
	victim.sleeping = false
	await wait_for(func() -> bool: return not ending.is_empty(), "the piece hits the floor")
	await wait_for(func() -> bool: return stat("unfinished") == 0, "it has broken")
	var id := pieces[1].get_instance_id() if is_instance_valid(pieces[1]) else 0
	await wait_for(func() -> bool: return not is_instance_id_valid(id), "the other one is freed")
