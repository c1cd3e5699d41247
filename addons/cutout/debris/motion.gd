extends RefCounted
## How something moves when it breaks; its pieces go on with that.

## In pixels a second, at the centre of mass.
var linear := Vector2.ZERO
## In radians a second.
var angular := 0.0


## Takes on the motion of the body that [param node] is, or is in.
func _init(node: Node = null) -> void:
	while node != null:
		var body := node as RigidBody2D
		if body != null:
			linear = body.linear_velocity
			angular = body.angular_velocity
			return
		var character := node as CharacterBody2D
		if character != null:
			linear = character.velocity
			return
		node = node.get_parent()
