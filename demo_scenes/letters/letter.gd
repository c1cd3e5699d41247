extends Node2D
## A letter that can break: anything with these two methods can be passed to
## [method CutoutBatchProcessor.fracture_object].

## The letter has broken into these pieces.
signal broke(pieces: Array[CutoutFragment2D])

var character := ""
var color := Color.WHITE
var font: Font
var font_size := 32
var rings: Array[PackedVector2Array] = []
## How it breaks.
var params: Dictionary = {}
## Whether it has been told to break.
var is_broken := false
## Whether the pieces come to rest on the floor; if not, they fall past it, at a tenth of the cost.
var lands := false
## How fast the pieces fly, and from where.
var blast_speed := 200.0
var blast_origin := Vector2.ZERO


## Returns about the middle of what is drawn.
func middle() -> Vector2:
	return position + Vector2(0.3, -0.35) * font_size


func get_polygon_data() -> Array[PackedVector2Array]:
	return rings


func apply_fracture(fracture: CutoutFracture) -> void:
	var pieces: Array[CutoutFragment2D] = []
	for index in fracture.size():
		var piece := CutoutFragment2D.new()
		var shade := 0.16 * sin(index * 2.4)
		var tint := color.lightened(shade) if shade > 0.0 else color.darkened(-shade)
		piece.set_up(fracture, index, tint)
		piece.position = position + fracture.centroids[index]
		piece.collision_layer = 2 if lands else 0
		piece.collision_mask = 1 if lands else 0
		var away := (piece.position - blast_origin).normalized()
		piece.linear_velocity = (away + Vector2(0.0, -0.9)) * blast_speed
		piece.angular_velocity = 7.0 * sin(index * 1.7 + position.x)
		get_parent().add_child(piece)
		pieces.append(piece)
	hide()
	broke.emit(pieces)


func _draw() -> void:
	draw_char(font, Vector2.ZERO, character, font_size, color)
