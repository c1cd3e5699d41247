extends "../case.gd"
## Fragments share the area and the mass of what broke, go on with its motion, look like it, and
## break again.

const _PLACE := Vector2(300, 200)
const _VELOCITY := Vector2(60, -20)
const _TURNING := 1.5
const _TURN := 0.7
const _MASS := 8.0

var _leavings := 0


func run() -> void:
	var gravity: Vector2 = ProjectSettings.get_setting("physics/2d/default_gravity_vector")
	equal(gravity, Vector2.DOWN, "the direction of gravity")
	await _inherit()
	await _scaled()
	await _break_again()


## A body in flight.
func _inherit() -> void:
	var body := CutoutDestructible2D.new()
	body.polygon = SQUARE
	body.color = Color.RED
	body.modulate = Color(1, 1, 1, 0.5)
	body.z_index = 3
	body.light_mask = 2
	body.position = _PLACE
	body.rotation = _TURN
	body.mass = _MASS
	body.gravity_scale = 0.0
	body.explosion_speed = 0.0
	body.explosion_spin = 0.0
	body.linear_velocity = _VELOCITY
	body.angular_velocity = _TURNING
	body.linear_damp_mode = RigidBody2D.DAMP_MODE_REPLACE
	body.angular_damp_mode = RigidBody2D.DAMP_MODE_REPLACE
	body.params = CutoutFractureParams.new()
	add_child(body)
	var pieces: Array[CutoutFragment2D] = []
	body.fragment_spawned.connect(
		func(piece: CutoutFragment2D) -> void:
			pieces.append(piece)
			var arm := piece.position - body.to_global(Vector2(50, 50))
			var expected := _VELOCITY + _TURNING * Vector2(-arm.y, arm.x)
			var off := piece.linear_velocity.distance_to(expected)
			check(off < 1.0, "a piece goes on with %s, not %s" % [piece.linear_velocity, expected])
			equal(piece.angular_velocity, _TURNING, "a piece's turning")
	)
	var job: CutoutJob = await body.fracture_at(body.to_global(Vector2(50, 50)))
	equal(job.error, null, "error")
	var fracture: CutoutFracture = job.result
	equal(pieces.size(), fracture.size(), "pieces")
	var area := 0.0
	var total := 0.0
	for piece in pieces:
		area += piece.area
		total += piece.mass
		equal(piece.color, Color.RED, "color")
		equal(piece.modulate, body.modulate, "modulate")
		equal(piece.z_index, 3, "z_index")
		equal(piece.light_mask, 2, "light_mask")
		equal(piece.gravity_scale, 0.0, "gravity_scale")
		equal(piece.collision_layer, body.fragment_layer, "layer")
		equal(piece.get_child_count(), 0, "children")
		equal(piece.refracture_depth, 1, "depth")
		equal(piece.get_neighbours(), fracture.neighbours_of(piece.index), "neighbours")
		check(piece.get_neighbours().size() > 0, "a piece has neighbours")
		check(PhysicsServer2D.body_get_shape_count(piece.get_rid()) > 0, "a piece collides")
	check(absf(area - 10000.0) < 1.0, "areas add up to %f" % area)
	check(absf(total - _MASS) < 0.01, "masses add up to %f" % total)
	check(not body.visible and body.is_broken, "the body is hidden")
	for piece in pieces:
		CutoutBatch.push_free(piece)
	body.free()


## A polygon with scale, skew and a mirror.
func _scaled() -> void:
	var polygon := Polygon2D.new()
	polygon.polygon = SQUARE
	polygon.transform = Transform2D(0.4, Vector2(-2, 1.5), 0.2, _PLACE)
	add_child(polygon)
	var job: CutoutJob = await CutoutBatch.fracture_object(polygon, {"fragment_count": 6})
	var fracture: CutoutFracture = job.result
	var area := 0.0
	for piece in _pieces():
		area += piece.area
		equal(piece.scale, Vector2.ONE, "a body's scale")
		var ring := polygon.global_transform * fracture.ring(piece.index)
		for i in ring.size():
			var found := piece.global_transform * piece.outline[i]
			check(found.distance_to(ring[i]) < 3.0, "%s is at %s" % [ring[i], found])
		CutoutBatch.push_free(piece)
	check(absf(area - 30000.0 * cos(0.2)) < 10.0, "areas add up to %f" % area)
	await wait_for(func() -> bool: return _pieces().is_empty(), "the pieces are freed")
	polygon.free()


func _break_again() -> void:
	var polygon := Polygon2D.new()
	polygon.polygon = SQUARE
	add_child(polygon)
	await CutoutBatch.fracture_object(polygon, {"fragment_count": 2, "max_refracture_depth": 1})
	var piece := _pieces()[0]
	var area := piece.area
	piece.params = {"fragment_count": 3, "max_refracture_depth": 1}
	piece.leaving.connect(func() -> void: _leavings += 1)
	var before := _pieces()
	var job: CutoutJob = await piece.fracture_at(piece.global_position, Vector2(10, 0))
	equal(job.error, null, "error of breaking again")
	var smaller: Array[CutoutFragment2D] = []
	for found in _pieces():
		if not found in before:
			smaller.append(found)
	var sum := 0.0
	var momentum := Vector2.ZERO
	for found in smaller:
		sum += found.area
		momentum += found.mass * found.linear_velocity
		equal(found.refracture_depth, 2, "depth of a piece of a piece")
	equal(smaller.size(), 3, "pieces of a piece")
	check(absf(sum - area) < 0.1, "areas of a piece add up")
	check(momentum.x > 5.0, "the blow drives them: %s" % momentum)
	var id := piece.get_instance_id()
	await wait_for(func() -> bool: return not is_instance_id_valid(id), "the piece is freed")
	equal(_leavings, 0, "signals that it leaves, which is for pieces that make room")
	job = await smaller[0].fracture_at(smaller[0].global_position)
	equal(job.error.code, CutoutError.Code.REFRACTURE_LIMIT, "code of the third time")
	check(is_instance_valid(smaller[0]), "what may not break stays")


func _pieces() -> Array[CutoutFragment2D]:
	var pieces: Array[CutoutFragment2D] = []
	for child in get_children():
		if child is CutoutFragment2D and not child.is_queued_for_deletion():
			pieces.append(child as CutoutFragment2D)
	return pieces
