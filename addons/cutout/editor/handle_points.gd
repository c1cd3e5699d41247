@tool
extends RefCounted
## The points of [CutoutFractureParams], and the anchors of a [CutoutDestructible2D], that have a
## handle, whatever sort of value holds them: a single point, a list of points, or a list of lines.
##
## All are seen as rows of points: a single point is one row of one.

## The property of a node that has handles beside those of its parameters.
const ANCHORS := "anchors"
## The properties that have handles, and their colour.
const FIELDS: Dictionary[String, Color] = {
	"origin": Color("ffb86b"),
	"impact_point": Color("f25f6a"),
	"line_start": Color("5aa9ff"),
	"line_end": Color("5aa9ff"),
	"points": Color("7fd77f"),
	"segments": Color("5aa9ff"),
	"polylines": Color("5aa9ff"),
	"punch_shape": Color("c58bff"),
	ANCHORS: Color("ffe066"),
}
## Those that points can be added to and taken from.
const LISTS: PackedStringArray = ["points", "segments", "polylines", "punch_shape", ANCHORS]

const _POINTS_A_SEGMENT := 2
# Below this it is no shape.
const _LEAST_CORNERS := 3


## Returns the names of the parameters that have handles with the chosen pattern.
static func fields_of(params: CutoutFractureParams) -> PackedStringArray:
	var shown := PackedStringArray()
	var own: Array = CutoutFractureParams.FIELDS.get(params.pattern, [])
	for field: String in own:
		if FIELDS.has(field):
			shown.append(field)
	return shown


## Returns the list that the chosen pattern has; empty if it has none.
static func list_of(params: CutoutFractureParams) -> String:
	for field in fields_of(params):
		if field in LISTS:
			return field
	return ""


## Returns the rows of a property: copies, which may be changed.
static func rows(holder: Object, field: String) -> Array[PackedVector2Array]:
	var all: Array[PackedVector2Array] = []
	var value: Variant = holder.get(field)
	if value is Vector2:
		var point: Vector2 = value
		all.append(PackedVector2Array([point]))
	elif value is PackedVector2Array:
		var row: PackedVector2Array = value
		all.append(row.duplicate())
	elif value is Array:
		var drawn: Array = value
		for line: PackedVector2Array in drawn:
			all.append(line.duplicate())
	return all


## Returns the value of a property that these rows are.
static func value_of(field: String, all: Array[PackedVector2Array]) -> Variant:
	if field == "polylines":
		return all
	if field in LISTS:
		return all[0] if not all.is_empty() else PackedVector2Array()
	return all[0][0]


## Returns the lines to draw, each from point to point, in the coordinates of the polygon.
static func lines(params: CutoutFractureParams, field: String) -> Array[PackedVector2Array]:
	var drawn: Array[PackedVector2Array] = []
	var place := frame(params, field)
	for row in rows(params, field):
		match field:
			"segments":
				for i in range(1, row.size(), _POINTS_A_SEGMENT):
					drawn.append(place * row.slice(i - 1, i + 1))
			"polylines":
				drawn.append(place * row)
			"punch_shape":
				if row.size() >= _LEAST_CORNERS:
					row.append(row[0])
				drawn.append(place * row)
	return drawn


## Returns what takes a point as it is written down to its place on the polygon: a shape and a
## drawing of cracks lie about the hit, scaled and turned.
static func frame(params: CutoutFractureParams, field: String) -> Transform2D:
	if field == "punch_shape" or (field == "polylines" and params.pattern == "cracks"):
		var scale := params.impact_scale * Vector2.ONE
		return Transform2D(deg_to_rad(params.rotation), scale, 0.0, params.impact_point)
	return Transform2D.IDENTITY


## Returns the rows with one point more at the end. A new row begins if [param begins_row], as far
## as the property has several.
static func added(
	field: String, all: Array[PackedVector2Array], point: Vector2, begins_row: bool
) -> Array[PackedVector2Array]:
	if all.is_empty() or (begins_row and field == "polylines"):
		all.append(PackedVector2Array())
	all[-1].append(point)
	return all


## Returns the rows without a point: without both ends of a segment, since one cuts nothing.
static func removed(
	field: String, all: Array[PackedVector2Array], row: int, index: int
) -> Array[PackedVector2Array]:
	if field == "segments":
		var first := index - index % _POINTS_A_SEGMENT
		if first + 1 < all[row].size():
			all[row].remove_at(first + 1)
		all[row].remove_at(first)
	else:
		all[row].remove_at(index)
	if field == "polylines" and all[row].is_empty():
		all.remove_at(row)
	return all
