extends "node_destructible.gd"
## Pieces that come loose from others: in layers of their own, told by a signal, and driven apart by
## every hit.

const _LOOSE := 4
const _WORLD := 1

var _released: Array[CutoutFragment2D] = []


func run() -> void:
	await wait_for_workers()
	await _layers_of_their_own()
	await _layers_by_default()
	await _piles()
	await _explosions()
	await _break_what_stands()


func _layers_of_their_own() -> void:
	var node := _new_wall(3)
	node.fragment_mask = _WORLD
	node.loose_layer = _LOOSE
	node.loose_mask = _WORLD | _LOOSE
	add_child(node)
	await node.fracture_at(node.to_global(Vector2(50, 90)))
	# The bottom row is not held by anything; the rest hangs from the ceiling.
	check(not _released.is_empty(), "pieces are released")
	for piece in _pieces():
		var is_loose := not piece.freeze
		equal(piece in _released, is_loose, "a piece is told of once it is loose")
		equal(piece.collision_layer, _LOOSE if is_loose else 2, "layer of a piece")
		equal(piece.collision_mask, _WORLD | (_LOOSE if is_loose else 0), "mask of a piece")
	var before := _released.size()
	node.damage(1.0, node.to_global(Vector2(50, 10)))
	check(_released.size() > before, "a later hit releases pieces, too")
	await _clear(node)


func _layers_by_default() -> void:
	var node := _new_wall(3)
	node.fragment_mask = _WORLD | 2
	add_child(node)
	await node.fracture_at(node.to_global(Vector2(50, 90)))
	for piece in _released:
		equal(piece.collision_layer, 2, "layer of a loose piece")
		equal(piece.collision_mask, _WORLD, "it falls past those that stand")
	await _clear(node)


## Loose pieces lie on each other, and fall past those that stand.
func _piles() -> void:
	var node := _new_wall(1)
	node.loose_layer = _LOOSE
	node.loose_mask = _WORLD | _LOOSE
	node.explosion_speed = 0.0
	node.explosion_spin = 0.0
	node.break_radius = 1000.0
	node.anchors = [Vector2(50, 1)]
	add_child(node)
	var floor_body := StaticBody2D.new()
	var shape := CollisionShape2D.new()
	shape.shape = WorldBoundaryShape2D.new()
	floor_body.add_child(shape)
	floor_body.position = node.to_global(Vector2(50, 130))
	add_child(floor_body)
	await node.fracture_at(node.global_position)
	equal(_released.size(), 4, "slabs that have come loose")
	var heights := func() -> Array:
		return _released.map(func(piece: CutoutFragment2D) -> float: return piece.position.y)
	await wait_for(
		func() -> bool:
			return _released.all(func(piece: CutoutFragment2D) -> bool: return piece.sleeping),
		"they come to rest"
	)
	var at: Array = heights.call()
	at.sort()
	for i in 3:
		var lower: float = at[i + 1]
		var upper: float = at[i]
		check(lower - upper > 20.0, "a slab lies on another: %s" % [at])
	floor_body.free()
	await _clear(node)


func _explosions() -> void:
	var node := _new_wall(3)
	node.explosion_speed = 300.0
	node.explosion_spin = 5.0
	node.gravity_scale = 0.0
	add_child(node)
	await node.fracture_at(node.to_global(Vector2(50, 90)))
	_released.clear()
	var hit := node.to_global(Vector2(40, 45))
	node.damage(1.0, hit)
	var fastest := 0.0
	for piece in _released:
		var away := piece.global_position - hit
		if away.length() < node.break_radius:
			check(piece.linear_velocity.dot(away) > 0.0, "a piece flies away from a later hit")
		fastest = maxf(fastest, piece.linear_velocity.length())
	check(fastest > 100.0, "a later hit drives pieces apart by %f" % fastest)
	await _clear(node)


## A piece that stands breaks into pieces that do not: nothing holds them.
func _break_what_stands() -> void:
	var node := _new_wall(3)
	node.loose_layer = _LOOSE
	node.loose_mask = _WORLD | _LOOSE
	add_child(node)
	await node.fracture_at(node.to_global(Vector2(50, 90)))
	var known := _pieces()
	var standing := known.filter(func(piece: CutoutFragment2D) -> bool: return piece.freeze)
	var piece: CutoutFragment2D = standing[0]
	await piece.fracture_at(piece.global_position)
	for own in _pieces():
		if not own in known:
			equal(own.freeze, false, "a piece of a piece falls")
			equal(own.collision_layer, _LOOSE, "its layer")
			equal(own.collision_mask, _WORLD | _LOOSE, "its mask")
	await _clear(node)


## Returns a wall of slabs, or of bricks, that hangs from its upper corners.
func _new_wall(columns: int) -> CutoutDestructible2D:
	var node := _new_node(false)
	node.params.pattern = "grid"
	node.params.grid_jitter = 0.0
	node.params.grid_rows = 4
	node.params.grid_cols = columns
	node.anchors = PackedVector2Array([Vector2(1, 1), Vector2(99, 1)])
	node.break_radius = 30.0
	_released.clear()
	node.fragment_released.connect(func(piece: CutoutFragment2D) -> void: _released.append(piece))
	return node
