class_name CutoutFragment2D
extends RigidBody2D
## A piece of something that broke: a body that draws itself and collides with ready convex shapes.
##
## It has no child nodes, which makes it cheap to create and to free. Free it with
## [method Object.free] where you can; [method Node.queue_free] moves the cost out of sight.

## The piece's outline, measured from its centre of mass.
var outline: PackedVector2Array
## The piece's area, in square pixels.
var area := 0.0
## The colour of the piece; with a texture, the colour it is multiplied by.
var color := Color.WHITE

var _triangles: PackedInt32Array
var _uvs: PackedVector2Array
# Kept so that the texture lives as long as the piece: drawing only passes its RID.
var _texture: Texture2D


## Takes on fragment [param index] of [param fracture]. Call it before the piece enters the tree.
func set_up(fracture: CutoutFracture, index: int, p_color := Color.WHITE) -> void:
	outline = fracture.local_ring(index)
	area = fracture.areas[index]
	color = p_color
	_triangles = fracture.triangles(index)
	var shape_owner := create_shape_owner(self)
	for part in fracture.convex_parts(index, outline):
		var shape := ConvexPolygonShape2D.new()
		shape.points = part
		shape_owner_add_shape(shape_owner, shape)
	mass = maxf(area * 0.001, 0.01)


## Gives the piece a texture. [param uvs] has one entry for each point of [member outline], from
## (0, 0) to (1, 1) over the texture.
func set_texture(texture: Texture2D, uvs: PackedVector2Array) -> void:
	_texture = texture
	_uvs = uvs
	queue_redraw()


func _draw() -> void:
	if _triangles.is_empty():
		return
	RenderingServer.canvas_item_add_triangle_array(
		get_canvas_item(),
		_triangles,
		outline,
		PackedColorArray([color]),
		_uvs,
		PackedInt32Array(),
		PackedFloat32Array(),
		_texture.get_rid() if _texture != null else RID()
	)
