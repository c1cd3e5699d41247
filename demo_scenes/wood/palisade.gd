extends Node2D
## A row of planks, each nailed to two rails.
##
## A plank is a [CutoutDestructible2D] with anchors at its nails: what is linked to a nail stays.

const Grain := preload("grain.gd")

## The momentum that a plank gets from a blow, and what share of that a piece gets.
const _BLOW := 800.0
const _PIECE_SHARE := 0.3
const _NAIL := Color("1c1d24")
const _NAIL_SHINE := Color("9aa3b5")
# Whole planks are seen by clicks only, not by what falls.
const _PLANK_LAYER := 8
const _STANDING_LAYER := 2
const _LOOSE_LAYER := 4
const _ANY_WOOD := _STANDING_LAYER | _LOOSE_LAYER | _PLANK_LAYER
const _LOOSE_Z := 4
const _WORLD := 1

## What the pieces are made from.
@export var slat: PackedScene
## The wood: its grain runs along x of the texture.
@export var wood: Texture2D
## How many planks there are.
@export_range(1, 30) var count := 12
## The size of a plank, without its point.
@export var size := Vector2(66.0, 400.0)
## How far the planks are apart.
@export var gap := 4.0
## The heights of the rails.
@export var rails := PackedFloat32Array([70.0, 330.0])


func _ready() -> void:
	for i in count:
		_add_plank(i)


## Hits what is at a place, in global coordinates. Returns [code]false[/code] if nothing is.
func hit(point: Vector2, direction: Vector2) -> bool:
	var query := PhysicsPointQueryParameters2D.new()
	query.position = point
	query.collision_mask = _ANY_WOOD
	for found in get_world_2d().direct_space_state.intersect_point(query, 1):
		var body: CollisionObject2D = found["collider"]
		if body is CutoutDestructible2D:
			var plank: CutoutDestructible2D = body
			plank.params = Grain.snapped_at(plank.to_local(point), size.x)
			plank.damage(1.0, point, direction)
		elif body is CutoutFragment2D:
			var piece: CutoutFragment2D = body
			piece.fracture_at(point, direction * _BLOW * _PIECE_SHARE, Grain.split(piece.area))
		return true
	return false


func _add_plank(i: int) -> void:
	var plank := CutoutDestructible2D.new()
	var picture := Polygon2D.new()
	var half := size.x / 2.0
	var top := randf_range(-12.0, 12.0)
	picture.polygon = PackedVector2Array(
		[
			Vector2(-half, top + 18.0),
			Vector2(randf_range(-6.0, 6.0), top - 26.0),
			Vector2(half, top + 18.0),
			Vector2(half, size.y),
			Vector2(-half, size.y),
		]
	)
	picture.texture = wood
	picture.texture_repeat = CanvasItem.TEXTURE_REPEAT_ENABLED
	picture.texture_rotation = PI / 2.0
	picture.texture_scale = Vector2(0.35, 2.2)
	picture.texture_offset = Vector2(randf(), randf()) * 512.0
	picture.color = Color.from_hsv(0.09, randf_range(0.0, 0.22), randf_range(0.72, 1.0))
	plank.add_child(picture)
	plank.position = Vector2((i - (count - 1) / 2.0) * (size.x + gap), 0.0)
	plank.anchors = PackedVector2Array([Vector2(0, rails[0]), Vector2(0, rails[1])])
	plank.fragment_scene = slat
	plank.fragment_layer = _STANDING_LAYER
	plank.loose_layer = _LOOSE_LAYER
	plank.loose_mask = _WORLD | _LOOSE_LAYER
	plank.fragment_released.connect(_bring_forward)
	plank.freeze = true
	plank.mass = size.x * size.y * CutoutFragment2D.DENSITY
	plank.collision_layer = _PLANK_LAYER
	plank.max_health = 1.0
	plank.break_radius = 60.0
	plank.explosion_speed = 120.0
	plank.explosion_spin = 6.0
	plank.damage_impulse = _BLOW
	add_child(plank)


func _bring_forward(piece: CutoutFragment2D) -> void:
	piece.z_index = _LOOSE_Z


func _on_nails_draw() -> void:
	var nails := $Nails as Node2D
	for i in count:
		for height in rails:
			for side: float in [-14.0, 14.0]:
				var x := (i - (count - 1) / 2.0) * (size.x + gap) + side
				nails.draw_circle(Vector2(x, height), 4.0, _NAIL, true, -1.0, true)
				nails.draw_circle(
					Vector2(x - 1.0, height - 1.2), 1.4, _NAIL_SHINE, true, -1.0, true
				)
