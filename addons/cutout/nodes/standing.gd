extends RefCounted
## The pieces of a broken body that stand, because anchors hold them through their neighbours.

## A piece has come loose.
signal released(piece: CutoutFragment2D)

const Blast := preload("../debris/blast.gd")
const Breakup := preload("../debris/breakup.gd")
const Support := preload("../debris/support.gd")

var _breakup: Breakup
var _lost: PackedInt32Array
var _pieces: Dictionary[int, CutoutFragment2D] = {}
var _support: Support


## Takes over the pieces of [param breakup], all of them frozen bodies.
func _init(breakup: Breakup, anchors: PackedVector2Array) -> void:
	_breakup = breakup
	_support = Support.new(breakup.fracture)
	for point in anchors:
		_support.anchor(nearest(breakup.fracture, point))
	for piece: CutoutFragment2D in breakup.pieces:
		_pieces[piece.index] = piece
		piece.tree_exiting.connect(_on_piece_left.bind(piece.index))


## Lets go what is near a hit, and what falls without that.
func release_at(blast: Blast, radius: float) -> void:
	_release(_near(blast.origin, radius), blast)


## Returns how many pieces stand.
func size() -> int:
	return _support.size()


## Returns the fragment at a place, or the nearest to it; -1 if there is none.
static func nearest(fracture: CutoutFracture, point: Vector2) -> int:
	var best := -1
	var least := INF
	for index in fracture.size():
		if Geometry2D.is_point_in_polygon(point, fracture.ring(index)):
			return index
		var distance := point.distance_squared_to(fracture.centroids[index])
		if distance < least:
			least = distance
			best = index
	return best


## Returns the fragments that stay after a cut: of those that the punch left standing, all that are
## linked to an anchor; without anchors, the largest part.
static func kept_after_cut(
	fracture: CutoutFracture, anchors: PackedVector2Array
) -> PackedInt32Array:
	var support := Support.new(fracture)
	var loose := PackedInt32Array()
	for index in fracture.size():
		if not index in fracture.rest:
			loose.append(index)
	support.remove(loose)
	var held := PackedInt32Array()
	for point in anchors:
		held.append(nearest(fracture, point))
	var kept := PackedInt32Array()
	var largest := 0.0
	for group in support.groups():
		var area := 0.0
		var is_held := false
		for index in group:
			area += fracture.areas[index]
			is_held = is_held or index in held
		if not anchors.is_empty():
			if is_held:
				kept.append_array(group)
		elif area > largest:
			largest = area
			kept = group
	return kept


func _near(point: Vector2, radius: float) -> PackedInt32Array:
	var found := PackedInt32Array()
	var local := _breakup.place.affine_inverse() * point
	var closest := -1
	var least := INF
	for index: int in _pieces:
		if not _support.stands(index):
			continue
		if Geometry2D.is_point_in_polygon(local, _breakup.fracture.ring(index)):
			found.append(index)
			continue
		var distance := point.distance_to(_breakup.place * _breakup.fracture.centroids[index])
		if distance <= radius:
			found.append(index)
		if distance < least:
			least = distance
			closest = index
	if found.is_empty() and closest >= 0:
		found.append(closest)
	return found


func _release(indices: PackedInt32Array, blast: Blast) -> void:
	var falling := _support.release(indices)
	var mass := 0.0
	for index in indices:
		if index in _pieces:
			mass += _pieces[index].mass
	for index in falling:
		var piece: CutoutFragment2D = _pieces.get(index)
		if piece == null:
			continue
		piece.freeze = false
		piece.collision_layer = _breakup.free_layer()
		piece.collision_mask = _breakup.free_mask()
		if blast != null and index in indices:
			var away := piece.global_position - blast.origin
			var speed := blast.speed * blast.strength(away.length())
			piece.linear_velocity = away.normalized() * speed + blast.impulse / maxf(mass, 1e-6)
			piece.angular_velocity = blast.spin * sin(index * 2.4)
		if released.has_connections():
			released.emit(piece)


## A piece is gone: what it held falls. Not now: this may be amid anything.
func _on_piece_left(index: int) -> void:
	_pieces.erase(index)
	_lost.append(index)
	if _lost.size() == 1:
		_release_lost.call_deferred()


func _release_lost() -> void:
	var lost := _lost
	_lost = PackedInt32Array()
	_release(lost, null)
