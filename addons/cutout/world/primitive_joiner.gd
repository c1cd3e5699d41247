extends RefCounted
## Joins primitive meshes to one surface, darker below, where less light comes.

## How far points are moved to and fro, as a share of their distance from the middle.
var roughness := 0.0

var _colors := PackedColorArray()
var _indices := PackedInt32Array()
var _normals := PackedVector3Array()
var _points := PackedVector3Array()


## Adds a mesh, moved to its place.
func add(mesh: PrimitiveMesh, place: Transform3D, color: Color) -> void:
	var arrays := mesh.get_mesh_arrays()
	var points: PackedVector3Array = arrays[Mesh.ARRAY_VERTEX]
	var normals: PackedVector3Array = arrays[Mesh.ARRAY_NORMAL]
	var indices: PackedInt32Array = arrays[Mesh.ARRAY_INDEX]
	var first := _points.size()
	var turn := place.basis.inverse().transposed()
	for i in points.size():
		var point := place * (points[i] * _jitter(points[i]))
		_points.append(point)
		_normals.append((turn * normals[i]).normalized())
		var shade := lerpf(0.62, 1.0, clampf(point.y * 1.4, 0.0, 1.0)) if roughness > 0.0 else 1.0
		_colors.append(Color(color.r * shade, color.g * shade, color.b * shade))
	for index in indices:
		_indices.append(first + index)


## Returns the mesh.
func commit(material: Material) -> ArrayMesh:
	var arrays := []
	arrays.resize(Mesh.ARRAY_MAX)
	arrays[Mesh.ARRAY_VERTEX] = _points
	arrays[Mesh.ARRAY_NORMAL] = _normals
	arrays[Mesh.ARRAY_COLOR] = _colors
	arrays[Mesh.ARRAY_INDEX] = _indices
	var mesh := ArrayMesh.new()
	mesh.add_surface_from_arrays(Mesh.PRIMITIVE_TRIANGLES, arrays)
	mesh.surface_set_material(0, material)
	return mesh


## Depends on the place alone: points that lie on one another stay so.
func _jitter(point: Vector3) -> float:
	var wave := sin(point.x * 17.3 + point.z * 11.1) + sin(point.y * 13.7 - point.x * 7.9)
	return 1.0 + 0.5 * roughness * wave
