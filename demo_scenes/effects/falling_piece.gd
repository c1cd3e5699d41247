extends CutoutFragment2D
## A piece that stands as long as something holds it, and lies on other pieces once nothing does.
##
## Standing pieces are in a layer of their own, which loose ones fall past. Loose ones are drawn in
## front.

const _LOOSE_LAYER := 4
const _LOOSE_Z := 4


## Physics asks only pieces that move.
func _integrate_forces(_state: PhysicsDirectBodyState2D) -> void:
	if z_index != _LOOSE_Z:
		z_index = _LOOSE_Z
		collision_layer = _LOOSE_LAYER
		collision_mask |= _LOOSE_LAYER
