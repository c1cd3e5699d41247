extends "node_picture.gd"
## More objects without physics than a renderer has instance uniforms for: each is drawn where it
## was, and all are gone in the end. They take turns with the rows in which their motion is kept.

const _COUNT := 900
const _COLUMNS := 40
const _STEP := 16.0
const _LIFE_SEC := 0.5


func run() -> void:
	_folder = arguments["folder"]
	get_window().content_scale_mode = Window.CONTENT_SCALE_MODE_DISABLED
	get_window().size = Vector2i(1280, 720)
	PhysicsServer2D.area_set_param(
		get_viewport().world_2d.space, PhysicsServer2D.AREA_PARAM_GRAVITY, 0.0
	)
	var limits := CutoutBatch.debris.limits
	limits.awake = 0
	limits.small_area = 0.0
	limits.fast_life_sec = _LIFE_SEC
	add_child(_place)
	process_mode = Node.PROCESS_MODE_ALWAYS
	for round_number in 2:
		await _all_at_once("round_%d" % round_number)
	await _bodies_that_leave()


func _all_at_once(title: String) -> void:
	var things: Array[Polygon2D] = []
	for i in _COUNT:
		things.append(_new_thing(i))
	var before := await _shot(title + "_before")
	get_tree().paused = true
	var batch := CutoutBatch.create()
	for thing in things:
		batch.add_fracture(thing, {"fragment_count": 4})
	await batch.execute()
	await wait_for(func() -> bool: return CutoutBatch.debris.get_stats()["waiting"] == 0, "all fly")
	equal(_flying(), _COUNT * 4, "fragments without physics")
	_compare(before, await _shot(title + "_after"), title)
	get_tree().paused = false
	await wait_for(func() -> bool: return _flying() == 0, "they have faded")
	for thing in things:
		thing.free()


## Bodies that make room each become a picture of their own.
func _bodies_that_leave() -> void:
	var limits := CutoutBatch.debris.limits
	limits.awake = 10000
	limits.bodies = 10000
	limits.fade_sec = _LIFE_SEC
	var things: Array[Polygon2D] = []
	for i in 200:
		things.append(_new_thing(i * 4))
	var batch := CutoutBatch.create()
	for thing in things:
		batch.add_fracture(thing, {"fragment_count": 2})
	await batch.execute()
	await wait_for(func() -> bool: return _pieces().size() == 400, "bodies")
	get_tree().paused = true
	var before := await _shot("bodies_before")
	for piece in _pieces():
		CutoutBatch.debris.retire(piece)
	await wait_for(func() -> bool: return _pieces().is_empty(), "all have left")
	equal(_flying(), 400, "pictures of bodies")
	_compare(before, await _shot("bodies_after"), "bodies that leave")
	get_tree().paused = false
	await wait_for(func() -> bool: return _flying() == 0, "they have faded")
	for thing in things:
		thing.free()


func _new_thing(i: int) -> Polygon2D:
	var thing := Polygon2D.new()
	thing.polygon = Transform2D(0.0, Vector2(0.15, 0.15), 0.0, Vector2.ZERO) * SQUARE
	thing.color = Color.from_hsv(fmod(i * 0.37, 1.0), 0.6, 1.0)
	thing.position = Vector2(320 + _STEP * (i % _COLUMNS), 160 + _STEP * floorf(i / 40.0))
	_place.add_child(thing)
	return thing
