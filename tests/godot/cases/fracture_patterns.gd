extends "../case.gd"
## Every pattern of the inspector breaks a polygon with holes, through the real bridge. The same
## requests are made in Python, from the same file, and must give the same bytes.

const FractureHash := preload("../fracture_hash.gd")

const _DATA := "res://tests/data/every_pattern.json"
## Of an area: how exactly sums of float32 come out.
const _EXACT := 1e-5


func run() -> void:
	var data: Dictionary = JSON.parse_string(FileAccess.get_file_as_string(_DATA))
	var outlines: Array = data["rings"]
	var rings := _points_of_each(outlines)
	var tries: Array = data["tries"]
	var jobs: Array[CutoutJob] = []
	var tried := {}
	for wanted: Dictionary in tries:
		var values: Dictionary = wanted["params"]
		var params := _params_from(values)
		tried[params.pattern] = true
		jobs.append(CutoutBatch.get_job(CutoutBatch.submit_fracture(rings, params)))
	for pattern in _patterns():
		check(tried.has(pattern), "nobody tries the pattern " + pattern)
	var hashes := PackedStringArray()
	for i in jobs.size():
		await ends_as(jobs[i], CutoutJob.State.COMPLETED)
		var fracture: CutoutFracture = jobs[i].result
		if fracture == null:
			continue
		var wanted: Dictionary = tries[i]
		var path: String = wanted["path"]
		_check(fracture, "%d, %s" % [i, wanted["params"]], path)
		hashes.append(FractureHash.of(fracture))
	facts["hashes"] = hashes


func _check(fracture: CutoutFracture, what: String, path: String) -> void:
	equal(fracture.report["path"], path, "path of " + what)
	equal(fracture.report["notes"], [], "notes on " + what)
	equal(fracture.report["repaired"], false, "repair of " + what)
	check(fracture.size() > 1, "fragments of " + what)
	var input_area: float = fracture.report["input_area"]
	var discarded_area: float = fracture.report["discarded_area"]
	var total := fracture.total_area() + fracture.removed_area + discarded_area
	check(is_equal_within(total, input_area), "%f is the area of %s" % [total, what])
	for index in fracture.size():
		var ring := fracture.ring(index)
		var area := fracture.areas[index]
		check(ring.size() >= 3 and area > 0.0, "ring %d of %s has an area" % [index, what])
		check(is_equal_within(_area(ring), area), "area of ring %d of %s" % [index, what])
		check(_is_simple(ring), "ring %d of %s crosses itself" % [index, what])
		check(
			is_equal_within(_area_of_all(_triangles(fracture, index)), area),
			"triangles of ring %d of %s" % [index, what]
		)
		check(
			is_equal_within(_area_of_all(fracture.convex_parts(index, ring)), area),
			"convex parts of ring %d of %s" % [index, what]
		)


func is_equal_within(one: float, other: float) -> bool:
	return absf(one - other) <= _EXACT * maxf(one, other) + 1e-3


## Returns the patterns that the inspector offers.
func _patterns() -> PackedStringArray:
	for property in CutoutFractureParams.new().get_property_list():
		if property["name"] == "pattern":
			var hint: String = property["hint_string"]
			return hint.split(",")
	return []


## Returns parameters with values from JSON, in the types that the properties have.
func _params_from(values: Dictionary) -> CutoutFractureParams:
	var params := CutoutFractureParams.new()
	for key: String in values:
		if values[key] is Array:
			var list: Array = values[key]
			params.set(key, _vectors(list, typeof(params.get(key))))
		else:
			params.set(key, values[key])
	return params


func _vectors(list: Array, type: int) -> Variant:
	match type:
		TYPE_VECTOR2:
			return _point_of(list)
		TYPE_RECT2:
			return Rect2(_point_of(list.slice(0, 2)), _point_of(list.slice(2)))
		TYPE_PACKED_VECTOR2_ARRAY:
			return _points_of(list)
	return _points_of_each(list)


func _point_of(pair: Array) -> Vector2:
	var x: float = pair[0]
	var y: float = pair[1]
	return Vector2(x, y)


func _points_of(pairs: Array) -> PackedVector2Array:
	var points := PackedVector2Array()
	for pair: Array in pairs:
		points.append(_point_of(pair))
	return points


func _points_of_each(lists: Array) -> Array[PackedVector2Array]:
	var all: Array[PackedVector2Array] = []
	for list: Array in lists:
		all.append(_points_of(list))
	return all


func _triangles(fracture: CutoutFracture, index: int) -> Array[PackedVector2Array]:
	var ring := fracture.ring(index)
	var corners := fracture.triangles(index)
	var all: Array[PackedVector2Array] = []
	for first in range(0, corners.size(), 3):
		all.append([ring[corners[first]], ring[corners[first + 1]], ring[corners[first + 2]]])
	return all


func _area_of_all(outlines: Array[PackedVector2Array]) -> float:
	var total := 0.0
	for outline in outlines:
		var area := _area(outline)
		check(area > 0.0, "a part has the winding of its ring")
		total += area
	return total


## Returns the shoelace area: positive for clockwise on the screen.
func _area(outline: PackedVector2Array) -> float:
	var doubled := 0.0
	for i in range(1, outline.size() - 1):
		doubled += (outline[i] - outline[0]).cross(outline[i + 1] - outline[0])
	return doubled / 2.0


func _is_simple(outline: PackedVector2Array) -> bool:
	var count := outline.size()
	for i in count:
		for j in range(i + 2, count - (1 if i == 0 else 0)):
			var crossing: Variant = Geometry2D.segment_intersects_segment(
				outline[i], outline[i + 1], outline[j], outline[(j + 1) % count]
			)
			if crossing != null:
				return false
	return true
