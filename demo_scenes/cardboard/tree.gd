extends "model.gd"
## A fir: two sheets that cross each other.

const _PRINT := preload("tree.svg")
const _OUTLINE: PackedVector2Array = [
	Vector2(-12, 0),
	Vector2(-12, -34),
	Vector2(-70, -34),
	Vector2(-38, -80),
	Vector2(-56, -80),
	Vector2(-28, -135),
	Vector2(-42, -135),
	Vector2(0, -220),
	Vector2(42, -135),
	Vector2(28, -135),
	Vector2(56, -80),
	Vector2(38, -80),
	Vector2(70, -34),
	Vector2(12, -34),
	Vector2(12, 0),
]

## Its colour.
@export var green := Color("5f9e4f")


func _ready() -> void:
	stands_loss_of = 0
	for turn: float in [35.0, 125.0]:
		var sheet := add_outline([_OUTLINE], green, _PRINT, at(Vector3.ZERO, turn))
		sheet.params.impact_radius = 30.0
		put_on_top(sheet)
