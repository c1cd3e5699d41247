extends "model.gd"
## A row of hills: one wide sheet with a wavy upper edge. It takes more than one ball.

## Its width, in hundredths of a metre.
@export var width := 1400.0
## How high it is at least, and how much its waves add to that.
@export var heights := Vector2(90.0, 120.0)
## How many waves it has.
@export var waves := 2.5
## Its colour.
@export var paint := Color("7fb069")


func _ready() -> void:
	var ring := PackedVector2Array([Vector2(width * 0.5, 0.0), Vector2(-width * 0.5, 0.0)])
	var steps := int(width / 25.0)
	for i in steps + 1:
		var share := i / float(steps)
		var wave := sin(share * TAU * waves + get_index()) + 0.4 * sin(share * TAU * waves * 2.3)
		var height := heights.x + heights.y * (0.5 + wave * 0.36)
		ring.append(Vector2((share - 0.5) * width, -height))
	var sheet := add_outline([ring], paint, null, at(Vector3.ZERO))
	sheet.params.pattern = "poisson"
	sheet.params.min_cell_distance = 0.035
	sheet.max_health = 100.0
	sheet.health = 100.0
	sheet.mass = 12.0
