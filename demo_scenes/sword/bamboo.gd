extends Node2D
## Bamboo against the light.

const _JOINT_STEP := 92.0
const _LEAF_LENGTH := 74.0

@export var stalks := 5
@export var width := 200.0
@export var height := 760.0
@export var color := Color("1d0f1f")


func _draw() -> void:
	var random := RandomNumberGenerator.new()
	random.seed = int(position.x)
	for i in stalks:
		var x := random.randf_range(0.0, width)
		var thickness := random.randf_range(8.0, 20.0)
		var lean := random.randf_range(-40.0, 40.0)
		var foot := Vector2(x, 0.0)
		var y := random.randf_range(20.0, _JOINT_STEP)
		draw_line(foot, foot + Vector2(lean, -height), color, thickness, true)
		while y < height:
			var joint := foot + Vector2(lean * y / height, -y)
			draw_line(
				joint - Vector2(thickness * 0.62, 0),
				joint + Vector2(thickness * 0.62, 0),
				color,
				5.0
			)
			for k in random.randi_range(0, 3):
				_draw_leaf(joint, random.randf_range(-0.5, 1.3), random.randf() < 0.5)
			y += _JOINT_STEP * random.randf_range(0.85, 1.1)


func _draw_leaf(from: Vector2, droop: float, is_left: bool) -> void:
	var along := Vector2(1.0, droop).normalized() * _LEAF_LENGTH
	if is_left:
		along.x = -along.x
	var across := along.orthogonal() * 0.1
	draw_colored_polygon(
		PackedVector2Array(
			[from, from + along * 0.4 + across, from + along, from + along * 0.4 - across]
		),
		color
	)
