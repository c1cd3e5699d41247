extends "../case.gd"
## At rest, the fragments look like what broke, pixel by pixel: as bodies, as bodies used again, and
## without physics; also after something around them was hidden for a while.

const _PLACE := Vector2(640, 360)
const _SIZE := 64
# Of 255. What is turned and scaled is sampled at places that differ by rounding.
const _MOST_OFF := 12
const _MOST_PIXELS := 12

var _folder := ""
var _place := Node2D.new()
var _texture: Texture2D


func run() -> void:
	_folder = arguments["folder"]
	get_window().content_scale_mode = Window.CONTENT_SCALE_MODE_DISABLED
	get_window().size = Vector2i(1280, 720)
	PhysicsServer2D.area_set_param(
		get_viewport().world_2d.space, PhysicsServer2D.AREA_PARAM_GRAVITY, 0.0
	)
	CutoutBatch.debris.limits.small_area = 0.0
	_texture = _new_texture()
	add_child(_place)
	await _bodies("plain", _new_polygon(Transform2D(0.0, _PLACE)))
	await _bodies("turned", _new_polygon(Transform2D(0.4, Vector2(2, -1.5), 0.2, _PLACE)))
	var own_uvs := _new_polygon(Transform2D(0.3, _PLACE))
	own_uvs.uv = PackedVector2Array([Vector2(8, 4), Vector2(60, 10), Vector2(50, 62), Vector2()])
	own_uvs.uv[3] = own_uvs.uv[0] + own_uvs.uv[2] - own_uvs.uv[1]
	own_uvs.texture_rotation = 0.3
	own_uvs.offset = Vector2(20, -10)
	own_uvs.color = Color(1.0, 0.8, 0.6)
	await _bodies("own_uvs", own_uvs)
	await _destructible()
	await _recycled()
	await _fast()
	await _fast_from_outside()


func _bodies(title: String, polygon: Polygon2D) -> void:
	var before := await _shot(title + "_before")
	await CutoutBatch.fracture_object(polygon, {"fragment_count": 14})
	_compare(before, await _shot(title + "_after"), title)
	# What draws outside of _draw() is gone after this.
	_place.hide()
	await get_tree().process_frame
	_place.show()
	_compare(before, await _shot(title + "_shown"), title + " after hiding")
	# The pieces hold what they are drawn with.
	polygon.free()
	await get_tree().process_frame
	_compare(before, await _shot(title + "_freed"), title + " without the polygon")
	await _clear()


func _destructible() -> void:
	var node := CutoutDestructible2D.new()
	node.polygon = Transform2D(0.0, Vector2(-50, -50)) * SQUARE
	node.color = Color(0.9, 0.7, 1.0)
	node.self_modulate = Color(0.5, 1.0, 0.5)
	node.modulate = Color(1.0, 1.0, 0.8)
	node.freeze = true
	node.explosion_speed = 0.0
	node.explosion_spin = 0.0
	node.transform = Transform2D(0.2, _PLACE)
	node.texture = _texture
	_place.add_child(node)
	var before := await _shot("node_before")
	await node.fracture_at(_PLACE)
	_compare(before, await _shot("node_after"), "a destructible")
	node.heal(1.0)
	_compare(before, await _shot("node_healed"), "a destructible that was healed")
	await node.cut(
		node.global_transform * PackedVector2Array([Vector2(), Vector2(50, 0), Vector2(0, 50)]),
		"keep"
	)
	_compare(before, await _shot("node_cut"), "a destructible and what was cut out of it")
	node.free()
	await _clear()


## Bodies from the pool have been elsewhere, with another texture.
func _recycled() -> void:
	var limits := CutoutBatch.debris.limits
	limits.pool = 100
	var polygon := _new_polygon(Transform2D(0.0, Vector2(200, 200)))
	polygon.modulate = Color.RED
	await CutoutBatch.fracture_object(polygon, {"fragment_count": 14})
	polygon.free()
	for i in 5:
		await get_tree().physics_frame
	for piece in _pieces():
		piece.linear_velocity = Vector2(500, 0)
		piece.angular_velocity = 5.0
	for i in 5:
		await get_tree().physics_frame
	for piece in _pieces():
		CutoutBatch.debris.retire(piece)
	await wait_for(func() -> bool: return _pieces().is_empty(), "all have left")
	await wait_for(func() -> bool: return _flying() == 0, "all have faded")
	polygon = _new_polygon(Transform2D(0.5, _PLACE))
	var before := await _shot("recycled_before")
	await CutoutBatch.fracture_object(polygon, {"fragment_count": 14})
	_compare(before, await _shot("recycled_after"), "bodies used again")
	polygon.free()
	await _clear()
	limits.pool = 0
	for child in _place.get_children():
		child.free()


## Without physics; the clock stands still, as in a pause.
func _fast() -> void:
	CutoutBatch.debris.limits.awake = 0
	var polygon := _new_polygon(Transform2D(0.4, Vector2(2, -1.5), 0.2, _PLACE))
	polygon.color = Color(0.7, 0.9, 1.0)
	polygon.modulate = Color(1.0, 0.9, 0.9)
	polygon.offset = Vector2(3, 7)
	var before := await _shot("fast_before")
	get_tree().paused = true
	process_mode = Node.PROCESS_MODE_ALWAYS
	await CutoutBatch.fracture_object(polygon, {"fragment_count": 14})
	equal(_pieces().size(), 0, "bodies")
	_compare(before, await _shot("fast_after"), "pieces without physics")
	_place.hide()
	await get_tree().process_frame
	_place.show()
	_compare(before, await _shot("fast_shown"), "pieces without physics after hiding")
	get_tree().paused = false
	for i in 20:
		await get_tree().process_frame
	var later := await _shot("fast_later")
	check(_count_off(before, later) > 500, "they fly")
	await wait_for(func() -> bool: return _flying() == 0, "they have faded")
	var empty := await _shot("fast_empty")
	equal(empty.get_pixelv(Vector2i(_PLACE)), empty.get_pixel(5, 5), "nothing is left")
	polygon.free()


## Pieces that start out of sight come into it: culling has to know how far they may fly.
func _fast_from_outside() -> void:
	CutoutBatch.debris.limits.awake = 0
	var empty := await _shot("outside_before")
	var node := CutoutDestructible2D.new()
	node.polygon = SQUARE
	node.position = Vector2(-200, 300)
	node.linear_velocity = Vector2(1500, 0)
	_place.add_child(node)
	await node.fracture_at(node.global_position)
	var shots := 0
	var seen := 0
	while seen < 500 and shots < 30:
		for i in 3:
			await get_tree().process_frame
		shots += 1
		seen = _count_off(empty, await _shot("outside_after"))
	check(seen >= 500, "pieces from outside are seen: %d pixels" % seen)
	node.free()


func _new_polygon(place: Transform2D) -> Polygon2D:
	var polygon := Polygon2D.new()
	polygon.polygon = Transform2D(0.0, Vector2(-50, -50)) * SQUARE
	polygon.texture = _texture
	polygon.texture_offset = Vector2(50, 50)
	polygon.texture_scale = Vector2(0.64, 0.64)
	polygon.transform = place
	_place.add_child(polygon)
	return polygon


func _new_texture() -> Texture2D:
	var image := Image.create_empty(_SIZE, _SIZE, false, Image.FORMAT_RGBA8)
	for y in _SIZE:
		for x in _SIZE:
			var is_light := ((x >> 3) + (y >> 3)) % 2 == 0
			var shade := 0.5 if is_light else 0.2
			image.set_pixel(x, y, Color(x / 80.0 + shade * 0.4, y / 80.0 + shade * 0.4, shade))
	return ImageTexture.create_from_image(image)


func _shot(title: String) -> Image:
	await get_tree().process_frame
	await RenderingServer.frame_post_draw
	var picture := get_viewport().get_texture().get_image()
	equal(picture.save_png(_folder.path_join(title + ".png")), OK, "saving the picture")
	return picture


func _compare(before: Image, after: Image, title: String) -> void:
	check(
		before.get_pixelv(Vector2i(_PLACE)) != before.get_pixel(5, 5), title + " is in the picture"
	)
	var off := _count_off(before, after)
	check(off <= _MOST_PIXELS, "%s: %d pixels differ" % [title, off])


func _count_off(before: Image, after: Image) -> int:
	var off := 0
	var box := Rect2i(Vector2i(_PLACE) - Vector2i(250, 250), Vector2i(500, 500))
	for y in range(box.position.y, box.end.y):
		for x in range(box.position.x, box.end.x):
			var a := before.get_pixel(x, y)
			var b := after.get_pixel(x, y)
			var most := maxf(absf(a.r - b.r), maxf(absf(a.g - b.g), absf(a.b - b.b)))
			if most * 255.0 > _MOST_OFF:
				off += 1
	return off


func _flying() -> int:
	return CutoutBatch.debris.get_stats()["flying"]


func _clear() -> void:
	for piece in _pieces():
		CutoutBatch.push_free(piece)
	await wait_for(func() -> bool: return _pieces().is_empty(), "the pieces are freed")


func _pieces() -> Array[CutoutFragment2D]:
	var pieces: Array[CutoutFragment2D] = []
	for child in _place.get_children():
		if child is CutoutFragment2D and (child as CutoutFragment2D).visible:
			pieces.append(child as CutoutFragment2D)
	return pieces
