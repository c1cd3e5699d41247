extends "../case.gd"
## Convex parts are convex for Godot, which allows for no rounding: also those of planks that snap
## in long teeth, whose corners lie almost on a line; as they are, scaled, and mirrored.

const ConvexPart := preload("res://addons/cutout/fracture/convex_part.gd")
const Plain := preload("res://addons/cutout/fracture/plain_fragment_arrays.gd")

## Outlines and cuts that made such parts.
const _KNOWN := "res://tests/data/concave_parts.json"
const _PLANKS := 60
const _STRETCHES: Array[Transform2D] = [
	Transform2D.IDENTITY,
	Transform2D(Vector2(0.3, 1.7), Vector2(-0.9, 0.4), Vector2.ZERO),
	Transform2D(Vector2(-1.1, 0.2), Vector2(0.1, 0.7), Vector2.ZERO),
]

var _mended := 0
var _parts := 0


func run() -> void:
	await wait_for_workers()
	_by_hand()
	var jobs: Array[CutoutJob] = []
	var known: Array = JSON.parse_string(FileAccess.get_file_as_string(_KNOWN))
	for entry: Dictionary in known:
		var lines: Array = entry["polylines"]
		var cuts: Array[PackedVector2Array] = []
		for line: Array in lines:
			cuts.append(_points_of(line))
		var ring: Array = entry["ring"]
		var chance: int = entry["seed"]
		jobs.append(_submit(_points_of(ring), cuts, chance))
	equal(jobs.size(), 4, "known cases")
	for i in _PLANKS:
		seed(i)
		jobs.append(_submit(_plank(), _teeth(), i))
	for job in jobs:
		await job.wait()
		equal(job.error, null, "error of a plank")
		_look_at(job.body)
	check(_parts > 1000, "%d parts" % _parts)
	check(_mended > 4, "%d parts were not convex before" % _mended)


func _by_hand() -> void:
	var near := PackedVector2Array(
		[Vector2(0, 0), Vector2(50, 1e-5), Vector2(100, 0), Vector2(100, 80), Vector2(0, 80)]
	)
	var mended := ConvexPart.strictly_convex(near)
	equal(mended.size(), 4, "corners without the one on the line")
	equal(near.size(), 5, "what was passed is left alone")
	near.reverse()
	equal(ConvexPart.strictly_convex(near).size(), 4, "the same the other way around")
	equal(ConvexPart.strictly_convex(SQUARE), SQUARE, "a square")
	var flat := PackedVector2Array([Vector2(0, 0), Vector2(50, 1e-5), Vector2(100, 0)])
	equal(ConvexPart.strictly_convex(flat), PackedVector2Array(), "no area")
	var twice := PackedVector2Array([Vector2(0, 0), Vector2(9, 0), Vector2(9, 0), Vector2(0, 9)])
	equal(ConvexPart.strictly_convex(twice).size(), 3, "corners without a repeated one")


func _look_at(body: PackedByteArray) -> void:
	var native := CutoutFracture.from_body(body).get_arrays()
	var message: Dictionary = bytes_to_var(body)
	var plain := Plain.from_message(message)
	for index in plain.count:
		var ring := plain.local_ring(index)
		for stretch in _STRETCHES:
			var outline := stretch * ring
			var parts := plain.convex_parts(index, outline)
			equal(native.convex_parts(index, outline), parts, "parts by the native library")
			var one := StaticBody2D.new()
			var other := StaticBody2D.new()
			native.add_shapes(index, one, stretch)
			plain.add_shapes(index, other, stretch)
			equal(_shapes_of(one), _shapes_of(other), "shapes by the native library")
			var area := 0.0
			for part in _shapes_of(one):
				check(_is_convex(part), "Godot takes %s for concave" % part)
				area += _area_of(part)
			var wanted := plain.areas[index] * absf(stretch.determinant())
			check(absf(area - wanted) < 1e-3 * wanted, "area %f, not %f" % [area, wanted])
			_parts += parts.size()
			one.free()
			other.free()
	_count_mended(message)


## Counts the parts of which Godot would complain.
func _count_mended(message: Dictionary) -> void:
	var plain := Plain.from_message(message)
	var all: PackedInt32Array = message["parts"]
	var offsets: PackedInt32Array = message["part_offsets"]
	var of_fragments: PackedInt32Array = message["fragment_parts"]
	for index in plain.count:
		var ring := plain.local_ring(index)
		for part in range(of_fragments[index], of_fragments[index + 1]):
			var corners := PackedVector2Array()
			for corner in all.slice(offsets[part], offsets[part + 1]):
				corners.append(ring[corner])
			if not _is_convex(corners):
				_mended += 1


## Does what Godot does when a shape gets its points, either way around.
func _is_convex(part: PackedVector2Array) -> bool:
	if part.size() < 3:
		return false
	if part.size() == 3:
		return true
	var ring := part.duplicate()
	if Geometry2D.is_polygon_clockwise(ring):
		ring.reverse()
	var count := ring.size()
	for i in count:
		var at := ring[i]
		if (ring[(i + 1) % count] - at).cross(ring[(i + 2) % count] - at) < 0.0:
			return false
	return true


func _shapes_of(body: StaticBody2D) -> Array[PackedVector2Array]:
	var shapes: Array[PackedVector2Array] = []
	for owner_id in body.get_shape_owners():
		for i in body.shape_owner_get_shape_count(owner_id):
			var shape: ConvexPolygonShape2D = body.shape_owner_get_shape(owner_id, i)
			shapes.append(shape.points)
	return shapes


func _area_of(ring: PackedVector2Array) -> float:
	var area := 0.0
	for i in ring.size():
		area += ring[i].cross(ring[(i + 1) % ring.size()]) * 0.5
	return absf(area)


func _submit(ring: PackedVector2Array, cuts: Array[PackedVector2Array], chance: int) -> CutoutJob:
	var params := {
		"pattern": "polyline",
		"polylines": cuts,
		"extend": false,
		"noise_amplitude": 1.5,
		"noise_frequency": 0.08,
		"min_fragment_area": 40.0,
		"seed": chance,
	}
	return CutoutBatch.get_job(CutoutBatch.submit_fracture(ring, params))


func _plank() -> PackedVector2Array:
	return PackedVector2Array(
		[
			Vector2(-33, 18),
			Vector2(randf_range(-6, 6), -26),
			Vector2(33, 18),
			Vector2(33, 400),
			Vector2(-33, 400)
		]
	)


func _teeth() -> Array[PackedVector2Array]:
	var cuts: Array[PackedVector2Array] = []
	for height: float in [150.0, 240.0]:
		var line := PackedVector2Array()
		for i in 9:
			var jut := randf_range(30.0, 90.0) if i % 2 == 1 else randf_range(-10.0, 10.0)
			line.append(Vector2(-33.0 + 8.25 * i, height + jut * signf(height - 200.0)))
		cuts.append(line)
	return cuts


func _points_of(pairs: Array) -> PackedVector2Array:
	var points := PackedVector2Array()
	for pair: Array in pairs:
		var x: float = pair[0]
		var y: float = pair[1]
		points.append(Vector2(x, y))
	return points
