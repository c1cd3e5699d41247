extends RefCounted
## Pieces that came one after the other and go in the same order, each after the same life.

const _FADE_SEC := 0.4

var _life_sec: float
var _pieces: Array[CutoutFragment2D] = []
var _births := PackedFloat64Array()
var _oldest := 0


func _init(life_sec: float) -> void:
	_life_sec = life_sec


## Returns how many pieces there are.
func size() -> int:
	return _pieces.size() - _oldest


## Takes pieces in that have just come.
func add(pieces: Array[CutoutFragment2D], clock_sec: float) -> void:
	for piece in pieces:
		_pieces.append(piece)
		_births.append(clock_sec)


## Fades the old pieces, and frees those whose time is over.
func retire(clock_sec: float) -> void:
	while _oldest < _pieces.size() and clock_sec - _births[_oldest] > _life_sec:
		_pieces[_oldest].free()
		_oldest += 1
	for i in range(_oldest, _pieces.size()):
		var left := _life_sec - (clock_sec - _births[i])
		if left > _FADE_SEC:
			break
		_pieces[i].modulate.a = left / _FADE_SEC
