extends Node2D
## Racks from the floor to the ceiling, and what is in them: each thing is a [CutoutDestructible2D].

const _BAY := Vector2(80.0, 108.0)
const _BAYS := Vector2i(16, 6)
const _CRATE := preload("crate.svg")
const _BARREL := preload("barrel.svg")
const _PLANK := preload("plank.svg")
const _WINDOW := preload("window.svg")
## What may be in a bay: for each thing its texture, and where its box lies, from the bay's lower
## left corner.
const _ARRANGEMENTS: Array[Array] = [
	[
		[_CRATE, Rect2(11, -46, 46, 46)],
		[_CRATE, Rect2(24, -80, 34, 34)],
		[_BARREL, Rect2(58, -28, 20, 28)]
	],
	[
		[_CRATE, Rect2(9, -34, 34, 34)],
		[_CRATE, Rect2(44, -34, 34, 34)],
		[_CRATE, Rect2(26, -68, 34, 34)],
		[_CRATE, Rect2(31, -92, 24, 24)]
	],
	[
		[_BARREL, Rect2(10, -44, 33, 44)],
		[_BARREL, Rect2(44, -44, 33, 44)],
		[_CRATE, Rect2(28, -74, 30, 30)]
	],
	[
		[_BARREL, Rect2(12, -44, 33, 44)],
		[_CRATE, Rect2(47, -30, 30, 30)],
		[_BARREL, Rect2(14, -88, 33, 44)],
		[_CRATE, Rect2(50, -54, 24, 24)]
	],
	[
		[_CRATE, Rect2(10, -22, 22, 22)],
		[_CRATE, Rect2(33, -22, 22, 22)],
		[_CRATE, Rect2(56, -22, 22, 22)],
		[_CRATE, Rect2(21, -44, 22, 22)],
		[_CRATE, Rect2(44, -44, 22, 22)],
		[_CRATE, Rect2(33, -66, 22, 22)]
	],
	[[_WINDOW, Rect2(13, -92, 62, 88)]],
]
const _TINTS: Array[Color] = [
	Color("ff6b5e"), Color("ffb14a"), Color("4fc3a1"), Color("5a9bff"), Color("c58bff")
]

## Everything that can break, from left to right.
var goods: Array[CutoutDestructible2D] = []

var _chance := RandomNumberGenerator.new()


func _ready() -> void:
	_chance.seed = 11
	for column in _BAYS.x:
		for row in _BAYS.y:
			_fill_bay(Vector2(column, row + 1) * _BAY)
	goods.sort_custom(_is_left_of)


## Returns what can still break within [param radius] of a place.
func standing_near(place: Vector2, radius: float) -> Array[CutoutDestructible2D]:
	var near: Array[CutoutDestructible2D] = []
	for thing in goods:
		if not thing.is_broken and thing.position.distance_to(place) < radius:
			near.append(thing)
	return near


func _fill_bay(corner: Vector2) -> void:
	_add(_PLANK, Rect2(corner + Vector2(0.0, -10.0), Vector2(80.0, 10.0)))
	_add(_PLANK, Rect2(corner + Vector2(0.0, -_BAY.y), Vector2(8.0, _BAY.y - 10.0)))
	var arrangement: Array = _ARRANGEMENTS[_chance.randi_range(0, _ARRANGEMENTS.size() - 1)]
	for item: Array in arrangement:
		var texture: Texture2D = item[0]
		var box: Rect2 = item[1]
		_add(texture, Rect2(corner + box.position + Vector2(0.0, -10.0), box.size))


func _add(texture: Texture2D, box: Rect2) -> void:
	var thing := CutoutDestructible2D.new()
	thing.position = box.get_center()
	thing.polygon = _outline(box.size, 0.12 if texture == _BARREL else 0.0)
	thing.texture = texture
	thing.color = _tint(texture)
	# It stands, and the pieces of others pass it.
	thing.freeze = true
	thing.collision_layer = 0
	thing.mass = box.get_area() * CutoutFragment2D.DENSITY
	thing.explosion_speed = 240.0
	thing.explosion_spin = 6.0
	thing.params = CutoutFractureParams.new()
	thing.params.seed = goods.size()
	thing.params.fragment_count = 5 if texture == _PLANK else 9
	if texture == _WINDOW:
		thing.params.pattern = "radial"
		thing.params.ring_size = 16.0
	add_child(thing)
	goods.append(thing)


func _tint(texture: Texture2D) -> Color:
	if texture == _BARREL:
		return _TINTS[_chance.randi_range(0, _TINTS.size() - 1)]
	if texture == _CRATE:
		return Color.WHITE.darkened(_chance.randf_range(0.0, 0.25))
	return Color.WHITE


## Returns a box whose sides bulge by a share of its width.
static func _outline(size: Vector2, bulge: float) -> PackedVector2Array:
	var half := size / 2.0
	var side := half.x * (1.0 - bulge)
	var ring := PackedVector2Array()
	for step in 5:
		var turn := PI * step / 4.0
		ring.append(Vector2(side + half.x * bulge * sin(turn), -half.y * cos(turn)))
	for step in 5:
		ring.append(-ring[step])
	return ring


static func _is_left_of(one: CutoutDestructible2D, other: CutoutDestructible2D) -> bool:
	return one.position.x < other.position.x
