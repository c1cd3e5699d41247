extends "../mesh_case.gd"
## Real files through the kind [code]mesh_load[/code]: axes, scale, levels of detail, collision,
## reports, and errors that say what to do.

const _HEADER := 84
const _TRIANGLE := 50
## A box of 1 by 2 by 3: the corners of its triangles, anticlockwise from outside, z up.
const _SIZE := Vector3(1, 2, 3)

var _loader: CutoutMeshLoader


func run() -> void:
	await prepare()
	_loader = CutoutMeshLoader.new()
	add_child(_loader)
	facts["defaults"] = _loader.request_of("", "")["options"]
	await _axes()
	await _details()
	await _places()
	await _failures()
	_loader.queue_free()
	clean()


func _axes() -> void:
	var path := _write_box("box.stl", 1)
	var mesh := await _load(path)
	equal(mesh.get_aabb(), AABB(Vector3.ZERO, _SIZE), "a box as it is")
	_looks_out(mesh, "a box as it is")
	_loader.up = "z"
	_loader.scale = 0.5
	mesh = await _load(path)
	var turned := AABB(Vector3(0, 0, -1), Vector3(0.5, 1.5, 1))
	equal(mesh.get_aabb(), turned, "a box with z up, at half its size")
	_looks_out(mesh, "a box with z up")
	var report := CutoutMeshLoader.report_of(mesh)
	equal(report["triangles"], 12, "triangles in the report")
	equal(report["is_watertight"], true, "the box is closed")
	_loader.up = "y"
	_loader.scale = 1.0


func _details() -> void:
	_loader.lods = 3
	_loader.collision = "hull"
	var path := _write_box("fine.stl", 12)
	var mesh := await _load(path)
	var surface := RenderingServer.mesh_get_surface(mesh.get_rid(), 0)
	var levels: Array = surface["lods"]
	check(not levels.is_empty(), "a fine box has levels of detail")
	var hull := CutoutMeshLoader.collision_of(mesh) as ConvexPolygonShape3D
	check(hull != null and hull.points.size() >= 8, "the hull of a box")
	_loader.lods = 0
	_loader.collision = "trimesh"
	mesh = await _load(path)
	var faces := CutoutMeshLoader.collision_of(mesh) as ConcavePolygonShape3D
	equal(faces.get_faces().size(), 12 * 12 * 12 * 3, "corners of the triangles to collide with")
	_loader.collision = "none"
	mesh = await _load(path)
	equal(CutoutMeshLoader.collision_of(mesh), null, "nothing to collide with")


## Where files may lie, and how a game may name them.
func _places() -> void:
	var path := _write_box("placed.stl", 1)
	check(await _load(path) != null, "a file in user://")
	check(await _load(ProjectSettings.globalize_path(path)) != null, "by its full path")
	var shared: String = arguments["root"]
	var outside := shared.path_join("shared.stl")
	DirAccess.copy_absolute(ProjectSettings.globalize_path(path), outside)
	check(await _load(outside) != null, "a file in a folder of the setting")
	var beside := ProjectSettings.globalize_path("res://").path_join("beside.stl")
	DirAccess.copy_absolute(ProjectSettings.globalize_path(path), beside)
	check(await _load("res://beside.stl") != null, "a file in res://")
	check(await _load("beside.stl") != null, "a file beside the game")


func _failures() -> void:
	await _fails(folder.path_join("none.stl"), CutoutError.Code.FILE_MISSING, "none.stl")
	await _fails("res://none.stl", CutoutError.Code.FILE_MISSING, "none.stl")
	await _fails("/etc/hostname", CutoutError.Code.BAD_PATH, "cutout/files/roots")
	await _fails(folder + "/../../../../../../../etc/hostname", CutoutError.Code.BAD_PATH, "roots")
	var file := FileAccess.open(folder.path_join("broken.stl"), FileAccess.WRITE)
	var facet := "outer loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 0 1 0\nendloop\nendfacet\n"
	file.store_string("solid broken\nfacet normal 0 0 one\n%sendsolid broken\n" % facet)
	file.close()
	await _fails(folder.path_join("broken.stl"), CutoutError.Code.BAD_FILE, "line 2")
	_loader.fallback = true
	var cube := await _load(folder.path_join("broken.stl"))
	check(cube != null and cube.get_aabb().size == Vector3.ONE, "a cube stands in")
	_loader.fallback = false
	_loader.scale = -1.0
	await _fails(folder.path_join("box.stl"), CutoutError.Code.BAD_PARAMS, "scale")
	_loader.scale = 1.0


func _fails(path: String, code: CutoutError.Code, word: String) -> void:
	var job := _loader.load_mesh(path)
	await ends_as(job, CutoutJob.State.FAILED)
	if job.error != null:
		equal(job.error.code, code, "code of %s: %s" % [path, job.error])
		check(word in job.error.message, "message of %s: %s" % [path, job.error])


func _load(path: String) -> ArrayMesh:
	var job := _loader.load_mesh(path)
	await ends_as(job, CutoutJob.State.COMPLETED)
	return job.result


## The engine culls triangles that are anticlockwise.
func _looks_out(mesh: ArrayMesh, what: String) -> void:
	var arrays := mesh.surface_get_arrays(0)
	var positions: PackedVector3Array = arrays[Mesh.ARRAY_VERTEX]
	var normals: PackedVector3Array = arrays[Mesh.ARRAY_NORMAL]
	var indices: PackedInt32Array = arrays[Mesh.ARRAY_INDEX]
	var middle := mesh.get_aabb().get_center()
	for first in range(0, indices.size(), 3):
		var origin := positions[indices[first]]
		var side := positions[indices[first + 1]] - origin
		var outward := (positions[indices[first + 2]] - origin).cross(side)
		check(outward.dot(origin - middle) > 0.0, "a triangle looks inward: " + what)
		check(outward.dot(normals[indices[first]]) > 0.0, "a normal looks inward: " + what)


## Writes a box whose sides are cut into so many squares a side.
func _write_box(title: String, cuts: int) -> String:
	var content := PackedByteArray()
	var count := 12 * cuts * cuts
	content.resize(_HEADER + count * _TRIANGLE)
	content.encode_u32(_HEADER - 4, count)
	var place := _HEADER
	for axis in 3:
		for side: int in [0, 1]:
			for cell in cuts * cuts:
				var low := Vector2(cell % cuts, floori(cell / float(cuts))) / cuts
				var high := low + Vector2.ONE / cuts
				var corners: Array[Vector2] = [
					low, Vector2(high.x, low.y), high, Vector2(low.x, high.y)
				]
				if side == 0:
					corners.reverse()
				for triangle: Array in [[0, 1, 2], [0, 2, 3]]:
					for corner in 3:
						var on_side := corners[triangle[corner]]
						var at := place + 12 + 12 * corner
						for step in 3:
							var value: float = [side, on_side.x, on_side.y][step]
							var along := (axis + step) % 3
							content.encode_float(at + 4 * along, value * _SIZE[along])
					place += _TRIANGLE
	var path := folder.path_join(title)
	var file := FileAccess.open(path, FileAccess.WRITE)
	file.store_buffer(content)
	file.close()
	return path
