extends "any_register.gd"
## The fragments in the plane that are alive. What they cost to add and to remove counts: there may
## be thousands.


func remove(piece: Node) -> bool:
	var fragment := piece as CutoutFragment2D
	if fragment == null or fragment.breakup == null:
		return false
	var breakup := fragment.breakup
	var place := breakup.pieces.find(fragment)
	if place < 0:
		return false
	breakup.pieces.remove_at(place)
	alive -= 1
	if breakup.colliding > 0 and (fragment.collision_mask & fragment.collision_layer) != 0:
		breakup.colliding -= 1
		colliding -= 1
	return true


func _forget_freed(breakup: AnyBreakup) -> void:
	var pieces := breakup.pieces
	for i in range(pieces.size() - 1, -1, -1):
		if is_instance_valid(pieces[i]):
			continue
		pieces.remove_at(i)
		alive -= 1
		if breakup.colliding > pieces.size():
			breakup.colliding -= 1
			colliding -= 1
