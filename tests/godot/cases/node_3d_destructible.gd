extends "../case.gd"
## [CutoutDestructible3D]: damage, its solid before and after it breaks, healing, own scenes.

const _PLACE := Vector3(3.0, 2.0, 0.0)
const _DEPTH := 0.2
const _UNITS := 0.01
const _LETTER: PackedVector2Array = [
	Vector2(0, 0),
	Vector2(90, 0),
	Vector2(90, 20),
	Vector2(30, 20),
	Vector2(30, 70),
	Vector2(90, 70),
	Vector2(90, 90),
	Vector2(0, 90),
]
const _HOLE: PackedVector2Array = [Vector2(8, 30), Vector2(20, 30), Vector2(20, 55), Vector2(8, 55)]
const _AREA := 90.0 * 90.0 - 60.0 * 50.0 - 12.0 * 25.0

var _signals: PackedStringArray = []


func run() -> void:
	await _damage()
	await _line_up()
	await _centre_of_mass()
	await _heal()
	await _own_scene()
	await _prebaked()
	await _atlas()
	_shared()
	_warnings()


func _damage() -> void:
	var node := _new_node()
	node.damage_threshold = 5.0
	node.damage(4.0, _PLACE)
	equal(node.health, 100.0, "health after a hit below the threshold")
	node.damage(60.0, _PLACE)
	equal(node.health, 40.0, "health after a hit")
	check(not node.is_broken, "it stands that")
	node.damage_impulse = 0.5
	node.explosion_speed = 0.0
	node.gravity_scale = 0.0
	node.damage(50.0, _PLACE, Vector3(0, 0, -2))
	var first: Signal = node.fracture_at(_PLACE, Vector3(999, 0, 0))
	equal(node.fracture_at(_PLACE), first, "what to wait for, while the first hit counts")
	var momentum := PackedVector3Array()
	node.fragment_spawned.connect(
		func(piece: CutoutFragment3D) -> void: momentum.append(piece.mass * piece.linear_velocity)
	)
	await node.destroyed
	equal(node.health, 0.0, "health once it has broken")
	check(node.is_broken and not node.visible, "it has broken")
	var sum := Vector3.ZERO
	for part in momentum:
		sum += part
	check(sum.distance_to(Vector3(0, 0, -25)) < 0.001, "the pieces have the momentum %s" % sum)
	equal(node.fracture_at(_PLACE), null, "breaking what is broken")
	equal(_signals, PackedStringArray(["damaged", "damaged", "fractured", "destroyed"]), "signals")
	await _clear(node)


## The solid is closed, fills its outline, and the pieces lie where it was, point by point.
func _line_up() -> void:
	var node := _new_node(false)
	node.polygon = _LETTER
	node.holes = [_HOLE]
	node.rotation = Vector3(0.3, 0.8, -0.2)
	node.explosion_speed = 0.0
	node.explosion_spin = 0.0
	node.gravity_scale = 0.0
	add_child(node)
	var mesh: ArrayMesh = (node.get_child(0, true) as MeshInstance3D).mesh
	var volume := _AREA * _UNITS * _UNITS * _DEPTH
	check(absf(_mesh_volume(mesh) - volume) < 1e-6, "volume %f" % _mesh_volume(mesh))
	_check_normals(mesh)
	var front: PackedVector3Array = mesh.surface_get_arrays(0)[Mesh.ARRAY_VERTEX]
	for at in front:
		check(absf(at.z - _DEPTH * 0.5) < 1e-6, "the front lies at %f" % at.z)
	await node.fracture_at(_PLACE)
	var sum := 0.0
	var corners: Array[Vector3] = []
	for piece in _pieces():
		var own := piece.get_mesh() as ArrayMesh
		sum += _mesh_volume(own)
		var to_node := node.global_transform.affine_inverse() * piece.global_transform
		var arrays := own.surface_get_arrays(0)
		var positions: PackedVector3Array = arrays[Mesh.ARRAY_VERTEX]
		var uvs: PackedVector2Array = arrays[Mesh.ARRAY_TEX_UV]
		for i in positions.size():
			var at := to_node * positions[i]
			corners.append(at)
			check(absf(at.z - _DEPTH * 0.5) < 1e-4, "a piece's front lies at %f" % at.z)
			var flat := Vector2(at.x, -at.y) / _UNITS
			check(uvs[i].distance_to(flat / 90.0) < 1e-4, "UV %s at %s" % [uvs[i], flat])
		for i in 3:
			check(own.surface_get_material(i) != null, "surface %d has a material" % i)
	check(absf(sum - volume) < 1e-5, "the pieces have the volume %f" % sum)
	for ring: PackedVector2Array in [_LETTER, _HOLE]:
		for point in ring:
			var wanted := Vector3(point.x, -point.y, 0.0) * _UNITS + Vector3(0, 0, _DEPTH * 0.5)
			var nearest := INF
			for corner in corners:
				nearest = minf(nearest, corner.distance_to(wanted))
			check(nearest < 1e-4, "a piece has the corner %s" % point)
	await _clear(node)


## Turned about its middle, it stays there, wherever the origin of its outline is.
func _centre_of_mass() -> void:
	var node := _new_node(false)
	node.freeze = false
	node.gravity_scale = 0.0
	node.angular_velocity = Vector3(0, 0, 3)
	node.linear_damp_mode = RigidBody3D.DAMP_MODE_REPLACE
	add_child(node)
	var middle := node.to_global(Vector3(0.5, -0.5, 0.0))
	for i in 20:
		await get_tree().physics_frame
	check(absf(node.rotation.z) > 0.3, "it has turned")
	var now := node.to_global(Vector3(0.5, -0.5, 0.0))
	check(now.distance_to(middle) < 0.05, "its middle has moved to %s" % (now - middle))
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
	await node.fracture_at(node.to_global(Vector3(0.5, -0.5, 0.0)))
	for i in 20:
		await get_tree().physics_frame
	var far := _distance_from_home(node)
	check(far > 0.1, "the pieces are away by %f" % far)
	node.heal(0.5)
	await get_tree().physics_frame
	check(_distance_from_home(node) < far * 0.6, "they are half-way back")
	check(node.is_broken and not node.visible, "it is not whole yet")
	node.heal(0.5)
	check(not node.is_broken and node.visible, "it is whole")
	equal(node.health, node.max_health, "health of what is whole")
	equal(_signals, PackedStringArray(["fractured", "destroyed", "healed"]), "signals")
	await wait_for(func() -> bool: return _pieces().is_empty(), "the pieces are gone")
	for owner_id in node.get_shape_owners():
		check(not node.is_shape_owner_disabled(owner_id), "what is whole collides")
	await node.fracture_at(_PLACE)
	check(node.is_broken, "what was healed breaks again")
	await _clear(node)


func _own_scene() -> void:
	var root := CutoutFragment3D.new()
	var light := OmniLight3D.new()
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
	await _hit_all_the_time(_pieces()[0])
	await _clear(node)


## A hit on every frame does not put off the end of a piece; what it breaks into is like itself.
func _hit_all_the_time(piece: CutoutFragment3D) -> void:
	var known := _pieces()
	var at := piece.global_position
	piece.breakup.explosion.speed = 50.0
	var first: Signal = piece.fracture_at(at)
	equal(piece.fracture_at(at), first, "what to wait for when a piece is to break once more")
	var id := piece.get_instance_id()
	var hits := 0
	while is_instance_id_valid(id) and hits < 120:
		hits += 1
		piece.fracture_at(at + Vector3(hits * 1e-4, 0.0, 0.0))
		await get_tree().process_frame
	check(not is_instance_id_valid(id), "a piece breaks under %d hits" % hits)
	var fastest := 0.0
	for own in _pieces():
		if not own in known:
			check(own.has_node(^"Light"), "a piece of a piece comes from the scene")
			fastest = maxf(fastest, own.linear_velocity.length())
	check(fastest > 10.0, "what explodes, explodes again: %f" % fastest)


## What was computed before it breaks is what it breaks into, without a worker.
func _prebaked() -> void:
	var node := _new_node()
	var baked: Array[CutoutBakedFracture] = await CutoutBatch.prebake([node])
	check(baked[0] != null, "it was baked")
	var job: CutoutJob = await node.fracture_at(_PLACE)
	equal(job.sent_usec, 0, "no worker is asked")
	var fracture: CutoutFracture = job.result
	check(fracture.is_extruded(), "what was baked is solid")
	check(_pieces().size() > 1, "pieces of what was baked")
	await _clear(node)


## Of an atlas, front and pieces show the region.
func _atlas() -> void:
	var node := _new_node()
	var region := AtlasTexture.new()
	region.atlas = PlaceholderTexture2D.new()
	(region.atlas as PlaceholderTexture2D).size = Vector2(64, 32)
	region.region = Rect2(16, 8, 32, 16)
	node.texture = region
	var material := (node.get_child(0, true) as MeshInstance3D).get_surface_override_material(0)
	equal((material as StandardMaterial3D).albedo_texture, region.atlas, "texture of the front")
	equal(_uv_box(_mesh_of(node)), Rect2(0.25, 0.25, 0.5, 0.5), "region of the front")
	await node.fracture_at(_PLACE)
	var box := _uv_box(_pieces()[0].get_mesh())
	for piece in _pieces():
		box = box.merge(_uv_box(piece.get_mesh()))
	check(box.is_equal_approx(Rect2(0.25, 0.25, 0.5, 0.5)), "region of the pieces: %s" % box)
	await _clear(node)


func _uv_box(mesh: Mesh) -> Rect2:
	var uvs: PackedVector2Array = mesh.surface_get_arrays(0)[Mesh.ARRAY_TEX_UV]
	var box := Rect2(uvs[0], Vector2.ZERO)
	for uv in uvs:
		box = box.expand(uv)
	return box


func _shared() -> void:
	var one := _new_node()
	var other := _new_node()
	var third := _new_node(false)
	third.depth = 0.3
	add_child(third)
	equal(_mesh_of(one), _mesh_of(other), "the mesh of two bodies of the same shape")
	check(_mesh_of(one) != _mesh_of(third), "a thicker one has a mesh of its own")
	for node: Node in [one, other, third]:
		node.free()


func _warnings() -> void:
	var node := CutoutDestructible3D.new()
	add_child(node)
	equal(node._get_configuration_warnings().size(), 1, "warnings without an outline")
	node.polygon = SQUARE
	equal(node._get_configuration_warnings().size(), 0, "warnings with an outline")
	var scene := PackedScene.new()
	var root := Node3D.new()
	scene.pack(root)
	root.free()
	node.fragment_scene = scene
	equal(node._get_configuration_warnings().size(), 1, "warnings about the scene")
	node.free()


func _new_node(is_added := true) -> CutoutDestructible3D:
	var node := CutoutDestructible3D.new()
	node.polygon = SQUARE
	node.depth = _DEPTH
	node.units_per_pixel = _UNITS
	node.position = _PLACE
	node.freeze = true
	node.params = CutoutFractureParams.new()
	_signals.clear()
	node.damaged.connect(func(_amount: float, _at: Vector3) -> void: _signals.append("damaged"))
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


func _distance_from_home(node: CutoutDestructible3D) -> float:
	var most := 0.0
	for piece in _pieces():
		var centroid := piece.fracture.centroids[piece.index]
		var home := node.to_global(Vector3(centroid.x, -centroid.y, 0.0) * _UNITS)
		most = maxf(most, home.distance_to(piece.global_position))
	return most


func _mesh_of(node: CutoutDestructible3D) -> Mesh:
	return (node.get_child(0, true) as MeshInstance3D).mesh


func _mesh_volume(mesh: ArrayMesh) -> float:
	var faces := mesh.get_faces()
	var volume := 0.0
	for i in range(0, faces.size(), 3):
		# Triangles are clockwise from outside.
		volume -= faces[i].dot(faces[i + 1].cross(faces[i + 2])) / 6.0
	return volume


func _check_normals(mesh: ArrayMesh) -> void:
	equal(mesh.get_surface_count(), CutoutFracture.SURFACES, "surfaces of the whole")
	for surface in mesh.get_surface_count():
		var arrays := mesh.surface_get_arrays(surface)
		var positions: PackedVector3Array = arrays[Mesh.ARRAY_VERTEX]
		var normals: PackedVector3Array = arrays[Mesh.ARRAY_NORMAL]
		var indices: PackedInt32Array = arrays[Mesh.ARRAY_INDEX]
		for i in range(0, indices.size(), 3):
			var a := positions[indices[i]]
			var wound := (positions[indices[i + 2]] - a).cross(positions[indices[i + 1]] - a)
			for corner in 3:
				var normal := normals[indices[i + corner]]
				check(normal.dot(wound.normalized()) > 0.99, "a normal points out")


func _pieces() -> Array[CutoutFragment3D]:
	var pieces: Array[CutoutFragment3D] = []
	for child in get_children():
		if child is CutoutFragment3D and not child.is_queued_for_deletion():
			pieces.append(child as CutoutFragment3D)
	return pieces
