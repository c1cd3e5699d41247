extends CutoutFragment2D
## A piece of wood. Its edges are light where it has broken.

const _FRESH := Color(0.98, 0.82, 0.56, 0.6)
const _FRESH_WIDTH := 1.4
## Of its length: how far an edge that has broken strays from the grain, at least and at most.
const _LEAST_STRAY := 0.004
const _MOST_STRAY := 0.5


func _draw() -> void:
	super()
	for i in outline.size():
		var next := outline[(i + 1) % outline.size()]
		var edge := (next - outline[i]).abs()
		# The sides of the plank are just along the grain, its ends far from it.
		if edge.x > _LEAST_STRAY * edge.y and edge.x < _MOST_STRAY * edge.y:
			draw_line(outline[i], next, _FRESH, _FRESH_WIDTH, true)
