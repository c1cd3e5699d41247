extends "bench_stage.gd"
## What a fragment costs to create and to free: the plain way of a body with two children that is
## freed by [code]queue_free()[/code], against [CutoutFragment2D], by hand and through
## [CutoutDebris], and the fast tier. In turn, in one run. For [code]make bench[/code].
##
## Counted is what the calls take and what shows up in the rest of the frame: the time from their
## end to the next frame, less that of a frame in which nothing happens to as many bodies. Time in
## which the machine let others run does not count.

const Breakup := preload("res://addons/cutout/debris/breakup.gd")
const Look := preload("res://addons/cutout/debris/look.gd")
const FrameBudget := preload("res://addons/cutout/frame/frame_budget.gd")

const _OBJECTS := 10
const _FRAGMENTS := 12
const _ROUNDS := 25
const _STEADY_FRAMES := 5
const _SIDE := 64.0
const _STEP := Vector2(90, 0)
const _ENDLESS_USEC := 1 << 40

var _budget := FrameBudget.new()
var _bodies: Array[PackedByteArray] = []
var _fractures: Array[CutoutFracture] = []
var _made: Array[Node] = []
var _place := Node2D.new()
var _polygon := Polygon2D.new()
var _texture: Texture2D


func run() -> void:
	await _prepare()
	var ways: Dictionary[String, Callable] = {
		"naive": _make_naive,
		"fragment": _make_fragments,
		"debris": _make_debris,
		"fast": _make_fast
	}
	var creates: Dictionary[String, PackedFloat64Array] = {}
	var frees: Dictionary[String, PackedFloat64Array] = {}
	for way in ways:
		creates[way] = PackedFloat64Array()
		frees[way] = PackedFloat64Array()
	for i in _ROUNDS:
		for way in ways:
			var cost := await _measure(ways[way], way == "naive")
			if i > 0:
				creates[way].append(cost.x)
				frees[way].append(cost.y)
	for way in ways:
		facts[way + "_create_usec"] = quantile(creates[way], 0.5)
		facts[way + "_free_usec"] = quantile(frees[way], 0.5)
	_place.free()
	_polygon.free()


func _prepare() -> void:
	_budget.fixed_usec = _ENDLESS_USEC
	CutoutBatch.debris.set_up(CutoutBatch._pipeline.applier, _budget)
	var limits := CutoutBatch.debris.limits
	limits.bodies = _ENDLESS_USEC
	limits.awake = _ENDLESS_USEC
	limits.fast_life_sec = 0.01
	limits.small_area = 0.0
	_texture = ImageTexture.create_from_image(Image.create_empty(64, 64, false, Image.FORMAT_RGBA8))
	_polygon.polygon = PackedVector2Array(
		[Vector2.ZERO, Vector2(_SIDE, 0), Vector2(_SIDE, _SIDE), Vector2(0, _SIDE)]
	)
	_polygon.texture = _texture
	add_child(_place)
	add_child(_polygon)
	for i in _OBJECTS:
		var wanted := {"fragment_count": _FRAGMENTS, "seed": i}
		var job := CutoutBatch.get_job(CutoutBatch.submit_fracture(_polygon.polygon, wanted))
		await ends_as(job, CutoutJob.State.COMPLETED)
		var fracture: CutoutFracture = job.result
		equal(fracture.size(), _FRAGMENTS, "fragments")
		_bodies.append(fracture.to_body())


## Returns what a fragment costs to create and to free, in microseconds.
func _measure(make: Callable, is_naive: bool) -> Vector2:
	# New ones: the first look at a result takes it apart, which counts.
	_fractures.clear()
	for body in _bodies:
		_fractures.append(CutoutFracture.from_body(body))
	var empty := await _steady()
	var start := _now()
	make.call()
	var made := _now()
	await get_tree().process_frame
	var rest := _now() - made
	var create := made - start + maxf(0.0, rest - await _steady())
	start = _now()
	for node in _made:
		if is_naive:
			node.queue_free()
		else:
			node.free()
	made = _now()
	await get_tree().process_frame
	var free := made - start + maxf(0.0, _now() - made - empty)
	_made.clear()
	return Vector2(create, free) / (_OBJECTS * _FRAGMENTS)


## Returns what a frame takes in which nothing comes or goes.
func _steady() -> float:
	await get_tree().process_frame
	var frames := PackedFloat64Array()
	for i in _STEADY_FRAMES:
		var start := _now()
		await get_tree().process_frame
		frames.append(_now() - start)
	return quantile(frames, 0.5)


func _make_naive() -> void:
	for object in _OBJECTS:
		var fracture := _fractures[object]
		for index in fracture.size():
			var body := RigidBody2D.new()
			var ring := fracture.local_ring(index)
			var collision := CollisionPolygon2D.new()
			collision.polygon = ring
			body.add_child(collision)
			var picture := Polygon2D.new()
			picture.polygon = ring
			picture.uv = fracture.ring(index)
			picture.texture = _texture
			body.add_child(picture)
			body.mass = maxf(fracture.areas[index] * 0.001, 0.01)
			body.collision_layer = 2
			body.position = fracture.centroids[index] + object * _STEP
			body.linear_velocity = Vector2(10, 20)
			body.angular_velocity = 1.0
			_place.add_child(body)
			_made.append(body)


func _make_fragments() -> void:
	var look := Look.new()
	look.set_texture(_texture, Transform2D(0.0, Vector2.ONE / _SIDE, 0.0, Vector2.ZERO))
	for object in _OBJECTS:
		var fracture := _fractures[object]
		for index in fracture.size():
			var piece := CutoutFragment2D.new()
			piece.look = look
			piece.set_up(fracture, index)
			piece.collision_layer = 2
			piece.position = fracture.centroids[index] + object * _STEP
			piece.linear_velocity = Vector2(10, 20)
			piece.angular_velocity = 1.0
			_place.add_child(piece)
			_made.append(piece)


func _make_debris() -> void:
	_spawn_all()
	_made.append_array(_place.get_children())
	equal(_made.size(), _OBJECTS * _FRAGMENTS, "bodies")


func _make_fast() -> void:
	CutoutBatch.debris.limits.awake = 0
	_spawn_all()
	CutoutBatch.debris.limits.awake = _ENDLESS_USEC


func _spawn_all() -> void:
	for object in _OBJECTS:
		var breakup := Breakup.new()
		breakup.fracture = _fractures[object]
		breakup.place = Transform2D(0.0, object * _STEP)
		breakup.parent = _place
		breakup.motion.linear = Vector2(10, 20)
		breakup.motion.angular = 1.0
		breakup.look.set_texture(_texture, Transform2D(0.0, Vector2.ONE / _SIDE, 0.0, Vector2.ZERO))
		CutoutBatch.debris.spawn(breakup)
	# Not in the frame's own budget: all of them have to come at once.
	CutoutBatch._pipeline.applier.run(_budget)


## Returns the time, in microseconds, less what the main thread has waited for a processor.
func _now() -> float:
	if not FileAccess.file_exists(ACCOUNT):
		return Time.get_ticks_usec()
	var account := FileAccess.open(ACCOUNT, FileAccess.READ)
	var waited := account.get_line().get_slice(" ", 1).to_float() / 1000.0
	return Time.get_ticks_usec() - waited
