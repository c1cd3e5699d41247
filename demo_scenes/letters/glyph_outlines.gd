extends RefCounted
## The outlines of a font's glyphs, as rings of points.

## How many straight pieces stand for one curve.
const _CURVE_STEPS := 4
const _ON_CURVE := 1

var _font_rid: RID
var _size: int
var _server: TextServer


func _init(font: Font, size: int) -> void:
	_font_rid = font.get_rids()[0]
	_size = size
	_server = TextServerManager.get_primary_interface()


## Returns the rings of a character, the baseline at y = 0 and y down; none for a blank.
func rings_of(character: String) -> Array[PackedVector2Array]:
	var rings: Array[PackedVector2Array] = []
	var glyph := _server.font_get_glyph_index(_font_rid, _size, character.unicode_at(0), 0)
	var contours := _server.font_get_glyph_contours(_font_rid, _size, glyph)
	var points: PackedVector3Array = contours.get("points", PackedVector3Array())
	var ends: PackedInt32Array = contours.get("contours", PackedInt32Array())
	var start := 0
	for end: int in ends:
		rings.append(_flatten(points.slice(start, end + 1)))
		start = end + 1
	return rings


## Turns a TrueType contour into straight pieces: z tells points on the curve from control points,
## and the middle of two control points is on the curve.
func _flatten(contour: PackedVector3Array) -> PackedVector2Array:
	var ring := PackedVector2Array()
	var count := contour.size()
	for i in count:
		var here := _point(contour[i])
		if roundi(contour[i].z) == _ON_CURVE:
			ring.append(here)
			continue
		var before := contour[(i + count - 1) % count]
		var after := contour[(i + 1) % count]
		var from := _point(before)
		var to := _point(after)
		if roundi(before.z) != _ON_CURVE:
			from = (from + here) / 2.0
		var after_is_on := roundi(after.z) == _ON_CURVE
		if not after_is_on:
			to = (to + here) / 2.0
		for step in range(1, _CURVE_STEPS + (0 if after_is_on else 1)):
			var t := float(step) / _CURVE_STEPS
			ring.append(from.lerp(here, t).lerp(here.lerp(to, t), t))
	return ring


func _point(tagged: Vector3) -> Vector2:
	return Vector2(tagged.x, tagged.y)
