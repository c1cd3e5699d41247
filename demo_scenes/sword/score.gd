extends CanvasLayer
## Points: each cut of a stroke counts one more than the cut before.

const _POP_SCALE := 1.35
const _POP_SEC := 0.18
const _STAY_SEC := 0.8
const _FADE_SEC := 1.2

var _combo := 0
var _points := 0

@onready var _combo_label: Label = $Combo
@onready var _count_label: Label = $Count


## From here on, cuts count from one again.
func begin_stroke() -> void:
	_combo = 0


## Something has been cut.
func count_cut() -> void:
	_combo += 1
	_points += _combo
	_count_label.text = str(_points)
	if _combo < 2:
		return
	_combo_label.text = "%d in one stroke" % _combo
	_combo_label.modulate.a = 1.0
	_combo_label.scale = Vector2.ONE * _POP_SCALE
	var pop := create_tween()
	pop.tween_property(_combo_label, ^"scale", Vector2.ONE, _POP_SEC)
	pop.tween_property(_combo_label, ^"modulate:a", 0.0, _FADE_SEC).set_delay(_STAY_SEC)
