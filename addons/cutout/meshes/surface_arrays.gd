extends RefCounted
## Surfaces of a mesh that a worker made, one by one, as [ArrayMesh] takes them.
##
## A mesh is a [Dictionary] of packed arrays; docs/architecture.md lays it down under "Meshes".
## [method surface_count] checks it whole, at a cost that grows with the surfaces and not with the
## vertices; [method add_surface] copies one surface, which is a step for a frame budget.

const _TYPES := {
	"materials": TYPE_PACKED_STRING_ARRAY,
	"positions": TYPE_PACKED_VECTOR3_ARRAY,
	"normals": TYPE_PACKED_VECTOR3_ARRAY,
	"uvs": TYPE_PACKED_VECTOR2_ARRAY,
	"indices": TYPE_PACKED_INT32_ARRAY,
	"vertex_offsets": TYPE_PACKED_INT32_ARRAY,
	"index_offsets": TYPE_PACKED_INT32_ARRAY,
}


## Returns how many surfaces [param mesh] has; -1 and a log line if its arrays do not fit together.
static func surface_count(mesh: Dictionary) -> int:
	var fault := fault_of(mesh)
	if not fault.is_empty():
		push_error("Cutout: a mesh is broken: %s; pass what the worker made." % fault)
		return -1
	var materials: PackedStringArray = mesh["materials"]
	return materials.size()


## Returns what is wrong with the shape of [param mesh]; empty if nothing is.
static func fault_of(mesh: Dictionary) -> String:
	for key: String in _TYPES:
		var type: int = _TYPES[key]
		if typeof(mesh.get(key)) != type:
			return "%s is %s, not %s" % [key, type_string(typeof(mesh.get(key))), type_string(type)]
	var materials: PackedStringArray = mesh["materials"]
	var positions: PackedVector3Array = mesh["positions"]
	var normals: PackedVector3Array = mesh["normals"]
	var uvs: PackedVector2Array = mesh["uvs"]
	var indices: PackedInt32Array = mesh["indices"]
	if normals.size() != positions.size() or not uvs.size() in [0, positions.size()]:
		return (
			"%d positions, %d normals and %d uvs" % [positions.size(), normals.size(), uvs.size()]
		)
	var vertex_offsets: PackedInt32Array = mesh["vertex_offsets"]
	var index_offsets: PackedInt32Array = mesh["index_offsets"]
	if not _cuts(vertex_offsets, materials.size(), positions.size(), 1):
		return "vertex_offsets do not cut %d vertices" % positions.size()
	if not _cuts(index_offsets, materials.size(), indices.size(), 3):
		return "index_offsets do not cut %d indices" % indices.size()
	return ""


## Returns the name of the material of one surface.
static func material_name(mesh: Dictionary, index: int) -> String:
	var materials: PackedStringArray = mesh["materials"]
	return materials[index]


## Returns one surface for [method ArrayMesh.add_surface_from_arrays]. [param mesh] has passed
## [method surface_count].
static func arrays(mesh: Dictionary, index: int) -> Array:
	var vertex_offsets: PackedInt32Array = mesh["vertex_offsets"]
	var index_offsets: PackedInt32Array = mesh["index_offsets"]
	var first := vertex_offsets[index]
	var last := vertex_offsets[index + 1]
	var positions: PackedVector3Array = mesh["positions"]
	var normals: PackedVector3Array = mesh["normals"]
	var uvs: PackedVector2Array = mesh["uvs"]
	var indices: PackedInt32Array = mesh["indices"]
	var surface := []
	surface.resize(Mesh.ARRAY_MAX)
	surface[Mesh.ARRAY_VERTEX] = positions.slice(first, last)
	surface[Mesh.ARRAY_NORMAL] = normals.slice(first, last)
	var uvs_there := uvs.slice(first, last)
	# A mesh may have none: all are zero then.
	uvs_there.resize(last - first)
	surface[Mesh.ARRAY_TEX_UV] = uvs_there
	surface[Mesh.ARRAY_INDEX] = indices.slice(index_offsets[index], index_offsets[index + 1])
	return surface


## Returns the whole mesh, with a material from [param materials] by name where there is one;
## [code]null[/code] and a log line if [param mesh] is broken.
static func make_mesh(mesh: Dictionary, materials: Dictionary = {}) -> ArrayMesh:
	var count := surface_count(mesh)
	if count < 0:
		return null
	var made := ArrayMesh.new()
	for index in count:
		add_surface(made, mesh, index, materials)
	return made


## Adds one surface to [param target], with its material from [param materials] by name and levels
## of detail as the engine takes them. [param mesh] has passed [method surface_count].
static func add_surface(
	target: ArrayMesh,
	mesh: Dictionary,
	index: int,
	materials: Dictionary = {},
	lods: Dictionary = {}
) -> void:
	var title := material_name(mesh, index)
	target.add_surface_from_arrays(Mesh.PRIMITIVE_TRIANGLES, arrays(mesh, index), [], lods)
	var place := target.get_surface_count() - 1
	target.surface_set_name(place, title)
	if materials.has(title):
		var material: Material = materials[title]
		target.surface_set_material(place, material)


## Whether [param offsets] cut [param total] things into [param parts], each a multiple of
## [param unit] and none empty.
static func _cuts(offsets: PackedInt32Array, parts: int, total: int, unit: int) -> bool:
	if offsets.size() != parts + 1 or offsets[0] != 0 or offsets[parts] != total:
		return false
	for part in parts:
		var length := offsets[part + 1] - offsets[part]
		if length <= 0 or length % unit != 0:
			return false
	return true
