extends "debris_limits.gd"
## How much debris a game bears in space. What has no setting of its own there is as in the plane.

## Fragments smaller than this are none for physics, in square units.
var small_area_3d := 0.003
## How many fragments may fly without physics before what broke shrinks in one piece.
var fast_3d := 300


func _init() -> void:
	super()
	awake = Settings.debris_limit("awake_3d")
	bodies = Settings.debris_limit("bodies_3d")
	fast_3d = Settings.debris_limit("fast_3d")
	small_area_3d = Settings.debris_limit("small_area_3d")
