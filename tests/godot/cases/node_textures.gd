extends "node_picture.gd"
## Pieces show the part of a texture that what broke has shown: regions of an atlas, and all that a
## [Polygon2D] can do to its texture.

# A texel is two pixels wide on a body of 100: nearest ones are told apart with certainty.
const _REGION := Rect2(60, 20, 50, 50)
const _ATLAS := Vector2i(160, 100)

var _atlas: Texture2D


func run() -> void:
	_folder = arguments["folder"]
	get_window().content_scale_mode = Window.CONTENT_SCALE_MODE_DISABLED
	get_window().size = Vector2i(1280, 720)
	PhysicsServer2D.area_set_param(
		get_viewport().world_2d.space, PhysicsServer2D.AREA_PARAM_GRAVITY, 0.0
	)
	CutoutBatch.debris.limits.small_area = 0.0
	_texture = _new_texture()
	_atlas = _new_atlas()
	add_child(_place)
	await _regions()
	await _polygons()
	await _below_a_body()
	await _regions_without_physics()


## What a [Sprite2D] shows of an atlas, and so does a body, and its pieces.
func _regions() -> void:
	await _region("region", _part(_atlas, _REGION))
	await _region("whole", _part(_atlas, Rect2()))
	await _region("half", _part(_atlas, Rect2(60, 0, 50, 0)))
	var outer := _part(_atlas, Rect2(40, 10, 110, 80))
	await _region("nested", _part(outer, Rect2(20, 10, 50, 50)))


func _region(title: String, texture: Texture2D) -> void:
	var sprite := Sprite2D.new()
	sprite.texture = texture
	sprite.scale = Vector2(100, 100) / texture.get_size()
	sprite.position = _PLACE
	sprite.texture_filter = CanvasItem.TEXTURE_FILTER_NEAREST
	_place.add_child(sprite)
	var wanted := await _shot("atlas_%s_sprite" % title)
	sprite.free()
	var node := _new_body(texture)
	# Set once it is in the tree: its pieces are drawn as it is drawn when it breaks.
	node.texture_filter = CanvasItem.TEXTURE_FILTER_NEAREST
	_compare(wanted, await _shot("atlas_%s_before" % title), "a body with " + title)
	await node.fracture_at(_PLACE)
	_compare(wanted, await _shot("atlas_%s_after" % title), "pieces with " + title)
	node.free()
	await _clear()


## Every way in which a polygon lays its texture.
func _polygons() -> void:
	var turned := _new_polygon(Transform2D(-0.2, _PLACE))
	turned.texture_rotation = 0.5
	turned.texture_scale = Vector2(0.5, 0.9)
	turned.texture_offset = Vector2(70, 30)
	turned.offset = Vector2(-15, 25)
	await _bodies("laid_by_points", turned)
	var mapped := _new_polygon(Transform2D(0.1, _PLACE))
	mapped.uv = Transform2D(0.4, Vector2(0.5, 0.3), 0.2, Vector2(30, 34)) * mapped.polygon
	mapped.texture_rotation = -0.3
	mapped.texture_scale = Vector2(1.2, 0.8)
	mapped.texture_offset = Vector2(5, -4)
	mapped.offset = Vector2(10, -10)
	await _bodies("laid_by_uvs", mapped)
	var inner := _new_polygon(Transform2D(0.0, _PLACE))
	inner.polygon = inner.polygon + PackedVector2Array([Vector2(10, 5)])
	inner.internal_vertex_count = 1
	inner.uv = Transform2D(0.0, Vector2(0.6, 0.6), 0.0, Vector2(32, 32)) * inner.polygon
	inner.polygons = [[0, 1, 4], [1, 2, 4], [2, 3, 4], [3, 0, 4]]
	await _bodies("with_inner_vertices", inner)
	# The engine draws the whole atlas on a polygon, and pieces look like what broke.
	var region := _new_polygon(Transform2D(0.3, _PLACE))
	region.texture = _part(_atlas, _REGION)
	await _bodies("polygon_with_atlas", region)


## A polygon that is part of a body, and lies askew in it.
func _below_a_body() -> void:
	var node := _new_body(null)
	node.polygon = PackedVector2Array()
	var polygon := _new_polygon(Transform2D(0.5, Vector2(1.4, 0.8), 0.1, Vector2(6, -9)))
	polygon.texture_rotation = 0.4
	polygon.offset = Vector2(8, 3)
	polygon.color = Color(0.8, 1.0, 0.9)
	polygon.reparent(node, false)
	node._rebuild()
	var before := await _shot("below_before")
	await node.fracture_at(_PLACE)
	_compare(before, await _shot("below_after"), "pieces of a body")
	node.heal(1.0)
	await _clear()
	_compare(before, await _shot("below_healed"), "a body that was healed")
	# Set since it was made.
	polygon.modulate = Color(1.0, 0.7, 0.7)
	node.self_modulate = Color(0.5, 1.0, 0.5)
	before = await _shot("below_tinted")
	await node.cut(
		node.global_transform * PackedVector2Array([Vector2(), Vector2(90, 0), Vector2(0, 90)]),
		"keep"
	)
	_compare(before, await _shot("below_cut"), "a body and what was cut out of it")
	node.free()
	await _clear()


func _regions_without_physics() -> void:
	CutoutBatch.debris.limits.awake = 0
	var node := _new_body(_part(_atlas, _REGION))
	var before := await _shot("fast_region_before")
	get_tree().paused = true
	process_mode = Node.PROCESS_MODE_ALWAYS
	await node.fracture_at(_PLACE)
	equal(_pieces().size(), 0, "bodies")
	_compare(before, await _shot("fast_region_after"), "pieces without physics")
	get_tree().paused = false
	node.free()


func _new_body(texture: Texture2D) -> CutoutDestructible2D:
	var node := CutoutDestructible2D.new()
	node.polygon = Transform2D(0.0, Vector2(-50, -50)) * SQUARE
	node.freeze = true
	node.explosion_speed = 0.0
	node.explosion_spin = 0.0
	node.position = _PLACE
	node.texture = texture
	_place.add_child(node)
	return node


func _part(atlas: Texture2D, region: Rect2) -> AtlasTexture:
	var part := AtlasTexture.new()
	part.atlas = atlas
	part.region = region
	return part


func _new_atlas() -> Texture2D:
	var image := Image.create_empty(_ATLAS.x, _ATLAS.y, false, Image.FORMAT_RGBA8)
	for y in _ATLAS.y:
		for x in _ATLAS.x:
			var shade := 0.8 if ((x >> 3) + (y >> 3)) % 2 == 0 else 0.4
			image.set_pixel(x, y, Color(x / 160.0, y / 100.0, shade))
	return ImageTexture.create_from_image(image)
