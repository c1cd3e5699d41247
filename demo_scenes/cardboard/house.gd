extends "model.gd"
## A house: two gables, two walls, and a roof of two sheets.

const _FRONT := preload("house_front.svg")
const _ROOF := preload("roof.svg")
const _SIDE := preload("house_side.svg")
const _DEPTH := 180.0
const _EAVES := 130.0
const _HALF := 100.0
const _OVERHANG := 26.0
const _RIDGE := 220.0
const _UNIT := 0.01

## The colour of its walls.
@export var walls := Color.WHITE
## The colour of its roof.
@export var roof := Color("d9543f")


func _ready() -> void:
	var gable: Array[PackedVector2Array] = [
		PackedVector2Array(
			[
				Vector2(-_HALF, 0),
				Vector2(-_HALF, -_EAVES),
				Vector2(0, -_RIDGE),
				Vector2(_HALF, -_EAVES),
				Vector2(_HALF, 0),
			]
		),
		Sheet.circle(Vector2(0, -162), 19.0),
	]
	var wall: Array[PackedVector2Array] = [Sheet.rectangle(_DEPTH - 14.0, _EAVES)]
	var half_depth := (_DEPTH * 0.5 - 3.5) * _UNIT
	var half_width := (_HALF - 4.0) * _UNIT
	for side: float in [1.0, -1.0]:
		var turn := 0.0 if side > 0.0 else 180.0
		add_outline(gable, walls, _FRONT, at(Vector3(0, 0, half_depth * side), turn))
		add_outline(wall, walls, _SIDE, at(Vector3(half_width * side, 0, 0), 90.0 * side))
		put_on_top(_add_slope(side))


## Adds one half of the roof: its bottom edge overhangs, its top edge is the ridge.
func _add_slope(side: float) -> Sheet:
	var rise := _RIDGE - _EAVES
	var along := Vector2(_HALF, rise).length()
	var up := Vector3(-_HALF * side, rise, 0.0) / along
	var normal := Vector3(rise * side, _HALF, 0.0) / along
	var slope := Basis(up.cross(normal), up, normal)
	var foot := Vector3(_HALF * side, _EAVES, 0.0) * _UNIT - up * _OVERHANG * _UNIT
	var lift := normal * (Sheet.THICKNESS * 0.5 + 0.01)
	var sheet: Array[PackedVector2Array] = [
		Sheet.rectangle(_DEPTH + 2.0 * _OVERHANG, along + _OVERHANG + 3.0)
	]
	return add_outline(sheet, roof, _ROOF, Transform3D(slope, foot + lift))
