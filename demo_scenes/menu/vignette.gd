extends Control
## A shape that comes apart, and together again, as far as [member apart] says.
##
## Workers break it once; its fragments are then drawn in place, as outlines.

const _RADIUS := 54.0

## How far the fragments are from where they belong, as a share of their way from the middle.
var apart := 0.0:
	set(value):
		apart = value
		queue_redraw()

var _color := Color.WHITE
var _fracture: CutoutFracture
var _ring := PackedVector2Array()


## Returns whether there is something to come apart.
func is_broken() -> bool:
	return _fracture != null


## Draws the shape of a demo, and breaks it.
func show_shape(demo: Dictionary) -> void:
	_color = demo["color"]
	_ring = _outline(demo)
	var job := CutoutBatch.get_job(CutoutBatch.submit_fracture(_ring, demo["params"]))
	job.finished.connect(_on_job_finished)


func _draw() -> void:
	var middle := size / 2.0
	if not is_broken():
		draw_set_transform(middle)
		draw_colored_polygon(_ring, _color.darkened(0.3))
		return
	for i in _fracture.size():
		var centre := _fracture.centroids[i]
		var turn := apart * 1.3 * sin(i * 2.4)
		draw_set_transform(middle + centre * (1.0 + apart), turn)
		# Lit from above, each a little different.
		var light := 0.12 - centre.y / _RADIUS * 0.22 + 0.1 * sin(i * 1.7)
		var shade := _color.lightened(light) if light > 0.0 else _color.darkened(-light)
		draw_colored_polygon(_fracture.local_ring(i), shade)


func _on_job_finished(job: CutoutJob) -> void:
	if job.error != null:
		return
	_fracture = job.result
	queue_redraw()


static func _outline(demo: Dictionary) -> PackedVector2Array:
	var corners: int = demo["corners"]
	var notch: float = demo["notch"]
	var stretch: Vector2 = demo["stretch"]
	var ring := PackedVector2Array()
	for i in corners:
		# A square stands on a side, anything else on a point.
		var angle := TAU * (i + (0.5 if corners == 4 else 0.0)) / corners - PI / 2.0
		var radius := _RADIUS * (1.0 - notch * (i % 2))
		ring.append(Vector2.from_angle(angle) * radius * stretch)
	return ring
