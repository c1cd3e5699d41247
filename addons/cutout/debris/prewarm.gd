extends CanvasLayer
## Draws a point with each way to draw fragments for a few frames, so that the first thing that
## breaks does not wait for its pipeline.
##
## It has to be on the screen and not quite transparent; else it is not drawn at all.

const _FRAMES := 4
const _ALPHA := 0.01

var _frames := 0
var _material: ShaderMaterial


func _init(material: ShaderMaterial) -> void:
	_material = material
	layer = 127


func _ready() -> void:
	if DisplayServer.get_name() == "headless":
		queue_free()
		return
	for material: Material in [null, _material]:
		add_child(Point.new(material))


func _process(_delta: float) -> void:
	_frames += 1
	if _frames > _FRAMES:
		queue_free()


## One triangle with a texture, a pixel in size.
class Point:
	extends Node2D

	var _white := PlaceholderTexture2D.new()

	func _init(p_material: Material) -> void:
		material = p_material
		modulate = Color(1.0, 1.0, 1.0, _ALPHA)

	func _draw() -> void:
		var corners := PackedVector2Array([Vector2.ZERO, Vector2.RIGHT, Vector2.DOWN])
		RenderingServer.canvas_item_add_triangle_array(
			get_canvas_item(),
			PackedInt32Array([0, 1, 2]),
			corners,
			PackedColorArray([Color.WHITE]),
			corners,
			PackedInt32Array(),
			PackedFloat32Array(),
			_white.get_rid()
		)
