extends Node3D
## Frees what it is told to as soon as it is there.

## "root", "parent" or "self".
@export var victim := ""


func _ready() -> void:
	match victim:
		"root":
			get_parent().free.call_deferred()
		"parent":
			get_parent().get_parent().queue_free()
		"self":
			queue_free()
