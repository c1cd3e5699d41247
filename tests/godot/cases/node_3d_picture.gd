extends "../case.gd"
## At rest, the fragments look like what broke, pixel by pixel; also after something around them was
## hidden for a while. What leaves shrinks.

const _SIZE := 64
# Of 255. What is turned is sampled at places that differ by rounding.
const _MOST_OFF := 24
# Where edges of fragments meet, and at the outline.
const _MOST_PIXELS := 60
const _BOX := Rect2i(340, 60, 600, 600)

var _folder := ""
var _place := Node3D.new()


func run() -> void:
	_folder = arguments["folder"]
	get_window().content_scale_mode = Window.CONTENT_SCALE_MODE_DISABLED
	get_window().size = Vector2i(1280, 720)
	add_child(_place)
	var camera := Camera3D.new()
	camera.position = Vector3(0.0, 0.0, 3.0)
	add_child(camera)
	var sun := DirectionalLight3D.new()
	sun.rotation = Vector3(-0.8, 0.6, 0.0)
	add_child(sun)
	CutoutBatch.debris_3d.limits.small_area_3d = 0.0
	await _compare_with_pieces("plain", _new_node())
	var turned := _new_node()
	turned.rotation = Vector3(0.5, 0.7, 0.2)
	turned.holes = [
		PackedVector2Array([Vector2(20, 30), Vector2(45, 25), Vector2(50, 60), Vector2(25, 55)])
	]
	await _compare_with_pieces("turned", turned)
	await _leave()


func _compare_with_pieces(title: String, node: CutoutDestructible3D) -> void:
	_place.add_child(node)
	var before := await _shot(title + "_before")
	await node.fracture_at(node.to_global(Vector3(0.5, -0.5, 0.0)))
	check(_pieces().size() > 5, "pieces")
	_compare(before, await _shot(title + "_after"), title)
	_place.hide()
	var hidden := await _shot(title + "_hidden")
	check(_count_off(before, hidden) > 10000, title + " is hidden with its parent")
	_place.show()
	_compare(before, await _shot(title + "_shown"), title + " after hiding")
	node.heal(1.0)
	_compare(before, await _shot(title + "_healed"), title + " that was healed")
	# The pieces hold what they are drawn with.
	await node.fracture_at(node.to_global(Vector3(0.5, -0.5, 0.0)))
	node.free()
	await get_tree().process_frame
	_compare(before, await _shot(title + "_freed"), title + " without its source")
	await _clear()


func _leave() -> void:
	var empty := await _shot("leave_empty")
	var node := _new_node()
	_place.add_child(node)
	await node.fracture_at(node.global_position)
	var seen := _count_off(empty, await _shot("leave_before"))
	# Their clock stands still in a pause, while steps are done.
	process_mode = Node.PROCESS_MODE_ALWAYS
	get_tree().paused = true
	for piece in _pieces():
		CutoutBatch.debris_3d.retire(piece)
	await wait_for(func() -> bool: return _pieces().is_empty(), "all bodies have left")
	check(_flying() > 0, "their pictures are there")
	var left := _count_off(empty, await _shot("leave_after"))
	check(left > seen * 0.9, "of %d pixels %d are left at first" % [seen, left])
	get_tree().paused = false
	await wait_for(func() -> bool: return _flying() == 0, "they are gone")
	equal(_count_off(empty, await _shot("leave_end")), 0, "what is left in the end")
	node.free()


func _new_node() -> CutoutDestructible3D:
	var node := CutoutDestructible3D.new()
	node.polygon = SQUARE
	node.units_per_pixel = 0.02
	node.depth = 0.25
	node.position = Vector3(-1.0, 1.0, 0.0)
	node.freeze = true
	node.gravity_scale = 0.0
	node.explosion_speed = 0.0
	node.explosion_spin = 0.0
	node.params = CutoutFractureParams.new()
	node.params.fragment_count = 14
	node.texture = _new_texture()
	return node


func _new_texture() -> Texture2D:
	var image := Image.create_empty(_SIZE, _SIZE, false, Image.FORMAT_RGBA8)
	for y in _SIZE:
		for x in _SIZE:
			var is_light := ((x >> 3) + (y >> 3)) % 2 == 0
			var shade := 0.6 if is_light else 0.4
			image.set_pixel(x, y, Color(x / 80.0 + shade * 0.3, y / 80.0 + shade * 0.3, shade))
	return ImageTexture.create_from_image(image)


func _shot(title: String) -> Image:
	await get_tree().process_frame
	await RenderingServer.frame_post_draw
	var picture := get_viewport().get_texture().get_image()
	equal(picture.save_png(_folder.path_join(title + ".png")), OK, "saving the picture")
	return picture


func _compare(before: Image, after: Image, title: String) -> void:
	var middle := _BOX.get_center()
	check(before.get_pixelv(middle) != before.get_pixel(5, 5), title + " is in the picture")
	var off := _count_off(before, after)
	check(off <= _MOST_PIXELS, "%s: %d pixels differ" % [title, off])


func _count_off(before: Image, after: Image) -> int:
	var off := 0
	for y in range(_BOX.position.y, _BOX.end.y):
		for x in range(_BOX.position.x, _BOX.end.x):
			var a := before.get_pixel(x, y)
			var b := after.get_pixel(x, y)
			var most := maxf(absf(a.r - b.r), maxf(absf(a.g - b.g), absf(a.b - b.b)))
			if most * 255.0 > _MOST_OFF:
				off += 1
	return off


func _flying() -> int:
	return CutoutBatch.debris_3d.get_stats()["flying"]


func _clear() -> void:
	for piece in _pieces():
		CutoutBatch.push_free(piece)
	await wait_for(func() -> bool: return _pieces().is_empty(), "the pieces are freed")


func _pieces() -> Array[CutoutFragment3D]:
	var pieces: Array[CutoutFragment3D] = []
	for child in _place.get_children():
		if child is CutoutFragment3D:
			pieces.append(child as CutoutFragment3D)
	return pieces
