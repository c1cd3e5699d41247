extends CutoutFragment2D
## A shard of glass with a bright edge, so that cracks show in what still stands.

const _EDGE := Color(1.0, 0.97, 0.9, 0.42)


func _draw() -> void:
	super()
	var edge := outline.duplicate()
	edge.append(outline[0])
	draw_polyline(edge, _EDGE, 1.0, true)
