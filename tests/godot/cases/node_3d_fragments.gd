extends "../case.gd"
## In space, fragments share the volume and the mass of what broke, go on with its motion, take up
## the momentum of a blow, and break again.

const _PLACE := Vector3(3.0, 2.0, -1.0)
const _VELOCITY := Vector3(2.0, -1.0, 0.5)
const _TURNING := Vector3(0.5, 1.5, -1.0)
const _MASS := 8.0
const _DEPTH := 0.1
const _UNITS := 0.02
const _VOLUME := 2.0 * 2.0 * _DEPTH

var _leavings := 0
# Of the pieces as they come: damping takes some of it with every tick.
var _momentum := Vector3.ZERO


func run() -> void:
	# The smallest are none for physics, and would take their share along.
	CutoutBatch.debris_3d.limits.small_area_3d = 0.0
	CutoutBatch.debris_3d.fragment_spawned.connect(
		func(piece: CutoutFragment3D) -> void: _momentum += piece.mass * piece.linear_velocity
	)
	await _inherit()
	await _impulse()
	await _break_again()
	await _flat()


## A body in flight.
func _inherit() -> void:
	var body := _new_body()
	body.linear_velocity = _VELOCITY
	body.angular_velocity = _TURNING
	body.linear_damp_mode = RigidBody3D.DAMP_MODE_REPLACE
	body.angular_damp_mode = RigidBody3D.DAMP_MODE_REPLACE
	body.fragment_layer = 4
	body.fragment_mask = 9
	body.fragment_material = PhysicsMaterial.new()
	add_child(body)
	var pieces: Array[CutoutFragment3D] = []
	# When the first piece comes: after that it stands still, however many frames the others take.
	var motion := PackedVector3Array()
	body.fragment_spawned.connect(
		func(piece: CutoutFragment3D) -> void:
			if pieces.is_empty():
				var middle := body.to_global(Vector3(1.0, -1.0, 0.0))
				motion.append_array([body.linear_velocity, body.angular_velocity, middle])
			pieces.append(piece)
			check(not piece.is_inside_tree(), "a piece is not in the tree yet")
			var arm := piece.position - motion[2]
			var expected := motion[0] + motion[1].cross(arm)
			var off := piece.linear_velocity.distance_to(expected)
			check(off < 1e-3, "a piece goes on with %s, not %s" % [piece.linear_velocity, expected])
			check(piece.angular_velocity.distance_to(motion[1]) < 1e-5, "a piece's turning")
	)
	var job: CutoutJob = await body.fracture_at(body.to_global(Vector3(1.0, -1.0, 0.0)))
	equal(job.error, null, "error")
	check(motion[0].distance_to(_VELOCITY) < 0.01, "it moved with %s" % motion[0])
	check(absf(motion[1].length() - _TURNING.length()) < 0.3, "it turned with %s" % motion[1])
	var fracture: CutoutFracture = job.result
	check(pieces.size() > 5, "pieces: %d" % pieces.size())
	equal(pieces.size(), fracture.size(), "pieces")
	var volume := 0.0
	var total := 0.0
	var hulls := 0.0
	for piece in pieces:
		volume += piece.volume
		total += piece.mass
		for hull in piece.get_hulls():
			hulls += _hull_volume(hull)
		equal(piece.gravity_scale, 0.0, "gravity_scale")
		equal(piece.collision_layer, 4, "layer")
		equal(piece.collision_mask, 9, "mask")
		equal(piece.physics_material_override, body.fragment_material, "physics material")
		equal(piece.get_child_count(), 0, "children")
		equal(piece.refracture_depth, 1, "depth")
		check(piece.get_neighbours().size() > 0, "a piece has neighbours")
		check(PhysicsServer3D.body_get_shape_count(piece.get_rid()) > 0, "a piece collides")
	check(absf(volume - _VOLUME) < 1e-4, "volumes add up to %f" % volume)
	check(absf(hulls - _VOLUME) < 1e-4, "the shapes have the volume %f" % hulls)
	check(absf(total - _MASS) < 0.01, "masses add up to %f" % total)
	check(not body.visible and body.is_broken, "the body is hidden")
	await _clear(body)


## A blow on a body at rest: its pieces have all of its momentum, wherever it hits.
func _impulse() -> void:
	for at: Vector3 in [Vector3(1.0, -1.0, 0.05), Vector3(0.1, -0.2, 0.05), Vector3(9.0, 0.0, 0.0)]:
		var body := _new_body()
		body.params.pattern = "impact"
		add_child(body)
		var blow := Vector3(1.0, 2.0, -12.0)
		_momentum = Vector3.ZERO
		await body.fracture_at(body.to_global(at), blow)
		check(_momentum.distance_to(blow) < 0.001, "the pieces have the momentum %s" % _momentum)
		await _clear(body)


func _break_again() -> void:
	var body := _new_body()
	body.params.fragment_count = 2
	body.params.max_refracture_depth = 1
	add_child(body)
	await body.fracture_at(body.global_position)
	var piece := _pieces()[0]
	var before := _pieces()
	var volume := piece.volume
	var mass := piece.mass
	piece.params = {"fragment_count": 3, "max_refracture_depth": 1}
	piece.leaving.connect(func() -> void: _leavings += 1)
	var blow := Vector3(0.0, 0.0, -3.0)
	_momentum = Vector3.ZERO
	var job: CutoutJob = await piece.fracture_at(piece.global_position, blow)
	equal(job.error, null, "error of breaking again")
	var smaller: Array[CutoutFragment3D] = []
	for found in _pieces():
		if not found in before:
			smaller.append(found)
	var sum := 0.0
	var masses := 0.0
	var fracture: CutoutFracture = job.result
	check(fracture.is_extruded(), "a piece of a piece is solid")
	for found in smaller:
		sum += found.volume
		masses += found.mass
		equal(found.refracture_depth, 2, "depth of a piece of a piece")
		equal(found.collision_layer, piece.collision_layer, "layer of a piece of a piece")
	equal(smaller.size(), 3, "pieces of a piece")
	check(absf(sum - volume) < 1e-5, "volumes of a piece add up")
	check(absf(masses - mass) < 1e-4, "masses of a piece add up")
	check(_momentum.distance_to(blow) < 0.001, "the blow drives them: %s" % _momentum)
	var id := piece.get_instance_id()
	await wait_for(func() -> bool: return not is_instance_id_valid(id), "the piece is freed")
	equal(_leavings, 0, "signals that it leaves, which is for pieces that make room")
	job = await CutoutBatch.fracture_object(smaller[0], {"fragment_count": 3})
	equal(job.error.code, CutoutError.Code.REFRACTURE_LIMIT, "code of the third time")
	check(is_instance_valid(smaller[0]), "what may not break stays")
	await _clear(body)


## A result without a thickness, as from another source, gets one here.
func _flat() -> void:
	var body := _new_body()
	add_child(body)
	var job := CutoutBatch.get_job(CutoutBatch.submit_fracture(body.polygon, {"fragment_count": 5}))
	await ends_as(job, CutoutJob.State.COMPLETED)
	var fracture: CutoutFracture = job.result
	check(not fracture.is_extruded(), "the result is flat")
	await body.apply_fracture(fracture)
	equal(_pieces().size(), 5, "pieces of a flat result")
	var solid: CutoutFracture = await _broken(body, {"fragment_count": 5})
	for piece in _pieces():
		var mesh := piece.get_mesh() as ArrayMesh
		var surfaces := solid.surfaces(piece.index)
		for i in surfaces.size():
			var own := mesh.surface_get_arrays(i)
			for array: int in [Mesh.ARRAY_VERTEX, Mesh.ARRAY_NORMAL]:
				var found: PackedVector3Array = own[array]
				var expected: PackedVector3Array = surfaces[i][array]
				_same_set(found, expected, "surface %d of a flat piece" % i)
	await _clear(body)


func _same_set(found: PackedVector3Array, expected: PackedVector3Array, what: String) -> void:
	equal(found.size(), expected.size(), "vertices of " + what)
	for place in expected:
		var nearest := INF
		for other in found:
			nearest = minf(nearest, place.distance_to(other))
		check(nearest < 1e-4, "%s has a vertex at %s" % [what, place])


func _broken(body: CutoutDestructible3D, params: Dictionary) -> CutoutFracture:
	var wanted := body.get_fracture_params(params)
	var job := CutoutBatch.get_job(CutoutBatch.submit_fracture(body.polygon, wanted))
	await ends_as(job, CutoutJob.State.COMPLETED)
	return job.result


func _new_body() -> CutoutDestructible3D:
	var body := CutoutDestructible3D.new()
	body.polygon = SQUARE
	body.depth = _DEPTH
	body.units_per_pixel = _UNITS
	body.position = _PLACE
	body.rotation = Vector3(0.3, -0.7, 0.2)
	body.mass = _MASS
	body.gravity_scale = 0.0
	body.explosion_speed = 0.0
	body.explosion_spin = 0.0
	body.params = CutoutFractureParams.new()
	return body


## Of a prism: its front, then its back.
func _hull_volume(hull: PackedVector3Array) -> float:
	var count := hull.size() >> 1
	var area := 0.0
	for i in range(1, count - 1):
		area += (hull[i] - hull[0]).cross(hull[i + 1] - hull[0]).length() * 0.5
	return area * hull[0].distance_to(hull[count])


func _clear(node: Node) -> void:
	for piece in _pieces():
		CutoutBatch.push_free(piece)
	node.queue_free()
	await wait_for(func() -> bool: return _pieces().is_empty(), "the pieces are freed")


func _pieces() -> Array[CutoutFragment3D]:
	var pieces: Array[CutoutFragment3D] = []
	for child in get_children():
		if child is CutoutFragment3D and not child.is_queued_for_deletion():
			pieces.append(child as CutoutFragment3D)
	return pieces
