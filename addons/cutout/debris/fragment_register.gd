extends RefCounted
## The fragments that are alive, by the objects that they came from, oldest first; and which of them
## is the first to go.

const Breakup := preload("breakup.gd")

# What a frame looks at: at 0.3 µs each that is no matter.
const _SLICE := 128
const _MOST_CANDIDATES := 128

## How many are alive, as far as it is known: some that their owner freed are found a little later.
var alive := 0
## How many of them collide with other fragments.
var colliding := 0

var _breakups: Array[Breakup] = []
var _candidates: Array = []
var _has_candidates := false
var _next := 0


## Adds an object; its fragments are counted in [member alive] as they come.
func add(breakup: Breakup, now_sec: float) -> void:
	breakup.born_sec = now_sec
	_breakups.append(breakup)


## Forgets a fragment that is about to be freed. Returns [code]false[/code] if it is not known.
func remove(piece: CutoutFragment2D) -> bool:
	var breakup := piece.breakup
	if breakup == null:
		return false
	var place := breakup.pieces.find(piece)
	if place < 0:
		return false
	breakup.pieces.remove_at(place)
	alive -= 1
	if breakup.colliding > 0 and (piece.collision_mask & piece.collision_layer) != 0:
		breakup.colliding -= 1
		colliding -= 1
	return true


## Looks for fragments that their owner has freed; returns those that are older than
## [param life_sec], if that is over 0. Some of the objects each time.
func sweep(now_sec: float, life_sec: float) -> Array:
	_candidates.clear()
	_has_candidates = false
	var overdue := []
	var seen := 0
	for i in _breakups.size():
		if seen >= _SLICE:
			break
		_next = _next + 1 if _next + 1 < _breakups.size() else 0
		var breakup := _breakups[_next]
		seen += breakup.pieces.size() + 1
		_forget_freed(breakup)
		if life_sec > 0.0 and now_sec - breakup.born_sec > life_sec:
			overdue.append_array(breakup.pieces)
	if _next == 0 and seen > 0:
		_breakups = _breakups.filter(
			func(breakup: Breakup) -> bool:
				return not breakup.pieces.is_empty() or not breakup.is_finished
		)
	return overdue


## Returns the fragments that may make room, the last one first: those out of sight, then those
## asleep, then the oldest, but none younger than [param least_sec]. The same for a whole frame.
func candidates(now_sec: float, least_sec: float, view: Rect2) -> Array:
	if _has_candidates:
		return _candidates
	_has_candidates = true
	var unseen := []
	var asleep := []
	var others := []
	for breakup in _breakups:
		if now_sec - breakup.born_sec < least_sec:
			break
		_forget_freed(breakup)
		for piece: CutoutFragment2D in breakup.pieces:
			if not view.has_point(piece.global_position):
				unseen.append(piece)
			elif piece.freeze:
				continue
			elif piece.sleeping:
				asleep.append(piece)
			else:
				others.append(piece)
		if unseen.size() + asleep.size() + others.size() > _MOST_CANDIDATES:
			break
	_candidates = unseen + asleep + others
	_candidates.reverse()
	return _candidates


func _forget_freed(breakup: Breakup) -> void:
	var pieces := breakup.pieces
	for i in range(pieces.size() - 1, -1, -1):
		if is_instance_valid(pieces[i]):
			continue
		pieces.remove_at(i)
		alive -= 1
		if breakup.colliding > pieces.size():
			breakup.colliding -= 1
			colliding -= 1
