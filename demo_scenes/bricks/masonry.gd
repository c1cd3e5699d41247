extends RefCounted
## Where the bricks of a wall are: every other row begins with half a brick.

## The size of a brick, with its mortar.
var brick := Vector2(42.0, 20.0)
var columns := 20
var rows := 20


## Returns the size of the wall.
func size() -> Vector2:
	return Vector2(columns, rows) * brick


## Returns the bricks of a row, from left to right, in the wall's coordinates.
func bricks_of(row: int) -> Array[Rect2]:
	var found: Array[Rect2] = []
	var x := -brick.x * 0.5 * (row % 2)
	while x < size().x:
		var place := Rect2(Vector2(x, row * brick.y), brick)
		found.append(place.intersection(Rect2(Vector2.ZERO, size())))
		x += brick.x
	return found


## Returns how the wall breaks: along the mortar.
func fracture_params() -> CutoutFractureParams:
	var cuts: Array[PackedVector2Array] = []
	for row in rows:
		var top := row * brick.y
		if row > 0:
			# A cut that ends inside cuts nothing: these reach over both ends.
			cuts.append(PackedVector2Array([Vector2(-1.0, top), Vector2(size().x + 1.0, top)]))
		for place: Rect2 in bricks_of(row).slice(1):
			var x := place.position.x
			cuts.append(PackedVector2Array([Vector2(x, top), Vector2(x, top + brick.y)]))
	var params := CutoutFractureParams.new()
	params.pattern = "polyline"
	params.polylines = cuts
	params.extend = false
	# Where an arch cuts a corner off a brick, the corner stays with its neighbour.
	params.min_fragment_area = brick.x * brick.y * 0.2
	return params


## Returns the wall's outline: battlements on top, and a gate.
func outline() -> PackedVector2Array:
	var whole := size()
	var ring := PackedVector2Array([Vector2(0.0, whole.y)])
	var step := brick.x * 2.0
	for i in columns / 2.0:
		var height := 0.0 if int(i) % 2 == 0 else brick.y * 3.0
		ring.append(Vector2(i * step, height))
		ring.append(Vector2((i + 1.0) * step, height))
	ring.append(whole)
	var half_gate := brick.x * 2.0
	var spring := whole.y - brick.y * 5.0
	var middle := Vector2(whole.x / 2.0, spring)
	ring.append(Vector2(middle.x + half_gate, whole.y))
	for i in 17:
		ring.append(middle + Vector2.from_angle(-PI * i / 16.0) * half_gate)
	ring.append(Vector2(middle.x - half_gate, whole.y))
	return ring


## Returns the windows.
func holes() -> Array[PackedVector2Array]:
	var found: Array[PackedVector2Array] = []
	for column: float in [3.5, columns - 4.5]:
		var top_left := Vector2(column, 8.0) * brick
		var half := brick.x * 0.5
		var window := PackedVector2Array()
		for i in 9:
			var around := Vector2.from_angle(PI + PI * i / 8.0) * half
			window.append(top_left + Vector2(half, half) + around)
		window.append(top_left + Vector2(half * 2.0, brick.y * 4.0))
		window.append(top_left + Vector2(0.0, brick.y * 4.0))
		found.append(window)
	return found


## Returns places in the bottom row: the ground holds what is there.
func footing() -> PackedVector2Array:
	var places := PackedVector2Array()
	for place in bricks_of(rows - 1):
		places.append(place.get_center())
	return places
