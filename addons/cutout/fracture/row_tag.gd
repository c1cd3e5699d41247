extends RefCounted
## The number of a row in the lowest bits of a point, which a shader takes out again.
##
## A canvas item has nothing else that its vertices could carry it in unchanged: colours are
## modulated, and converted. A point loses a millionth of its size. [code]native/row_tag.hpp[/code]
## does the same, and [code]debris/fast_debris.gdshader[/code] the opposite.

# In each of the two numbers.
const _BITS := 4
const _MASK := (1 << _BITS) - 1
# Nearer to 0, those bits would make numbers that are too small for some renderers.
const _NEAR_ZERO := 1.0 / (1 << 20)
const _UNIT := 1.0 / (1 << 23)


## Returns (0, 0) with the number of a row.
static func of_zero(row: int) -> Vector2:
	return Vector2(
		_NEAR_ZERO * (1.0 + (row & _MASK) * _UNIT), _NEAR_ZERO * (1.0 + (row >> _BITS) * _UNIT)
	)


## Returns a point with the number of a row.
static func of_point(point: Vector2, row: int) -> Vector2:
	var bytes := PackedByteArray()
	bytes.resize(4)
	return Vector2(_tagged(bytes, point.x, row & _MASK), _tagged(bytes, point.y, row >> _BITS))


static func _tagged(bytes: PackedByteArray, value: float, bits: int) -> float:
	bytes.encode_float(0, value if absf(value) > _NEAR_ZERO else _NEAR_ZERO)
	bytes.encode_u32(0, bytes.decode_u32(0) & ~_MASK | bits)
	return bytes.decode_float(0)
