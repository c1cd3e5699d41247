extends "../case.gd"
## What the screen shows in the first frames: pipelines are made ready by something that is drawn,
## and with physics interpolation a new fragment does not come flying from elsewhere.

const Breakup := preload("res://addons/cutout/debris/breakup.gd")
const Prewarm := preload("res://addons/cutout/debris/prewarm.gd")

const _PLACE := Vector2(400, 300)
const _FRAMES := 6
const _FEWEST_RED := 1000

var _root := Node2D.new()


func run() -> void:
	add_child(_root)
	await _prewarm_draws()
	await _no_jump()


func _prewarm_draws() -> void:
	await wait_for(func() -> bool: return _drawn_items() == 0, "the game's own one is gone")
	var prewarm := Prewarm.new(ShaderMaterial.new())
	add_child(prewarm)
	await _drawn()
	check(_drawn_items() >= 2, "items drawn: %d, one with each material" % _drawn_items())
	var id := prewarm.get_instance_id()
	await wait_for(func() -> bool: return not is_instance_id_valid(id), "it is gone")
	await _drawn()
	equal(_drawn_items(), 0, "items drawn in the end")


func _no_jump() -> void:
	get_tree().physics_interpolation = true
	var job := CutoutBatch.get_job(CutoutBatch.submit_fracture(SQUARE, {"fragment_count": 6}))
	await ends_as(job, CutoutJob.State.COMPLETED)
	var breakup := Breakup.new()
	breakup.fracture = job.result
	breakup.place = Transform2D(0.0, _PLACE)
	breakup.parent = _root
	breakup.gravity_scale = 0.0
	breakup.look.color = Color.RED
	await CutoutBatch.debris.spawn(breakup)
	var expected := Rect2(_PLACE, Vector2(100, 100)).grow(2.0)
	for frame in _FRAMES:
		await _drawn()
		var red := _red_pixels()
		var inside := red.filter(expected.has_point).size()
		check(inside >= _FEWEST_RED, "frame %d: %d red pixels in place" % [frame, inside])
		equal(red.size(), inside, "red pixels in frame %d" % frame)
	get_tree().physics_interpolation = false


func _drawn_items() -> int:
	return RenderingServer.viewport_get_render_info(
		get_viewport().get_viewport_rid(),
		RenderingServer.VIEWPORT_RENDER_INFO_TYPE_CANVAS,
		RenderingServer.VIEWPORT_RENDER_INFO_OBJECTS_IN_FRAME
	)


func _drawn() -> void:
	await RenderingServer.frame_post_draw


## Returns where the screen is red, looked at on a grid.
func _red_pixels() -> Array[Vector2]:
	var image := get_viewport().get_texture().get_image()
	var red: Array[Vector2] = []
	for y in range(0, image.get_height(), 2):
		for x in range(0, image.get_width(), 2):
			var color := image.get_pixel(x, y)
			if color.r > 0.9 and color.g < 0.1 and color.b < 0.1:
				red.append(Vector2(x, y))
	return red
