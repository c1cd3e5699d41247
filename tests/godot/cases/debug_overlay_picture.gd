extends "../case.gd"
## Saves pictures of the overlay over a game at work: in a large window, and in a small one.

const OVERLAY := preload("res://addons/cutout/debug/cutout_overlay.tscn")
const _FRAMES := 150
const _APPLY_USEC := 2500
const _SMALL := Vector2i(320, 200)


func run() -> void:
	Engine.max_fps = 60
	RenderingServer.set_default_clear_color(Color("3a4358"))
	var window := get_window()
	window.content_scale_mode = Window.CONTENT_SCALE_MODE_DISABLED
	await wait_for_workers()
	var overlay: CutoutOverlay = OVERLAY.instantiate()
	add_child(overlay)
	CutoutBatch.submit_fracture(SQUARE, {"fragment_count": 5000})
	await _work()
	_check_colors(await _save("large"))
	window.size = _SMALL
	await _work()
	_check_colors(await _save("small"))
	await wait_for(func() -> bool: return stat("completed") == 2 * _FRAMES, "all is broken")


## Asks for fractures in every frame, and is late in some.
func _work() -> void:
	for i in _FRAMES:
		var target := Target.new()
		add_child(target)
		CutoutBatch.fracture_object(target, {"seed": i})
		if i % 40 == 20:
			OS.delay_msec(12)
		if i % 60 == 50:
			OS.delay_msec(30)
		await get_tree().process_frame


func _save(title: String) -> Image:
	await RenderingServer.frame_post_draw
	var picture := get_viewport().get_texture().get_image()
	var folder: String = arguments["folder"]
	equal(picture.save_png(folder.path_join(title + ".png")), OK, "saving the picture")
	return picture


## The graph's colours are there: frames, and what applying took of them.
func _check_colors(picture: Image) -> void:
	const FrameGraph := preload("res://addons/cutout/debug/frame_graph.gd")
	for color: Color in [FrameGraph.FRAME_COLOR, FrameGraph.APPLY_COLOR]:
		check(_count(picture, color) > 10, "%s has pixels of %s" % [picture, color])


func _count(picture: Image, color: Color) -> int:
	var found := 0
	for y in picture.get_height():
		for x in picture.get_width():
			var pixel := picture.get_pixel(x, y)
			if absf(pixel.h - color.h) < 0.04 and pixel.s > 0.3 and pixel.v > 0.3:
				found += 1
	return found


## Breaks into nothing, but takes its time.
class Target:
	extends Node

	func get_polygon_data() -> PackedVector2Array:
		return SQUARE

	func apply_fracture(_result: CutoutFracture) -> void:
		OS.delay_usec(_APPLY_USEC)
		queue_free()
