extends RefCounted
## Paints the picture of a wall, and its relief for the lights.

const Masonry := preload("masonry.gd")

const _MORTAR := Color("8f8274")
const _CLAYS: Array[Color] = [
	Color("a8523a"),
	Color("96452f"),
	Color("b5634a"),
	Color("8a4a3c"),
	Color("a85f42"),
	Color("7b3a2e")
]
const _GRAIN_SIZE := 256
const _GRAIN_STRENGTH := 0.5
## How wide mortar is on each side of a brick, and how wide its rounded edge is.
const _JOINT := 2
const _BEVEL := 2


## Returns the texture of a wall: colours and normals.
static func texture_of(wall: Masonry) -> CanvasTexture:
	var size := Vector2i(wall.size())
	var colors := Image.create(size.x, size.y, false, Image.FORMAT_RGBA8)
	var heights := Image.create(size.x, size.y, false, Image.FORMAT_RGBA8)
	colors.fill(_MORTAR)
	heights.fill(Color.BLACK)
	var random := RandomNumberGenerator.new()
	random.seed = 5
	for row in wall.rows:
		for place in wall.bricks_of(row):
			var inner := Rect2i(place).grow(-_JOINT)
			var clay := _CLAYS[random.randi() % _CLAYS.size()]
			colors.fill_rect(inner, clay.darkened(random.randf() * 0.15))
			for i in _BEVEL + 1:
				var level := (i + 1.0) / (_BEVEL + 1.0) * random.randf_range(0.85, 1.0)
				heights.fill_rect(inner.grow(-i), Color(level, level, level))
	_roughen(colors, Color.BLACK)
	_roughen(heights, Color.BLACK)
	heights.bump_map_to_normal_map(3.0)
	var texture := CanvasTexture.new()
	texture.diffuse_texture = ImageTexture.create_from_image(colors)
	texture.normal_texture = ImageTexture.create_from_image(heights)
	return texture


## Lays noise over an image: a tile of it, again and again.
static func _roughen(image: Image, color: Color) -> void:
	var noise := FastNoiseLite.new()
	noise.frequency = 0.05
	noise.fractal_octaves = 4
	var grain := noise.get_seamless_image(_GRAIN_SIZE, _GRAIN_SIZE)
	var tile := Image.create(_GRAIN_SIZE, _GRAIN_SIZE, false, Image.FORMAT_RGBA8)
	for y in _GRAIN_SIZE:
		for x in _GRAIN_SIZE:
			tile.set_pixel(x, y, Color(color, grain.get_pixel(x, y).r * _GRAIN_STRENGTH))
	var area := Rect2i(0, 0, _GRAIN_SIZE, _GRAIN_SIZE)
	for y in range(0, image.get_height(), _GRAIN_SIZE):
		for x in range(0, image.get_width(), _GRAIN_SIZE):
			image.blend_rect(tile, area, Vector2i(x, y))
