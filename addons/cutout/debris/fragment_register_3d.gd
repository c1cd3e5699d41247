extends RefCounted
## The fragments in space that are alive, by the objects that they came from, oldest first; which of
## them are awake, and which is the first to go.

const Breakup3D := preload("breakup_3d.gd")
const View3D := preload("view_3d.gd")

# What a frame looks at: at 0.5 µs each that is no matter.
const _SLICE := 128
const _MOST_CANDIDATES := 128

## How many are alive, as far as it is known: some that their owner freed are found a little later.
var alive := 0
## How many of them are awake, as far as it is known. Not every physics engine tells.
var awake := 0
## How many of them collide with other fragments.
var colliding := 0

var _breakups: Array[Breakup3D] = []
var _candidates: Array = []
var _has_candidates := false
var _next := 0


## Adds an object.
func add(breakup: Breakup3D, now_sec: float) -> void:
	breakup.born_sec = now_sec
	_breakups.append(breakup)


## Adds a fragment of an object that was added.
func add_piece(breakup: Breakup3D, piece: CutoutFragment3D) -> void:
	breakup.pieces.append(piece)
	breakup.known += 1
	breakup.awake += 1
	alive += 1
	awake += 1


## Forgets a fragment that is about to be freed. Returns [code]false[/code] if it is not known.
func remove(piece: CutoutFragment3D) -> bool:
	var breakup := piece.breakup
	if breakup == null or not piece in breakup.pieces:
		return false
	breakup.pieces.erase(piece)
	_count_anew(breakup)
	return true


## Looks for fragments that fell asleep or that their owner has freed; returns those that are older
## than [param life_sec], if that is over 0. Some of the objects each time.
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
			func(breakup: Breakup3D) -> bool:
				return not breakup.pieces.is_empty() or not breakup.is_finished
		)
	return overdue


## Returns the fragments that may make room, the last one first: those out of sight, then those
## asleep, then the oldest, but none younger than [param least_sec]. The same for a whole frame.
func candidates(now_sec: float, least_sec: float, view: View3D, viewport: Viewport) -> Array:
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
		for piece: CutoutFragment3D in breakup.pieces:
			if not view.sees(piece.global_position, viewport):
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


func _forget_freed(breakup: Breakup3D) -> void:
	var pieces := breakup.pieces
	for i in range(pieces.size() - 1, -1, -1):
		if not is_instance_valid(pieces[i]):
			pieces.remove_at(i)
	_count_anew(breakup)


## Counts what is left of an object. What has gone took its share of the sums with it.
func _count_anew(breakup: Breakup3D) -> void:
	var awake_now := 0
	var colliding_now := 0
	for item: Variant in breakup.pieces:
		if not is_instance_valid(item):
			continue
		var piece: CutoutFragment3D = item
		if not piece.sleeping and not piece.freeze:
			awake_now += 1
		if piece.collision_mask & piece.collision_layer != 0:
			colliding_now += 1
	alive += breakup.pieces.size() - breakup.known
	breakup.known = breakup.pieces.size()
	awake += awake_now - breakup.awake
	breakup.awake = awake_now
	colliding += colliding_now - breakup.colliding
	breakup.colliding = colliding_now
