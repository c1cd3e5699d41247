extends "model.gd"
## A cardboard box: four sides and a lid.

const _PRINT := preload("box.svg")
const _SIDE := 90.0


func _ready() -> void:
	var half := _SIDE * 0.005 - Sheet.THICKNESS * 0.5
	for i in 4:
		var width := _SIDE if i % 2 == 0 else _SIDE - 14.0
		var turn := Basis(Vector3.UP, i * PI * 0.5)
		var sheet: Array[PackedVector2Array] = [Sheet.rectangle(width, _SIDE)]
		add_outline(sheet, Color.WHITE, _PRINT, Transform3D(turn, turn.z * half))
	var lid: Array[PackedVector2Array] = [Sheet.rectangle(_SIDE, _SIDE)]
	var flat := Basis(Vector3.RIGHT, -PI * 0.5)
	var place := Vector3(0.0, _SIDE * 0.01 + Sheet.THICKNESS * 0.5, _SIDE * 0.005)
	put_on_top(add_outline(lid, Color.WHITE, _PRINT, Transform3D(flat, place)))
