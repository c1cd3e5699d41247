@abstract
extends RefCounted
## The fragments that are alive, by the objects that they came from, oldest first; and which of them
## is the first to go.

const AnyBreakup := preload("any_breakup.gd")
const AnyView := preload("any_view.gd")

# What a frame looks at: at 0.5 µs each that is no matter.
const _SLICE := 128
const _MOST_CANDIDATES := 128

## How many are alive, as far as it is known: some that their owner freed are found a little later.
var alive := 0
## How many of them collide with other fragments.
var colliding := 0

var _breakups: Array[AnyBreakup] = []
var _candidates: Array = []
var _has_candidates := false
var _next := 0


## Adds an object.
func add(breakup: AnyBreakup, now_sec: float) -> void:
	breakup.born_sec = now_sec
	_breakups.append(breakup)


## Forgets a fragment that is about to be freed. Returns [code]false[/code] if it is not known, or
## no fragment.
@abstract func remove(piece: Node) -> bool


## Looks at fragments for what their owner has done to them; returns those that are older than
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
			func(breakup: AnyBreakup) -> bool:
				return not breakup.pieces.is_empty() or not breakup.is_finished
		)
	return overdue


## Returns the fragments that may make room, the last one first: those out of sight, then those
## asleep, then the oldest, but none younger than [param least_sec]. The same for a whole frame.
func candidates(now_sec: float, least_sec: float, view: AnyView, viewport: Viewport) -> Array:
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
		for piece: Node in breakup.pieces:
			if not view.sees_node(piece, viewport):
				unseen.append(piece)
			elif piece.get(&"freeze"):
				continue
			elif piece.get(&"sleeping"):
				asleep.append(piece)
			else:
				others.append(piece)
		if unseen.size() + asleep.size() + others.size() > _MOST_CANDIDATES:
			break
	_candidates = unseen + asleep + others
	_candidates.reverse()
	return _candidates


## Takes those out that are freed.
@abstract func _forget_freed(breakup: AnyBreakup) -> void
