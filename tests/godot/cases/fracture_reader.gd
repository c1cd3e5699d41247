extends "../case.gd"
## The native library takes a result apart exactly as the script does, and refuses what is not laid
## out like one.

const FragmentArrays := preload("res://addons/cutout/fracture/fragment_arrays.gd")

const _HOLE: PackedVector2Array = [
	Vector2(20, 20), Vector2(20, 60), Vector2(40, 40), Vector2(60, 60), Vector2(60, 20)
]
const _MUTATIONS := 20_000
const _READS := 200
const _SEED := 5

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
	check(_refused > _MUTATIONS / 10.0, "mutated results are refused, %d were" % _refused)
	check(_refused < _MUTATIONS, "a changed coordinate is none of the reader's business")
	for bytes: PackedByteArray in [PackedByteArray(), var_to_bytes({}), var_to_bytes("points")]:
		equal(FragmentArrays.from_body(bytes), null, "no result")
		equal(FragmentArrays.outlines_of(bytes), [], "no outlines")


func _compare(body: PackedByteArray) -> void:
	var message: Dictionary = bytes_to_var(body)
	var native := FragmentArrays.from_body(body)
	var plain := FragmentArrays.from_message(message)
	if native == null:
		fail("a result is refused: %s" % message)
		return
	equal(native.areas, plain.areas, "areas")
	equal(native.centroids, plain.centroids, "centroids")
	equal(native.local_rings, plain.local_rings, "rings")
	equal(native.triangles, plain.triangles, "triangles")
	equal(native.convex_parts, plain.convex_parts, "convex parts")
	equal(
		FragmentArrays.outlines_of(body), CutoutFracture.from_message(message).rings(), "outlines"
	)


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
		FragmentArrays.from_body(job.body)
		FragmentArrays.outlines_of(job.body)


## Changes one number, or cuts the end off, and looks whether whatever is read has its bounds.
func _mutate(jobs: Array[CutoutJob]) -> void:
	for i in _MUTATIONS:
		var body := jobs[i % jobs.size()].body.duplicate()
		if i % 4 == 0:
			body.resize(_random.randi_range(0, body.size() - 1))
		else:
			var numbers := body.size() >> 2
			body.encode_s32(4 * _random.randi_range(0, numbers - 1), _any_number())
		var arrays := FragmentArrays.from_body(body)
		if arrays == null:
			_refused += 1
		FragmentArrays.outlines_of(body)
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
