extends "../case.gd"
## [CutoutDestructible2D]: damage, cuts, anchors, healing, and where the outline comes from.

const _PLACE := Vector2(300, 200)

var _signals: PackedStringArray = []


func run() -> void:
	await _damage()
	await _outlines()
	await _cut()
	await _anchors()
	await _heal()
	await _own_scene()
	_warnings()


func _damage() -> void:
	var node := _new_node()
	node.damage_threshold = 5.0
	node.damage(4.0, _PLACE)
	equal(node.health, 100.0, "health after a hit below the threshold")
	node.damage(60.0, _PLACE)
	equal(node.health, 40.0, "health after a hit")
	check(not node.is_broken, "it stands that")
	node.damage_impulse = 3.0
	node.explosion_speed = 0.0
	node.gravity_scale = 0.0
	node.damage(50.0, _PLACE, Vector2(0, -1))
	await node.destroyed
	equal(node.health, 0.0, "health once it has broken")
	check(node.is_broken and not node.visible, "it has broken")
	var momentum := Vector2.ZERO
	for piece in _pieces():
		momentum += piece.mass * piece.linear_velocity
	check(
		momentum.distance_to(Vector2(0, -150)) < 2.0, "the pieces have the momentum %s" % momentum
	)
	equal(node.fracture_at(_PLACE), null, "breaking what is broken")
	equal(_signals, PackedStringArray(["damaged", "damaged", "fractured", "destroyed"]), "signals")
	await _clear(node)


## A child's outline, a hole, a parent's outline.
func _outlines() -> void:
	var node := CutoutDestructible2D.new()
	var picture := Polygon2D.new()
	picture.polygon = SQUARE
	picture.offset = Vector2(5, 0)
	picture.position = Vector2(20, 30)
	picture.scale = Vector2(2, 2)
	node.add_child(picture)
	node.position = _PLACE
	node.freeze = true
	add_child(node)
	equal(node.get_polygon_data()[0][0], Vector2(30, 30), "first point of a child's outline")
	var job: CutoutJob = await node.fracture_at(_PLACE)
	var fracture: CutoutFracture = job.result
	check(absf(fracture.total_area() - 40000.0) < 1.0, "area %f" % fracture.total_area())
	await _clear(node)
	node = _new_node(false)
	var hole := PackedVector2Array(
		[Vector2(40, 40), Vector2(60, 40), Vector2(60, 60), Vector2(40, 60)]
	)
	node.holes = [hole]
	add_child(node)
	equal(_shape_area(node), 9600.0, "area of the shapes around a hole")
	job = await node.fracture_at(_PLACE)
	fracture = job.result
	check(absf(fracture.total_area() - 9600.0) < 1.0, "area %f" % fracture.total_area())
	await _clear(node)
	var parent := Polygon2D.new()
	parent.polygon = SQUARE
	parent.position = _PLACE
	node = CutoutDestructible2D.new()
	node.freeze = true
	parent.add_child(node)
	add_child(parent)
	await node.fracture_at(_PLACE)
	check(not parent.visible, "the parent is hidden")
	check(_pieces().size() > 1, "pieces lie beside the parent")
	await _clear(parent)


func _cut() -> void:
	var node := _new_node()
	node.mass = 10.0
	var corner := PackedVector2Array(
		[Vector2(-10, -10), Vector2(50, -10), Vector2(50, 50), Vector2(-10, 50)]
	)
	var job: CutoutJob = await node.cut(node.global_transform * corner, "keep")
	equal(job.error, null, "error of a cut")
	check(not node.is_broken and node.visible, "it is not broken")
	equal(_pieces().size(), 1, "pieces cut out")
	check(absf(_pieces()[0].area - 2500.0) < 0.1, "area cut out: %f" % _pieces()[0].area)
	check(absf(node.mass - 7.5) < 0.01, "mass left: %f" % node.mass)
	check(absf(_shape_area(node) - 7500.0) < 1.0, "area of the shapes: %f" % _shape_area(node))
	equal(node.get_polygon_data()[0].size(), 6, "corners left")
	# Through the middle: the smaller side falls.
	var slit := PackedVector2Array(
		[Vector2(-10, 60), Vector2(110, 60), Vector2(110, 62), Vector2(-10, 62)]
	)
	await node.cut(node.global_transform * slit)
	check(absf(_shape_area(node) - 3800.0) < 1.0, "area after a cut: %f" % _shape_area(node))
	var loose := 0.0
	for piece in _pieces():
		loose += piece.area
	check(absf(loose - 2500.0 - 3500.0) < 1.0, "area that has come loose: %f" % loose)
	equal(node.get_polygon_data().size(), 1, "rings left")
	# A hole in the rest, then all of it.
	var hole := PackedVector2Array([Vector2(40, 70), Vector2(60, 70), Vector2(50, 90)])
	await node.cut(node.global_transform * hole)
	equal(node.get_polygon_data().size(), 2, "rings of what has a hole")
	job = await node.fracture_at(node.global_position)
	var fracture: CutoutFracture = job.result
	check(absf(fracture.total_area() - 3600.0) < 1.0, "area left: %f" % fracture.total_area())
	await _clear(node)


func _anchors() -> void:
	var node := _new_node(false)
	node.params.pattern = "grid"
	node.params.grid_jitter = 0.0
	node.params.grid_rows = 4
	node.params.grid_cols = 1
	node.anchors = PackedVector2Array([Vector2(50, 99)])
	add_child(node)
	# Four slabs on top of each other, held from below. The third from the top is hit.
	await node.fracture_at(node.to_global(Vector2(50, 62)))
	await get_tree().physics_frame
	var pieces := _pieces()
	equal(pieces.size(), 4, "slabs")
	pieces.sort_custom(
		func(a: CutoutFragment2D, b: CutoutFragment2D) -> bool:
			var fracture := a.fracture
			return fracture.centroids[a.index].y < fracture.centroids[b.index].y
	)
	equal(_frozen(pieces), [false, false, false, true] as Array[bool], "what stands")
	for i in 30:
		await get_tree().physics_frame
	check(_distance_from_home(node) > 20.0, "the others fall")
	var lowest := pieces[3]
	node.damage(1.0, lowest.global_position)
	equal(lowest.freeze, false, "the last one after another hit")
	await _clear(node)
	node = _new_node(false)
	node.params.pattern = "grid"
	node.params.grid_jitter = 0.0
	node.params.grid_rows = 1
	node.params.grid_cols = 5
	node.anchors = PackedVector2Array([Vector2(1, 50), Vector2(99, 50)])
	add_child(node)
	await node.fracture_at(node.to_global(Vector2(50, 50)))
	pieces = _pieces()
	pieces.sort_custom(
		func(a: CutoutFragment2D, b: CutoutFragment2D) -> bool:
			var fracture := a.fracture
			return fracture.centroids[a.index].x < fracture.centroids[b.index].x
	)
	equal(_frozen(pieces), [true, true, false, true, true] as Array[bool], "a bridge with a gap")
	# Whatever takes a piece away: what it held falls.
	CutoutBatch.push_free(pieces[0])
	var second := pieces[1]
	await wait_for(func() -> bool: return not second.freeze, "its neighbour falls")
	equal(pieces[3].freeze, true, "the other side")
	await _clear(node)


func _heal() -> void:
	var node := _new_node()
	node.damage(50.0, _PLACE)
	node.heal(0.3)
	equal(node.health, 80.0, "health")
	node.heal(1.0)
	equal(node.health, 100.0, "health is never more than all")
	check("healed" in _signals, "it says that it is healed")
	_signals.clear()
	await node.fracture_at(_PLACE + Vector2(50, 50))
	for i in 20:
		await get_tree().physics_frame
	var far := _distance_from_home(node)
	check(far > 5.0, "the pieces are away by %f" % far)
	node.heal(0.5)
	await get_tree().physics_frame
	check(_distance_from_home(node) < far * 0.6, "they are half-way back")
	check(node.is_broken and not node.visible, "it is not whole yet")
	node.heal(0.5)
	check(not node.is_broken and node.visible, "it is whole")
	equal(node.health, node.max_health, "health of what is whole")
	equal(_signals, PackedStringArray(["fractured", "destroyed", "healed"]), "signals")
	await wait_for(func() -> bool: return _pieces().is_empty(), "the pieces are gone")
	equal(_shape_area(node), 10000.0, "area of the shapes of what is whole")
	await node.cut(
		node.global_transform * PackedVector2Array([Vector2(), Vector2(50, 0), Vector2(0, 50)])
	)
	check(absf(_shape_area(node) - 8750.0) < 1.0, "area after a cut")
	node.heal(1.0)
	equal(_shape_area(node), 10000.0, "area after healing a cut")
	await node.fracture_at(_PLACE)
	check(node.is_broken, "what was healed breaks again")
	await _clear(node)


func _own_scene() -> void:
	var root := CutoutFragment2D.new()
	var light := Node2D.new()
	light.name = "Light"
	root.add_child(light)
	light.owner = root
	var scene := PackedScene.new()
	equal(scene.pack(root), OK, "packing")
	root.free()
	var node := _new_node()
	node.fragment_scene = scene
	await node.fracture_at(_PLACE)
	check(_pieces().size() > 1, "pieces")
	for piece in _pieces():
		check(piece.has_node(^"Light"), "a piece comes from the scene")
	await _clear(node)


func _warnings() -> void:
	var node := CutoutDestructible2D.new()
	add_child(node)
	equal(node._get_configuration_warnings().size(), 1, "warnings without an outline")
	node.polygon = SQUARE
	equal(node._get_configuration_warnings().size(), 0, "warnings with an outline")
	var scene := PackedScene.new()
	var root := Node2D.new()
	scene.pack(root)
	root.free()
	node.fragment_scene = scene
	equal(node._get_configuration_warnings().size(), 1, "warnings about the scene")
	node.free()


func _new_node(is_added := true) -> CutoutDestructible2D:
	var node := CutoutDestructible2D.new()
	node.polygon = SQUARE
	node.position = _PLACE
	node.freeze = true
	node.params = CutoutFractureParams.new()
	_signals.clear()
	node.damaged.connect(func(_amount: float, _at: Vector2) -> void: _signals.append("damaged"))
	node.fractured.connect(func(_result: CutoutFracture) -> void: _signals.append("fractured"))
	node.destroyed.connect(func() -> void: _signals.append("destroyed"))
	node.healed.connect(func() -> void: _signals.append("healed"))
	if is_added:
		add_child(node)
	return node


func _clear(node: Node) -> void:
	for piece in _pieces():
		CutoutBatch.push_free(piece)
	node.queue_free()
	await wait_for(func() -> bool: return _pieces().is_empty(), "the pieces are freed")


func _distance_from_home(node: CutoutDestructible2D) -> float:
	var most := 0.0
	for piece in _pieces():
		var home := node.to_global(piece.fracture.centroids[piece.index])
		most = maxf(most, home.distance_to(piece.global_position))
	return most


func _frozen(pieces: Array[CutoutFragment2D]) -> Array[bool]:
	var frozen: Array[bool] = []
	for piece in pieces:
		frozen.append(piece.freeze)
	return frozen


## Returns the area of the shapes that a body collides with.
func _shape_area(body: CollisionObject2D) -> float:
	var area := 0.0
	for owner_id in body.get_shape_owners():
		if body.is_shape_owner_disabled(owner_id):
			continue
		for i in body.shape_owner_get_shape_count(owner_id):
			var shape := body.shape_owner_get_shape(owner_id, i) as ConvexPolygonShape2D
			var points := shape.points
			for j in points.size():
				area += points[j].cross(points[(j + 1) % points.size()]) * 0.5
	return absf(area)


func _pieces() -> Array[CutoutFragment2D]:
	var pieces: Array[CutoutFragment2D] = []
	for child in get_children():
		if child is CutoutFragment2D and not child.is_queued_for_deletion():
			pieces.append(child as CutoutFragment2D)
	return pieces
