extends "../case.gd"
## Extruded fragments become real meshes: closed, the right way out, of the right volume.

const _DEPTH := 0.25
const _UNITS := 0.01
const _LETTER: PackedVector2Array = [
	Vector2(0, 0),
	Vector2(90, 0),
	Vector2(90, 20),
	Vector2(30, 20),
	Vector2(30, 70),
	Vector2(90, 70),
	Vector2(90, 90),
	Vector2(0, 90),
]
const _HOLE: PackedVector2Array = [Vector2(8, 30), Vector2(20, 30), Vector2(20, 55), Vector2(8, 55)]


func run() -> void:
	var params := CutoutFractureParams.new()
	params.fragment_count = 9
	params.extrude_depth = _DEPTH
	params.units_per_pixel = _UNITS
	params.uv_rect = Rect2(0, 0, 90, 90)
	var fracture := await _broken([_LETTER, _HOLE], params)
	check(fracture.is_extruded() and fracture.size() >= 9, "there are solids")
	for index in fracture.size():
		_check_solid(fracture, index)
	var flat := await _broken(_LETTER, {"fragment_count": 3})
	check(not flat.is_extruded(), "fragments are flat unless a depth is asked for")
	equal(flat.surfaces(0), [], "surfaces of a flat fragment")


func _broken(polygon: Variant, params: Variant) -> CutoutFracture:
	var job := CutoutBatch.get_job(CutoutBatch.submit_fracture(polygon, params))
	await ends_as(job, CutoutJob.State.COMPLETED)
	return job.result


func _check_solid(fracture: CutoutFracture, index: int) -> void:
	var mesh := ArrayMesh.new()
	for arrays in fracture.surfaces(index):
		mesh.add_surface_from_arrays(Mesh.PRIMITIVE_TRIANGLES, arrays)
	var what := "fragment %d" % index
	var ring := fracture.ring(index)
	equal(mesh.get_surface_count(), CutoutFracture.SURFACES, "surfaces of " + what)
	equal(mesh.surface_get_array_len(0), ring.size(), "vertices of the front of " + what)
	equal(mesh.surface_get_array_len(1), ring.size(), "vertices of the back of " + what)
	equal(mesh.surface_get_array_len(2), 4 * ring.size(), "vertices of the side of " + what)
	var corners := fracture.triangles(index).size()
	equal(mesh.surface_get_array_index_len(0), corners, "indices of the front of " + what)
	equal(mesh.surface_get_array_index_len(1), corners, "indices of the back of " + what)
	equal(mesh.surface_get_array_index_len(2), 6 * ring.size(), "indices of the side of " + what)
	_check_front(mesh, fracture, index)
	_check_normals(mesh, what)
	var faces := mesh.get_faces()
	_check_edges(faces, what)
	var volume := 0.0
	for i in range(0, faces.size(), 3):
		# Triangles are clockwise from outside.
		volume -= faces[i].dot(faces[i + 1].cross(faces[i + 2])) / 6.0
	var expected := fracture.areas[index] * _UNITS * _UNITS * _DEPTH
	check(absf(volume - expected) < 1e-3 * expected, "%s has the volume %f" % [what, volume])


func _check_front(mesh: ArrayMesh, fracture: CutoutFracture, index: int) -> void:
	var arrays := mesh.surface_get_arrays(0)
	var positions: PackedVector3Array = arrays[Mesh.ARRAY_VERTEX]
	var uvs: PackedVector2Array = arrays[Mesh.ARRAY_TEX_UV]
	var ring := fracture.ring(index)
	var centroid := fracture.centroids[index]
	var origin := Vector3(centroid.x, -centroid.y, 0.0) * _UNITS
	for i in ring.size():
		var expected := Vector3(ring[i].x * _UNITS, -ring[i].y * _UNITS, _DEPTH / 2.0)
		var found := origin + positions[i]
		check(found.distance_to(expected) < 1e-5, "point %d of fragment %d" % [i, index])
		check(uvs[i].distance_to(ring[i] / 90.0) < 1e-5, "UV %d of fragment %d" % [i, index])


func _check_normals(mesh: ArrayMesh, what: String) -> void:
	for surface in mesh.get_surface_count():
		var arrays := mesh.surface_get_arrays(surface)
		var positions: PackedVector3Array = arrays[Mesh.ARRAY_VERTEX]
		var normals: PackedVector3Array = arrays[Mesh.ARRAY_NORMAL]
		var indices: PackedInt32Array = arrays[Mesh.ARRAY_INDEX]
		for i in range(0, indices.size(), 3):
			var a := positions[indices[i]]
			var wound := (positions[indices[i + 2]] - a).cross(positions[indices[i + 1]] - a)
			for corner in 3:
				var normal := normals[indices[i + corner]]
				check(normal.dot(wound.normalized()) > 0.99, "a normal of %s points out" % what)


## Checks that every edge is there once in each direction, which makes a mesh closed.
func _check_edges(faces: PackedVector3Array, what: String) -> void:
	var edges := {}
	for i in faces.size():
		var after := i + 1 if i % 3 < 2 else i - 2
		var edge := [faces[i], faces[after]]
		check(not edges.has(edge), "an edge of %s is there twice" % what)
		edges[edge] = true
	for edge: Array in edges:
		check(edges.has([edge[1], edge[0]]), "an edge of %s is open" % what)
