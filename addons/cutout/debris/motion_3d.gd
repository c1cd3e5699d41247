extends RefCounted
## How something in space moves when it breaks; its pieces go on with that.

## In units a second, at the centre of mass.
var linear := Vector3.ZERO
## About the axis it points along, in radians a second.
var angular := Vector3.ZERO


## Takes on the motion of the body that [param node] is, or is in.
func _init(node: Node = null) -> void:
	while node != null:
		var body := node as RigidBody3D
		if body != null:
			linear = body.linear_velocity
			angular = body.angular_velocity
			return
		var character := node as CharacterBody3D
		if character != null:
			linear = character.velocity
			return
		node = node.get_parent()
