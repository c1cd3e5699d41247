extends "node_destructible.gd"
## What is asked of a [CutoutDestructible2D] while it is at something else is done, one after the
## other: none of several holes is lost, and a hit on every frame does not put off its end.

const _HITS := 120

var _awaited: Array = []
# Called by this, nobody waits for the coroutine.
var _wait := _wait_for


func run() -> void:
	await wait_for_workers()
	await _hit_all_the_time()
	await _hit_a_piece_all_the_time()
	await _cut_all_at_once()
	await _cut_and_break()
	await _break_and_cut()
	await _fail_and_go_on()
	await _leave()


func _hit_all_the_time() -> void:
	var node := _new_node()
	# Far from what is asked first, and different every time: no answer comes from the cache.
	var first: Variant = node.fracture_at(_PLACE + Vector2(10, 10))
	equal(node.fracture_at(_PLACE), first, "what to wait for when it is to break once more")
	equal(node.cut(node.global_transform * SQUARE), null, "cutting what is about to break")
	var hits := 0
	while not node.is_broken and hits < _HITS:
		hits += 1
		node.damage(1000.0, _PLACE + Vector2(hits, 20), Vector2.RIGHT)
		await get_tree().process_frame
	check(node.is_broken, "it breaks under %d hits" % hits)
	await wait_for(_is_quiet, "all pieces are there")
	await _clear(node)


## Pieces are of the same scene as what they come from, and explode as it did.
func _hit_a_piece_all_the_time() -> void:
	var scene := PackedScene.new()
	var root := CutoutFragment2D.new()
	var mark := Node2D.new()
	mark.name = "Mark"
	root.add_child(mark)
	mark.owner = root
	scene.pack(root)
	root.free()
	var node := _new_node()
	node.fragment_scene = scene
	node.gravity_scale = 0.0
	node.explosion_speed = 300.0
	await node.fracture_at(_PLACE)
	var piece := _pieces()[0]
	for other: CutoutFragment2D in _pieces().slice(1):
		other.free()
	piece.linear_velocity = Vector2.ZERO
	piece.angular_velocity = 0.0
	var at := piece.global_position
	var first: Variant = piece.fracture_at(at)
	equal(piece.fracture_at(at), first, "what to wait for when a piece is to break once more")
	var hits := 0
	# Not typed: it is freed once it has broken.
	var id := piece.get_instance_id()
	while is_instance_id_valid(id) and hits < _HITS:
		hits += 1
		piece.fracture_at(at + Vector2(hits * 0.01, 0))
		await get_tree().process_frame
	check(not is_instance_id_valid(id), "a piece breaks under %d hits" % hits)
	await wait_for(_is_quiet, "all pieces are there")
	check(_pieces().size() > 1, "there are pieces of the piece")
	for own in _pieces():
		check(own.has_node(^"Mark"), "a piece of a piece comes from the scene")
		check(own.linear_velocity.length() > 50.0, "it is driven by %s" % own.linear_velocity)
	await _clear(node)


## Shots in one frame, and in the frames after.
func _cut_all_at_once() -> void:
	var node := _new_node()
	for i in 5:
		_wait.call(node.cut(node.global_transform * _hole(Vector2(20 + 15 * i, 20))))
	for i in 5:
		await get_tree().process_frame
		_wait.call(node.cut(node.global_transform * _hole(Vector2(20 + 15 * i, 70))))
	await wait_for(func() -> bool: return _awaited.size() == 10, "every cut is answered")
	for job: CutoutJob in _awaited:
		equal(job.error, null, "error of a cut")
	equal(node.get_polygon_data().size(), 11, "rings")
	check(absf(_shape_area(node) - 9000.0) < 1.0, "area left: %f" % _shape_area(node))
	await _clear(node)


func _cut_and_break() -> void:
	var node := _new_node()
	_awaited.clear()
	_wait.call(node.cut(node.global_transform * _hole(Vector2(50, 50))))
	var job: CutoutJob = await node.fracture_at(_PLACE)
	equal(_awaited.size(), 1, "the cut came first")
	var fracture: CutoutFracture = job.result
	check(absf(fracture.total_area() - 9900.0) < 1.0, "area left: %f" % fracture.total_area())
	check(node.is_broken, "it has broken")
	await _clear(node)


## What waits for its turn when all is gone ends too.
func _break_and_cut() -> void:
	var node := _new_node()
	_awaited.clear()
	_wait.call(node.cut(node.global_transform * SQUARE))
	_wait.call(node.cut(node.global_transform * _hole(Vector2(50, 50))))
	await wait_for(func() -> bool: return _awaited.size() == 2, "both are answered")
	check(node.is_broken, "nothing is left")
	equal(node.cut(node.global_transform * SQUARE), null, "cutting what is gone")
	await _clear(node)


## A cut that fails does not keep others from their turn.
func _fail_and_go_on() -> void:
	var node := _new_node()
	_awaited.clear()
	var flat := PackedVector2Array([Vector2(10, 10), Vector2(20, 20), Vector2(30, 30)])
	_wait.call(node.cut(node.global_transform * flat))
	_wait.call(node.cut(node.global_transform * _hole(Vector2(50, 50))))
	await wait_for(func() -> bool: return _awaited.size() == 2, "both are answered")
	var first: CutoutJob = _awaited[0]
	equal(first.state, CutoutJob.State.FAILED, "a shape without an area")
	check(absf(_shape_area(node) - 9900.0) < 1.0, "area left: %f" % _shape_area(node))
	node.params.fragment_count = 0
	var job: CutoutJob = await node.fracture_at(_PLACE)
	equal(job.state, CutoutJob.State.FAILED, "parameters that are wrong")
	node.params.fragment_count = 5
	await node.fracture_at(_PLACE)
	check(node.is_broken, "it can be asked again")
	await _clear(node)


## A body that goes leaves nobody waiting.
func _leave() -> void:
	var node := _new_node()
	_awaited.clear()
	for i in 3:
		_wait.call(node.cut(node.global_transform * _hole(Vector2(20 + 15 * i, 20))))
	_wait.call(node.fracture_at(_PLACE))
	node.free()
	await wait_for(func() -> bool: return _awaited.size() == 4, "all are answered")
	for job: CutoutJob in _awaited:
		equal(job.state, CutoutJob.State.CANCELLED, "state of what it was to do")
	# Now the game ends while some wait.
	node = _new_node()
	for i in 3:
		_wait.call(node.cut(node.global_transform * _hole(Vector2(20 + 15 * i, 20))))


func _wait_for(ending: Variant) -> void:
	var job: CutoutJob = await ending
	_awaited.append(job)


func _is_quiet() -> bool:
	return CutoutBatch.debris.get_stats()["waiting"] == 0 and stat("unfinished") == 0


func _hole(place: Vector2) -> PackedVector2Array:
	return PackedVector2Array(
		[
			place + Vector2(-5, -5),
			place + Vector2(5, -5),
			place + Vector2(5, 5),
			place + Vector2(-5, 5)
		]
	)
