extends RefCounted
## The payload of a fracture job, made from what a caller may pass.

const _FEWEST_FRAGMENTS := 2


## Returns the payload for a polygon: a [PackedVector2Array], or an [Array] of them with the outline
## first. Logs and returns an empty dictionary if it is something else.
static func make(polygon: Variant, params: Variant) -> Dictionary:
	var points: PackedVector2Array
	var offsets := PackedInt32Array([0])
	if polygon is PackedVector2Array:
		points = polygon
		offsets.append(points.size())
	else:
		var rings: Array = polygon if polygon is Array else [polygon]
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


## Returns the same request for half as many fragments.
static func halved(payload: Dictionary) -> Dictionary:
	var params: Variant = payload.get("params")
	if not params is Dictionary:
		return payload
	var fewer: Dictionary = params
	var asked: Variant = fewer.get("fragment_count", CutoutFractureParams.new().fragment_count)
	if not asked is int:
		return payload
	var count: int = asked
	fewer = fewer.duplicate()
	fewer["fragment_count"] = maxi(_FEWEST_FRAGMENTS, count >> 1)
	var request := payload.duplicate()
	request["params"] = fewer
	return request
