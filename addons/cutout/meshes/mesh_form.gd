extends RefCounted
## The result of the kind [code]mesh_load[/code] as an [ArrayMesh].
##
## docs/architecture.md lays the result down. Touches no node, so that a thread may do it.

const SurfaceArrays := preload("surface_arrays.gd")

## What a mesh carries besides its surfaces, as metadata.
const REPORT := &"cutout_report"
const COLLISION := &"cutout_collision"
const BYTES := &"cutout_bytes"
const FILE_HASH := &"cutout_file_hash"


## Returns what is wrong with the shape of [param result]; empty if nothing is.
static func fault_of(result: Variant) -> String:
	if not result is Dictionary:
		return "it is %s, not Dictionary" % type_string(typeof(result))
	var parts: Dictionary = result
	for key: String in ["mesh", "lods", "report"]:
		if not parts.get(key) is Dictionary:
			return "%s is %s, not Dictionary" % [key, type_string(typeof(parts.get(key)))]
	if not parts.get("collision") is PackedVector3Array:
		return "collision is %s" % type_string(typeof(parts.get("collision")))
	var mesh: Dictionary = parts["mesh"]
	var fault := SurfaceArrays.fault_of(mesh)
	if not fault.is_empty():
		return fault
	var materials: PackedStringArray = mesh["materials"]
	if materials.size() > RenderingServer.MAX_MESH_SURFACES:
		return "%d surfaces; a mesh has at most 256" % materials.size()
	var lods: Dictionary = parts["lods"]
	return _fault_of_lods(lods, materials.size())


## Fills a mesh from a result that has passed [method fault_of], with materials by name.
## [param collision] is what the shape is made of: [code]none hull trimesh[/code].
static func fill(
	made: ArrayMesh, result: Dictionary, materials: Dictionary, collision: String
) -> void:
	var source: Dictionary = result["mesh"]
	var lods: Dictionary = result["lods"]
	var titles: PackedStringArray = source["materials"]
	for index in titles.size():
		var levels := _levels_of(lods, index, titles.size())
		SurfaceArrays.add_surface(made, source, index, materials, levels)
	var points: PackedVector3Array = result["collision"]
	if not points.is_empty():
		made.set_meta(COLLISION, [collision, points])
	made.set_meta(REPORT, result["report"])
	made.set_meta(BYTES, _bytes_of(source, lods, points))


## Returns the shape of a mesh, or [code]null[/code]. It is made when it is first asked for: not
## every physics engine lets a thread do that.
static func shape_of(made: Mesh) -> Shape3D:
	if not made.has_meta(COLLISION):
		return null
	var kept: Variant = made.get_meta(COLLISION)
	if kept is Array:
		var parts: Array = kept
		var collision: String = parts[0]
		var points: PackedVector3Array = parts[1]
		kept = _new_shape(points, collision)
		made.set_meta(COLLISION, kept)
	return kept


static func _fault_of_lods(lods: Dictionary, surfaces: int) -> String:
	if not (
		lods.get("errors") is PackedFloat32Array
		and lods.get("offsets") is PackedInt32Array
		and lods.get("indices") is PackedInt32Array
	):
		return "lods lack errors, offsets or indices"
	var errors: PackedFloat32Array = lods["errors"]
	var offsets: PackedInt32Array = lods["offsets"]
	var indices: PackedInt32Array = lods["indices"]
	if errors.is_empty() and offsets.size() <= 1 and indices.is_empty():
		return ""
	var ends := PackedInt32Array([0, indices.size()])
	if surfaces == 0 or errors.size() % surfaces != 0:
		return "%d levels of detail for %d surfaces" % [errors.size(), surfaces]
	if offsets.size() != errors.size() + 1 or ends != PackedInt32Array([offsets[0], offsets[-1]]):
		return "lods' offsets do not cut %d indices" % indices.size()
	for level in errors.size():
		var length := offsets[level + 1] - offsets[level]
		if length < 0 or length % 3 != 0:
			return "level of detail %d has %d indices" % [level, length]
	return ""


## Returns the levels of one surface as [method ArrayMesh.add_surface_from_arrays] takes them.
static func _levels_of(lods: Dictionary, surface: int, surfaces: int) -> Dictionary:
	var errors: PackedFloat32Array = lods["errors"]
	var offsets: PackedInt32Array = lods["offsets"]
	var indices: PackedInt32Array = lods["indices"]
	var count := floori(errors.size() / float(surfaces))
	var levels := {}
	for level in range(surface * count, (surface + 1) * count):
		if offsets[level + 1] > offsets[level]:
			levels[errors[level]] = indices.slice(offsets[level], offsets[level + 1])
	return levels


static func _new_shape(points: PackedVector3Array, collision: String) -> Shape3D:
	if collision == "hull":
		var hull := ConvexPolygonShape3D.new()
		hull.points = points
		return hull
	var faces := ConcavePolygonShape3D.new()
	faces.set_faces(points)
	return faces


## What the engine keeps of it, in bytes, without the compression that some drivers know.
static func _bytes_of(mesh: Dictionary, lods: Dictionary, points: PackedVector3Array) -> int:
	var positions: PackedVector3Array = mesh["positions"]
	var indices: PackedInt32Array = mesh["indices"]
	var of_lods: PackedInt32Array = lods["indices"]
	return positions.size() * 32 + (indices.size() + of_lods.size()) * 4 + points.size() * 12 + 1024
