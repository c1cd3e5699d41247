extends Node2D
## A row of spikes: grass when they are small and many, fir trees when they are large.

@export var count := 300
## How far to the right the row goes.
@export var length := 1280.0
@export var least_height := 8.0
@export var most_height := 22.0
## The width of a spike, as a share of its height.
@export var slimness := 0.25
## How far a tip may lean, as a share of the height.
@export var lean := 0.5
@export var color := Color.BLACK
## How far brightness differs.
@export var variation := 0.3
## How many steps a side has: more than one makes a fir.
@export var steps := 1


func _draw() -> void:
	var random := RandomNumberGenerator.new()
	random.seed = 3
	for i in count:
		var height := random.randf_range(least_height, most_height)
		var foot := Vector2((i + random.randf()) * length / count, random.randf_range(0.0, 6.0))
		var tip := Vector2(random.randf_range(-lean, lean), -1.0) * height
		var tint := color.lightened(random.randf() * variation)
		for step in steps:
			var low := tip * (float(step) / steps) * 0.8
			var high := tip * minf(1.0, (step + 1.6) / steps)
			var half := Vector2(height * slimness * (1.0 - float(step) / steps), 0.0)
			draw_colored_polygon(
				PackedVector2Array([foot + low - half, foot + high, foot + low + half]), tint
			)
