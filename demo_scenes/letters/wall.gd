extends Node2D
## A wall of small letters, and a word of large ones in front of it.

const GlyphOutlines := preload("glyph_outlines.gd")
const Letter := preload("letter.gd")

const _TITLE := "CUTOUT"
const _TITLE_SIZE := 250
const _TEXT := "MASSDESTRUCTION&ASYNCGENERATION@GODOT#4"
const _SIZE := 58
const _STEP := Vector2(56.0, 66.0)
const _MARGIN := Vector2(14.0, 6.0)
const _COLORS: Array[Color] = [
	Color("ff5e62"),
	Color("ff9966"),
	Color("ffd166"),
	Color("5ee7c8"),
	Color("4aa8ff"),
	Color("9b7bff")
]

## From left to right.
var letters: Array[Letter] = []


func _ready() -> void:
	build()


## Puts every letter there, whole.
func build() -> void:
	for letter in letters:
		letter.queue_free()
	letters.clear()
	var font := ThemeDB.fallback_font
	var screen := get_viewport_rect().size
	_add_small_letters(font, screen)
	_add_title(font, screen)
	letters.sort_custom(func(a: Letter, b: Letter) -> bool: return a.position.x < b.position.x)


func _add_small_letters(font: Font, screen: Vector2) -> void:
	var glyphs := GlyphOutlines.new(font, _SIZE)
	var columns := int((screen.x - _MARGIN.x) / _STEP.x)
	for row in int((screen.y - _MARGIN.y) / _STEP.y):
		for column in columns:
			var character := _TEXT[(row * 7 + column) % _TEXT.length()]
			var letter := _new_letter(character, font, _SIZE, glyphs)
			letter.position = _MARGIN + Vector2(column, row + 0.75) * _STEP
			letter.color = _color_at(letter.position.x / screen.x).darkened(0.4)
			letter.params = {"fragment_count": 6, "seed": row * 100 + column}


func _add_title(font: Font, screen: Vector2) -> void:
	var glyphs := GlyphOutlines.new(font, _TITLE_SIZE)
	var width := font.get_string_size(_TITLE, HORIZONTAL_ALIGNMENT_LEFT, -1, _TITLE_SIZE).x
	var x := (screen.x - width) / 2.0
	for i in _TITLE.length():
		var letter := _new_letter(_TITLE[i], font, _TITLE_SIZE, glyphs)
		letter.position = Vector2(x, screen.y / 2.0 + _TITLE_SIZE * 0.36)
		letter.color = _color_at((x + 60.0) / screen.x).lightened(0.1)
		letter.params = {"fragment_count": 48, "seed": i}
		letter.lands = true
		letter.z_index = 1
		x += font.get_string_size(_TITLE[i], HORIZONTAL_ALIGNMENT_LEFT, -1, _TITLE_SIZE).x


func _new_letter(character: String, font: Font, size: int, glyphs: GlyphOutlines) -> Letter:
	var letter := Letter.new()
	letter.character = character
	letter.font = font
	letter.font_size = size
	letter.rings = glyphs.rings_of(character)
	add_child(letter)
	letters.append(letter)
	return letter


static func _color_at(share: float) -> Color:
	var place := clampf(share, 0.0, 0.999) * (_COLORS.size() - 1)
	return _COLORS[int(place)].lerp(_COLORS[int(place) + 1], place - int(place))
