@tool
extends RefCounted
## Gives outlines a thickness: the arrays of meshes, and the points of convex hulls.
##
## Outlines are flat, in pixels, with y down, as everywhere in Cutout. In space y points up and the
## front to +z, half of the thickness on either side of z = 0: as workers extrude fragments. This
## here is for what no worker has seen: the whole before it breaks.

const Extrusion3D := preload("extrusion_3d.gd")

const _FRONT_NORMAL := Vector3(0.0, 0.0, 1.0)

## Thickness, in units of length.
var depth := 0.05
## Units of length a pixel.
var units_per_pixel := 0.01
## Where the texture of front and back lies on the outline, in pixels.
var uv_rect := Rect2(0.0, 0.0, 1.0, 1.0)
## How often the texture of the edges repeats in a unit of length.
var side_uv_scale := 1.0


## Returns the same for an outline whose points are measured from [param origin].
func moved_to(origin: Vector2) -> Extrusion3D:
	var other := Extrusion3D.new()
	other.depth = depth
	other.units_per_pixel = units_per_pixel
	other.side_uv_scale = side_uv_scale
	other.uv_rect = Rect2(uv_rect.position - origin, uv_rect.size)
	return other


## Takes a point of the outline to its place half-way between front and back.
func to_space(point: Vector2) -> Vector3:
	return Vector3(point.x * units_per_pixel, -point.y * units_per_pixel, 0.0)


## Takes a place in space to the point of the outline that it lies on.
func to_outline(place: Vector3) -> Vector2:
	return Vector2(place.x, -place.y) / units_per_pixel


## Returns the volume of an area in square pixels, in cubic units.
func volume_of(area: float) -> float:
	return area * units_per_pixel * units_per_pixel * depth


## Returns what a request needs beside its pattern for the fragments to be such solids.
func solid_params() -> Dictionary:
	return {
		"extrude_depth": depth,
		"units_per_pixel": units_per_pixel,
		"uv_rect": uv_rect,
		"side_uv_scale": side_uv_scale,
	}


## Returns the arrays of front, back and side, for [method ArrayMesh.add_surface_from_arrays].
## [param faces] lie side by side and have no holes; [param corners] has the triangles of each, as
## numbers of its points. [param rings] are the edges: the outline of the whole, then its holes.
func surfaces(
	faces: Array[PackedVector2Array],
	corners: Array[PackedInt32Array],
	rings: Array[PackedVector2Array]
) -> Array[Array]:
	return [_face(faces, corners, true), _face(faces, corners, false), _side(rings)]


## Returns the corners of a convex part: those of the front, then those of the back.
func hull(part: PackedVector2Array) -> PackedVector3Array:
	var half := Vector3(0.0, 0.0, depth * 0.5)
	var scale := Vector3(units_per_pixel, -units_per_pixel, 0.0)
	var count := part.size()
	var points := PackedVector3Array()
	points.resize(2 * count)
	for i in count:
		var point := part[i]
		var place := Vector3(point.x, point.y, 0.0) * scale
		points[i] = place + half
		points[count + i] = place - half
	return points


## Returns twice the area of a ring: over 0 if it is clockwise on a screen.
static func doubled_area(ring: PackedVector2Array) -> float:
	var sum := 0.0
	var last := ring[-1]
	for point in ring:
		sum += last.cross(point)
		last = point
	return sum


func _face(
	faces: Array[PackedVector2Array], corners: Array[PackedInt32Array], is_front: bool
) -> Array:
	var positions := PackedVector3Array()
	var uvs := PackedVector2Array()
	var indices := PackedInt32Array()
	var half := Vector3(0.0, 0.0, depth * (0.5 if is_front else -0.5))
	for i in faces.size():
		var first := positions.size()
		var points := faces[i]
		for point in points:
			positions.append(to_space(point) + half)
			uvs.append((point - uv_rect.position) / uv_rect.size)
		var triangles := corners[i]
		for j in range(0, triangles.size(), 3):
			var a := triangles[j]
			var b := triangles[j + 1]
			var c := triangles[j + 2]
			# Clockwise on a screen is clockwise from the front: what the engine shows.
			var is_clockwise := (points[b] - points[a]).cross(points[c] - points[a]) > 0.0
			if is_clockwise != is_front:
				b = triangles[j + 2]
				c = triangles[j + 1]
			indices.append(first + a)
			indices.append(first + b)
			indices.append(first + c)
	var normals := PackedVector3Array()
	normals.resize(positions.size())
	normals.fill(_FRONT_NORMAL if is_front else -_FRONT_NORMAL)
	return _arrays(positions, normals, uvs, indices)


## Four vertices an edge, so that edges look sharp.
func _side(rings: Array[PackedVector2Array]) -> Array:
	var positions := PackedVector3Array()
	var normals := PackedVector3Array()
	var uvs := PackedVector2Array()
	var indices := PackedInt32Array()
	var half := Vector3(0.0, 0.0, depth * 0.5)
	for i in rings.size():
		var ring := rings[i].duplicate()
		# The material is to the right of an outline, and to the right of a hole the other way.
		if (doubled_area(ring) > 0.0) != (i == 0):
			ring.reverse()
		var start := to_space(ring[-1])
		var length := 0.0
		for point in ring:
			var end := to_space(point)
			var along := end - start
			var step := along.length()
			if step == 0.0:
				continue
			var first := positions.size()
			var normal := Vector3(-along.y, along.x, 0.0) / step
			for place: Vector3 in [start + half, end + half, end - half, start - half]:
				positions.append(place)
				normals.append(normal)
			for at: Vector2 in [
				Vector2(length, 0.0),
				Vector2(length + step, 0.0),
				Vector2(length + step, depth),
				Vector2(length, depth),
			]:
				uvs.append(at * side_uv_scale)
			for corner: int in [0, 2, 1, 0, 3, 2]:
				indices.append(first + corner)
			start = end
			length += step
	return _arrays(positions, normals, uvs, indices)


static func _arrays(
	positions: PackedVector3Array,
	normals: PackedVector3Array,
	uvs: PackedVector2Array,
	indices: PackedInt32Array
) -> Array:
	var arrays := []
	arrays.resize(Mesh.ARRAY_MAX)
	arrays[Mesh.ARRAY_VERTEX] = positions
	arrays[Mesh.ARRAY_NORMAL] = normals
	arrays[Mesh.ARRAY_TEX_UV] = uvs
	arrays[Mesh.ARRAY_INDEX] = indices
	return arrays
