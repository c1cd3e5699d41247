extends "../case.gd"
## The native library takes a result apart exactly as the script does, and refuses what is not laid
## out like one.

const FragmentArrays := preload("res://addons/cutout/fracture/fragment_arrays.gd")
const Native := preload("res://addons/cutout/fracture/native_fragment_arrays.gd")
const Plain := preload("res://addons/cutout/fracture/plain_fragment_arrays.gd")

const _HOLE: PackedVector2Array = [
	Vector2(20, 20), Vector2(20, 60), Vector2(40, 40), Vector2(60, 60), Vector2(60, 20)
]
const _MUTATIONS := 20_000
const _READS := 200
const _SEED := 5
# Exact in floating point, so that what is convex stays so.
const _STRETCH := Transform2D(Vector2(0, 2), Vector2(4, 0), Vector2(8, 16))

var _item := RenderingServer.canvas_item_create()
var _random := RandomNumberGenerator.new()
var _refused := 0


func run() -> void:
	_random.seed = _SEED
	await wait_for_workers()
	var shapes: Array[Variant] = [SQUARE, [SQUARE, _HOLE]]
	var jobs: Array[CutoutJob] = []
	for pattern: String in CutoutFractureParams.FIELDS:
		for shape: Variant in shapes:
			var params := CutoutFractureParams.new()
			params.pattern = pattern
			params.points = [Vector2(30, 10), Vector2(70, 80)]
			params.polylines = [PackedVector2Array([Vector2(10, 0), Vector2(15, 100)])]
			jobs.append(CutoutBatch.get_job(CutoutBatch.submit_fracture(shape, params)))
	for job in jobs:
		await job.wait()
		if job.error == null:
			_compare(job.body)
	check(jobs.any(_has_body), "there are results")
	_leak_nothing(jobs.filter(_has_body))
	await _mutate(jobs.filter(_has_body))
	RenderingServer.free_rid(_item)
	check(_refused > _MUTATIONS / 10.0, "mutated results are refused, %d were" % _refused)
	check(_refused < _MUTATIONS, "a changed coordinate is none of the reader's business")
	for bytes: PackedByteArray in [PackedByteArray(), var_to_bytes({}), var_to_bytes("points")]:
		equal(Native.from_body(bytes), null, "no result")


func _compare(body: PackedByteArray) -> void:
	var message: Dictionary = bytes_to_var(body)
	var native := Native.from_body(body)
	var plain := Plain.from_message(message)
	if native == null:
		fail("a result is refused: %s" % message)
		return
	equal(native.count, plain.count, "fragments")
	equal(native.areas, plain.areas, "areas")
	equal(native.centroids, plain.centroids, "centroids")
	equal(native.neighbours(), plain.neighbours(), "neighbours")
	equal(native.shared_lengths(), plain.shared_lengths(), "shared lengths")
	equal(native.least_area(), plain.least_area(), "least area")
	check(absf(native.total_area() - plain.total_area()) < 1e-3, "total area")
	check(native.centre().distance_to(plain.centre()) < 1e-3, "centre")
	equal(native.rings(), plain.rings(), "rings")
	for index in native.count:
		_compare_fragment(native, plain, index)
	_compare_drawing(native, plain)
	for index: int in [-1, native.count]:
		equal(native.ring(index), PackedVector2Array(), "ring of no fragment")
		equal(native.triangles(index), PackedInt32Array(), "triangles of no fragment")


func _compare_fragment(native: FragmentArrays, plain: FragmentArrays, index: int) -> void:
	var ring := plain.ring(index)
	equal(native.ring(index), ring, "ring")
	equal(native.local_ring(index), plain.local_ring(index), "local ring")
	equal(native.triangles(index), plain.triangles(index), "triangles")
	equal(native.convex_parts(index, ring), plain.convex_parts(index, ring), "convex parts")
	var shapes: Array[Array] = []
	for arrays: FragmentArrays in [native, plain]:
		var body := StaticBody2D.new()
		arrays.add_shapes(index, body, _STRETCH)
		shapes.append(_shapes_of(body))
		body.free()
	equal(shapes[0].size(), shapes[1].size(), "shapes")
	for i in mini(shapes[0].size(), shapes[1].size()):
		var found: PackedVector2Array = shapes[0][i]
		var expected: PackedVector2Array = shapes[1][i]
		check(_is_same_ring(found, expected), "a shape is %s, not %s" % [found, expected])


## What is drawn is seen in node_picture; here, that both say the same bounds of it.
func _compare_drawing(native: FragmentArrays, plain: FragmentArrays) -> void:
	var item := RenderingServer.canvas_item_create()
	var colors := PackedColorArray([Color.WHITE])
	var all := PackedInt32Array(range(native.count))
	var bounds: Array[Rect2] = []
	for arrays: FragmentArrays in [native, plain]:
		bounds.append(arrays.draw_flight(all, item, colors, RID(), 77))
		if native.count > 0:
			bounds.append(arrays.draw(0, item, _STRETCH, Transform2D.IDENTITY, colors, RID()))
	RenderingServer.free_rid(item)
	var count := bounds.size() >> 1
	for i in count:
		var is_same_place := bounds[i].position.distance_to(bounds[count + i].position) < 1e-3
		check(is_same_place and bounds[i].size.distance_to(bounds[count + i].size) < 1e-3, "bounds")


func _shapes_of(body: StaticBody2D) -> Array[PackedVector2Array]:
	var shapes: Array[PackedVector2Array] = []
	for owner_id in body.get_shape_owners():
		for i in body.shape_owner_get_shape_count(owner_id):
			var shape: ConvexPolygonShape2D = body.shape_owner_get_shape(owner_id, i)
			shapes.append(shape.points)
	return shapes


## Returns whether two rings are the same, whichever vertex they begin with.
func _is_same_ring(one: PackedVector2Array, other: PackedVector2Array) -> bool:
	if one.size() != other.size():
		return false
	for shift in one.size():
		var is_same_so_far := true
		for i in one.size():
			var distance := one[(i + shift) % one.size()].distance_to(other[i])
			is_same_so_far = is_same_so_far and distance < 1e-2
		if is_same_so_far:
			return true
	return false


## What is read goes with the last who holds it.
func _leak_nothing(jobs: Array[CutoutJob]) -> void:
	_read_all(jobs)
	var before := OS.get_static_memory_usage()
	for i in _READS:
		_read_all(jobs)
	var grown := OS.get_static_memory_usage() - before
	check(grown < _READS * 16, "%d bytes are lost in %d rounds" % [grown, _READS])


func _read_all(jobs: Array[CutoutJob]) -> void:
	for job in jobs:
		_read(Native.from_body(job.body))


func _read(arrays: FragmentArrays) -> void:
	var item := RenderingServer.canvas_item_create()
	arrays.rings()
	arrays.centre()
	arrays.neighbours()
	for index in arrays.count:
		arrays.draw(
			index, item, Transform2D.IDENTITY, Transform2D.IDENTITY, PackedColorArray(), RID()
		)
		arrays.convex_parts(index, arrays.local_ring(index))
		arrays.triangles(index)
	var body := StaticBody2D.new()
	arrays.add_shapes(0, body, _STRETCH)
	body.free()
	RenderingServer.free_rid(item)


## Changes one number, or cuts the end off, and looks whether whatever is read has its bounds.
func _mutate(jobs: Array[CutoutJob]) -> void:
	for i in _MUTATIONS:
		var body := jobs[i % jobs.size()].body.duplicate()
		if i % 4 == 0:
			body.resize(_random.randi_range(0, body.size() - 1))
		else:
			var numbers := body.size() >> 2
			body.encode_s32(4 * _random.randi_range(0, numbers - 1), _any_number())
		var arrays := Native.from_body(body)
		if arrays == null:
			_refused += 1
		else:
			arrays.rings()
			arrays.draw_flight(
				PackedInt32Array(range(-1, arrays.count + 1)), _item, PackedColorArray(), RID(), 5
			)
			RenderingServer.canvas_item_clear(_item)
		if i % 2000 == 0:
			await get_tree().process_frame


func _any_number() -> int:
	match _random.randi() % 3:
		0:
			return _random.randi_range(-3, 40)
		1:
			return 0x7fffffff if _random.randf() < 0.5 else -0x80000000
		_:
			return _random.randi() - 0x80000000


static func _has_body(job: CutoutJob) -> bool:
	return not job.body.is_empty()
