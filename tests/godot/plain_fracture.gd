extends RefCounted
## Breaks a polygon on the main thread with what the engine offers: what a game does without Cutout.
##
## Voronoi cells by clipping a rectangle with one half-plane after the other, each cell intersected
## with the polygon, and for each piece its triangles and convex parts, as a body needs them.


## Returns for each piece its [code]ring[/code], [code]triangles[/code] and [code]parts[/code].
static func fracture(polygon: PackedVector2Array, sites: PackedVector2Array) -> Array[Dictionary]:
	var box := Rect2(polygon[0], Vector2.ZERO)
	for point in polygon:
		box = box.expand(point)
	box = box.grow(1.0)
	var pieces: Array[Dictionary] = []
	for i in sites.size():
		var cell := _cell(sites, i, box)
		for ring in Geometry2D.intersect_polygons(cell, polygon):
			var triangles := Geometry2D.triangulate_polygon(ring)
			var parts := Geometry2D.decompose_polygon_in_convex(ring)
			pieces.append({"ring": ring, "triangles": triangles, "parts": parts})
	return pieces


## Returns the part of [param box] that is nearer to a site than to the others.
static func _cell(sites: PackedVector2Array, index: int, box: Rect2) -> PackedVector2Array:
	var site := sites[index]
	var cell := PackedVector2Array(
		[
			box.position,
			Vector2(box.end.x, box.position.y),
			box.end,
			Vector2(box.position.x, box.end.y),
		]
	)
	for i in sites.size():
		if i != index:
			var normal := sites[i] - site
			cell = _clipped(cell, normal, normal.dot((sites[i] + site) * 0.5))
	return cell


## Returns the part of a convex ring where [param normal] times the point is at most [param limit].
static func _clipped(ring: PackedVector2Array, normal: Vector2, limit: float) -> PackedVector2Array:
	var outside := 0
	for point in ring:
		if normal.dot(point) > limit:
			outside += 1
	if outside == 0:
		return ring
	var kept := PackedVector2Array()
	var last := ring[-1]
	var last_height := normal.dot(last) - limit
	for point in ring:
		var height := normal.dot(point) - limit
		if (height > 0.0) != (last_height > 0.0):
			kept.append(last.lerp(point, last_height / (last_height - height)))
		if height <= 0.0:
			kept.append(point)
		last = point
		last_height = height
	return kept
