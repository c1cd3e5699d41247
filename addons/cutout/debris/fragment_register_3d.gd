extends "any_register.gd"
## The fragments in space that are alive, and which of them are awake: not every physics engine
## tells.

const Breakup3D := preload("breakup_3d.gd")

## How many are awake, as far as it is known.
var awake := 0


## Adds a fragment of an object that was added.
func add_piece(breakup: Breakup3D, piece: CutoutFragment3D) -> void:
	breakup.pieces.append(piece)
	breakup.known += 1
	breakup.awake += 1
	alive += 1
	awake += 1


func remove(piece: Node) -> bool:
	var fragment := piece as CutoutFragment3D
	if fragment == null or fragment.breakup == null or not fragment in fragment.breakup.pieces:
		return false
	fragment.breakup.pieces.erase(fragment)
	_count_anew(fragment.breakup)
	return true


func _forget_freed(breakup: AnyBreakup) -> void:
	var pieces := breakup.pieces
	for i in range(pieces.size() - 1, -1, -1):
		if not is_instance_valid(pieces[i]):
			pieces.remove_at(i)
	_count_anew(breakup as Breakup3D)


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
