extends "../case.gd"
## Every type of road through the real bridge: a mesh whose front faces look out, something to
## collide with, what the result tells of both, and failures that say what is wrong.

const SurfaceArrays := preload("res://addons/cutout/meshes/surface_arrays.gd")

const _BEND: PackedVector3Array = [Vector3(0, 12, 0), Vector3(90, 15, 20), Vector3(160, 12, 90)]
const _ARMS: PackedVector3Array = [Vector3(80, 0, 0), Vector3(0, 0, 80), Vector3(-80, 0, 10)]


func run() -> void:
	await wait_for_workers()
	await _type("standard", _BEND, {}, ["asphalt", "concrete", "marking"])
	await _type("highway", _BEND, {"lod": 2}, ["asphalt", "concrete", "marking"])
	await _type("bridge", _BEND, {}, ["asphalt", "concrete", "marking", "rail"])
	var center := {"center": Vector3.ZERO}
	await _type("intersection", _ARMS, center, ["asphalt", "concrete", "marking"])
	await _curve()
	await _terrain()
	await _failures()
	_misuse()
	_broken_meshes()


func _type(
	type: String, points: PackedVector3Array, options: Dictionary, materials: PackedStringArray
) -> void:
	var wanted := options.merged({"type": type})
	var job: CutoutJob = await CutoutRoads.generate(points, wanted)
	equal(job.error, null, "error of " + type)
	if job.error != null:
		return
	var result: Dictionary = job.result
	var mesh := CutoutRoads.make_mesh(result)
	var names: PackedStringArray = []
	var vertices := 0
	var triangles := 0
	for index in mesh.get_surface_count():
		names.append(mesh.surface_get_name(index))
		vertices += mesh.surface_get_array_len(index)
		triangles += roundi(mesh.surface_get_array_index_len(index) / 3.0)
		equal(
			mesh.surface_get_material(index),
			CutoutRoads.default_materials()[mesh.surface_get_name(index)],
			"material of %s of %s" % [names[-1], type]
		)
		_faces_out(mesh.surface_get_arrays(index), "%s of %s" % [names[-1], type])
	names.sort()
	equal(names, materials, "surfaces of " + type)
	equal(vertices, result["vertices"], "vertices of " + type)
	equal(triangles, result["triangles"], "triangles of " + type)
	check(vertices > 100, "%s has %d vertices" % [type, vertices])
	var bounds := CutoutRoads.bounds_of(result)
	# The engine's box has a size of its own, rounded once more.
	check(
		mesh.get_aabb().grow(1e-4).encloses(bounds) and bounds.grow(1e-4).encloses(mesh.get_aabb()),
		"bounds of %s: %s and %s" % [type, bounds, mesh.get_aabb()]
	)
	await _can_be_driven_on(result, points[0].lerp(points[1], 0.1), type)


## The engine culls triangles that are anticlockwise, so their normals must look the other way than
## the cross product of their sides.
func _faces_out(arrays: Array, what: String) -> void:
	var positions: PackedVector3Array = arrays[Mesh.ARRAY_VERTEX]
	var normals: PackedVector3Array = arrays[Mesh.ARRAY_NORMAL]
	var indices: PackedInt32Array = arrays[Mesh.ARRAY_INDEX]
	var wrong := 0
	for first in range(0, indices.size(), 3):
		var origin := positions[indices[first]]
		var side := positions[indices[first + 1]] - origin
		var other := positions[indices[first + 2]] - origin
		if other.cross(side).dot(normals[indices[first]]) <= 0.0:
			wrong += 1
	equal(wrong, 0, "triangles that look inward in " + what)


## A ray from above meets the road from its front.
func _can_be_driven_on(result: Dictionary, near: Vector3, type: String) -> void:
	var body := StaticBody3D.new()
	var node := CollisionShape3D.new()
	node.shape = CutoutRoads.make_collision(result)
	body.add_child(node)
	add_child(body)
	await get_tree().physics_frame
	await get_tree().physics_frame
	var ray := PhysicsRayQueryParameters3D.create(
		near + Vector3(0, 30, 0), near - Vector3(0, 30, 0)
	)
	ray.hit_back_faces = false
	var space := get_viewport().world_3d.direct_space_state
	var hit := space.intersect_ray(ray)
	check(not hit.is_empty(), "a ray meets the road: " + type)
	if not hit.is_empty():
		var normal: Vector3 = hit["normal"]
		check(normal.y > 0.9, "the road looks up: %s, %s" % [normal, type])
	body.free()


func _curve() -> void:
	var curve := Curve3D.new()
	for point in _BEND:
		curve.add_point(point)
	var job: CutoutJob = await CutoutRoads.generate(curve, {"width": CutoutRoads.WIDTHS["alley"]})
	var result: Dictionary = job.result
	var length: float = result["length"]
	check(absf(length - curve.get_baked_length()) < 1.0, "length %f" % length)
	var points: Array[Vector3] = [Vector3.ZERO, Vector3(0, 0, 50)]
	var other: CutoutJob = CutoutRoads.submit(points, {"markings": false}, {"priority": "high"})
	equal(other.priority, CutoutJob.Priority.HIGH, "priority")
	await ends_as(other, CutoutJob.State.COMPLETED)
	var unmarked: Dictionary = other.result
	var plain := CutoutRoads.make_mesh(unmarked, {"asphalt": null})
	equal(plain.get_surface_count(), 2, "surfaces without markings")
	equal(plain.surface_get_material(0), null, "a material of one's own")


func _terrain() -> void:
	var shape := HeightMapShape3D.new()
	shape.map_width = 33
	shape.map_depth = 17
	var heights := PackedFloat32Array()
	for row in 17:
		for column in 33:
			heights.append(sin(column * 0.4) * 3.0 + row * 0.2)
	shape.map_data = heights
	var terrain := CutoutRoads.terrain_from(shape, Vector3(100, 5, 0), 4.0)
	equal(terrain["origin"], Vector3(36, 5, -32), "where the terrain begins")
	var options := {"fit": "cut", "terrain": terrain, "width": 8.0}
	var ends: PackedVector3Array = [Vector3(50, 0, 0), Vector3(150, 0, 5)]
	var job: CutoutJob = await CutoutRoads.generate(ends, options)
	var result: Dictionary = job.result
	var after: PackedFloat32Array = result["terrain_heights"]
	equal(after.size(), heights.size(), "heights of the terrain that was cut")
	check(after != heights, "the terrain was cut")
	shape.map_data = after
	options["fit"] = "drape"
	job = await CutoutRoads.generate(ends, options)
	result = job.result
	check(not result.has("terrain_heights"), "draping leaves the terrain alone")


func _failures() -> void:
	await _fails({"widht": 8.0}, CutoutError.Code.BAD_PARAMS, "width")
	await _fails({"width": 0.5}, CutoutError.Code.BAD_PARAMS, "from 1 to 200")
	await _fails({"type": "intersection"}, CutoutError.Code.BAD_PARAMS, "center")
	await _fails({"fit": "cut"}, CutoutError.Code.BAD_PARAMS, "terrain")
	await _fails({"type": "motorway"}, CutoutError.Code.BAD_PARAMS, "highway")
	var far: PackedVector3Array = [Vector3(-90000, 0, 0), Vector3(90000, 0, 0)]
	var job: CutoutJob = await CutoutRoads.generate(far)
	equal(job.error.code, CutoutError.Code.TOO_LARGE, "a road that is too long")


func _fails(options: Dictionary, code: CutoutError.Code, word: String) -> void:
	var job: CutoutJob = await CutoutRoads.generate(_BEND, options)
	equal(job.state, CutoutJob.State.FAILED, "state with %s" % options)
	if job.error != null:
		equal(job.error.code, code, "code with %s" % options)
		check(word in job.error.message, "%s says: %s" % [options, job.error.message])


func _misuse() -> void:
	expect_error("points of a road are a String")
	equal(CutoutRoads.generate("here"), null, "a road through a text")
	expect_error("this is no result of a road")
	equal(CutoutRoads.make_mesh({}), null, "a mesh of nothing")
	equal(CutoutRoads.make_collision({}), null, "a shape of nothing")


func _broken_meshes() -> void:
	var sound := {
		"materials": PackedStringArray(["a"]),
		"positions": PackedVector3Array([Vector3.ZERO, Vector3.RIGHT, Vector3.UP]),
		"normals": PackedVector3Array([Vector3.BACK, Vector3.BACK, Vector3.BACK]),
		"uvs": PackedVector2Array([Vector2.ZERO, Vector2.RIGHT, Vector2.UP]),
		"indices": PackedInt32Array([0, 2, 1]),
		"vertex_offsets": PackedInt32Array([0, 3]),
		"index_offsets": PackedInt32Array([0, 3]),
	}
	equal(SurfaceArrays.surface_count(sound), 1, "surfaces")
	equal(SurfaceArrays.make_mesh(sound).get_surface_count(), 1, "surfaces made")
	expect_error("a mesh is broken")
	var faults := {
		"materials": ["a"],
		"normals": PackedVector3Array([Vector3.BACK]),
		"indices": PackedInt32Array([0, 2]),
		"vertex_offsets": PackedInt32Array([0, 2]),
		"index_offsets": PackedInt32Array([0, 3, 3]),
	}
	for key: String in faults:
		var broken := sound.duplicate()
		broken[key] = faults[key]
		equal(SurfaceArrays.surface_count(broken), -1, "surfaces with broken " + key)
		equal(SurfaceArrays.make_mesh(broken), null, "a mesh with broken " + key)
		broken.erase(key)
		equal(SurfaceArrays.surface_count(broken), -1, "surfaces without " + key)
	var empty := {}
	for key: String in sound:
		empty[key] = type_convert([], typeof(sound[key]))
	empty["vertex_offsets"] = PackedInt32Array([0])
	empty["index_offsets"] = PackedInt32Array([0])
	equal(SurfaceArrays.surface_count(empty), 0, "surfaces of nothing")
