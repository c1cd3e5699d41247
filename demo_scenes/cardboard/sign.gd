extends "model.gd"
## A word: a sheet for each letter.

const GlyphOutlines := preload("../letters/glyph_outlines.gd")

const _SIZE := 200

## What it says.
@export var text := "CUTOUT"
## The colours of its letters, in turn.
@export var colors := PackedColorArray([Color.WHITE])


func _ready() -> void:
	stands_loss_of = 100
	var font := ThemeDB.fallback_font
	var glyphs := GlyphOutlines.new(font, _SIZE)
	var width := font.get_string_size(text, HORIZONTAL_ALIGNMENT_LEFT, -1, _SIZE).x
	var x := -width * 0.005
	for i in text.length():
		var rings := glyphs.rings_of(text[i])
		if not rings.is_empty():
			add_outline(rings, colors[i % colors.size()], null, at(Vector3(x, 0.0, 0.0)))
		x += font.get_string_size(text[i], HORIZONTAL_ALIGNMENT_LEFT, -1, _SIZE).x * 0.01
