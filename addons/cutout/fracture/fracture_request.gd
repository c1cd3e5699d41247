extends RefCounted
## The payload of a fracture job, made from what a caller may pass.


## Returns the payload for a polygon: a [PackedVector2Array], or an [Array] of them with the outline
## first. Logs and returns an empty dictionary if it is something else.
static func make(polygon: Variant, params: Variant) -> Dictionary:
	var rings: Array = polygon if polygon is Array else [polygon]
	var points := PackedVector2Array()
	var offsets := PackedInt32Array([0])
	for ring: Variant in rings:
		if not ring is PackedVector2Array:
			var found := type_string(typeof(ring))
			push_error(
				"Cutout: a ring is %s; pass a PackedVector2Array, or an Array of them." % found
			)
			return {}
		var ring_points: PackedVector2Array = ring
		points.append_array(ring_points)
		offsets.append(points.size())
	return {
		"points": points,
		"offsets": offsets,
		"params": CutoutFractureParams.dictionary_from(params),
	}
