extends Button
## A demo on the menu: its shape comes apart while it is looked at.

const Vignette := preload("vignette.gd")

const _AT_REST := 0.05
const _LOOKED_AT := 0.36
const _SLOWNESS := 9.0

var _color := Color.WHITE

@onready var _sentence: Label = %Sentence
@onready var _title: Label = %Title
@onready var _vignette: Vignette = %Vignette


func _process(delta: float) -> void:
	var wanted := _LOOKED_AT if has_focus() or is_hovered() else _AT_REST
	_vignette.apart = lerpf(_vignette.apart, wanted, 1.0 - exp(-_SLOWNESS * delta))


## Shows a demo of the table.
func show_demo(demo: Dictionary) -> void:
	_color = demo["color"]
	_title.text = demo["title"]
	_sentence.text = demo["sentence"]
	_title.add_theme_color_override(&"font_color", _color.lightened(0.35))
	for state: StringName in [&"normal", &"hover", &"pressed", &"focus"]:
		add_theme_stylebox_override(state, _box(state))
	_vignette.show_shape(demo)


## Returns whether its shape can come apart.
func is_broken() -> bool:
	return _vignette.is_broken()


func _box(state: StringName) -> StyleBoxFlat:
	var box := StyleBoxFlat.new()
	box.set_corner_radius_all(12)
	box.bg_color = Color("171b2b").lerp(_color, 0.05 if state == &"normal" else 0.14)
	box.border_color = Color(_color, 0.22)
	box.set_border_width_all(1)
	if state == &"focus":
		box.draw_center = false
		box.border_color = _color
		box.set_border_width_all(2)
	return box
