extends RefCounted
## How wood breaks: it snaps across in long teeth, and splits along the grain between them.

const _SLATS := 4
## How far a slat splits beside the hit, and how much farther its tip reaches.
const _SPLIT := 42.0
const _TIP := 95.0
## A piece splits once more for each so many pixels that its size has.
const _SPLIT_STEP := 32.0


## Returns how an upright plank of some width breaks that is hit at [param hit], in its own
## coordinates, in which x is 0 in its middle.
static func snapped_at(hit: Vector2, width: float) -> CutoutFractureParams:
	var sides := PackedFloat32Array()
	for i in _SLATS + 1:
		var shift := randf_range(-0.3, 0.3) if i > 0 and i < _SLATS else 0.0
		sides.append(((i + shift) / _SLATS - 0.5) * width)
	var upper := PackedVector2Array()
	var lower := PackedVector2Array()
	var cuts: Array[PackedVector2Array] = []
	for i in _SLATS + 1:
		upper.append(Vector2(sides[i], hit.y - _SPLIT * randf_range(0.3, 1.0)))
		var slant := randf_range(-1.5, 1.5) if i > 0 and i < _SLATS else 0.0
		lower.append(Vector2(sides[i] + slant, hit.y + _SPLIT * randf_range(0.3, 1.0)))
		if i > 0 and i < _SLATS:
			cuts.append(PackedVector2Array([upper[-1], lower[-1]]))
		if i < _SLATS:
			var tip := lerpf(sides[i], sides[i + 1], randf_range(0.35, 0.65))
			upper.append(Vector2(tip, hit.y - _SPLIT - _TIP * randf()))
			lower.append(Vector2(tip, hit.y + _SPLIT + _TIP * randf()))
	cuts.append(upper)
	cuts.append(lower)
	var params := CutoutFractureParams.new()
	params.pattern = "polyline"
	params.polylines = cuts
	params.extend = false
	params.min_fragment_area = 40.0
	params.max_refracture_depth = 3
	return params


## Returns how a piece of some area splits into slats. It keeps its own coordinates when it falls,
## so that the grain still runs along y.
static func split(area: float) -> CutoutFractureParams:
	var params := CutoutFractureParams.new()
	params.pattern = "parallel"
	params.parallel_angle = 90.0
	params.parallel_angle_rand = 0.06
	params.slice_count = clampi(int(sqrt(area) / _SPLIT_STEP), 1, _SLATS)
	params.noise_amplitude = 2.5
	params.noise_frequency = 0.06
	params.min_fragment_area = 40.0
	params.max_refracture_depth = 3
	params.seed = randi()
	return params
