extends RefCounted
## Makes convex parts what Godot takes for convex.
##
## Parts are convex where they were computed, but corners that lie almost on one line do not stay so
## when they are rounded and moved, and Godot takes a part for concave if one turns the other way by
## a bit. [code]native/convex_part.cpp[/code] does the same, to a bit.

# A corner counts if the triangle with those next to it is higher than this share of its longest
# side. Godot's test is off by less than a half of that, whichever way around it goes.
const _LEAST_HEIGHT := 1e-6


## Returns a part without the corners at which it does not turn, by more than rounding can undo;
## empty if it has no area. Most parts are as they should be, and returned as they are.
static func strictly_convex(whole: PackedVector2Array) -> PackedVector2Array:
	var part := whole
	var side := _side_of(part)
	var at := 0
	var passed := 0
	# Without one corner, those next to it turn otherwise: on until all that are left have passed in
	# a row.
	while part.size() >= 3 and passed < part.size():
		var count := part.size()
		if _turns(part[at - 1], part[at], part[(at + 1) % count], side):
			at = (at + 1) % count
			passed += 1
			continue
		if part.size() == whole.size():
			part = whole.duplicate()
		part.remove_at(at)
		# Back to the one before.
		at = (at + count - 2) % (count - 1)
		passed = 0
	return part if part.size() >= 3 else PackedVector2Array()


static func _turns(from: Vector2, at: Vector2, to: Vector2, side: float) -> bool:
	var along := at - from
	var across := to - from
	var longest := maxf(
		maxf(_length_squared(along), _length_squared(across)), _length_squared(to - at)
	)
	return _cross(along, across) * side > _LEAST_HEIGHT * longest


## Returns the side to which most of it turns.
static func _side_of(part: PackedVector2Array) -> float:
	var area := 0.0
	for i in range(2, part.size()):
		area += _cross(part[i - 1] - part[0], part[i] - part[0])
	return -1.0 if area < 0.0 else 1.0


# Vector2's own would round to single precision.
static func _cross(one: Vector2, other: Vector2) -> float:
	return one.x * other.y - one.y * other.x


static func _length_squared(point: Vector2) -> float:
	return point.x * point.x + point.y * point.y
