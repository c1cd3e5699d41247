extends "../case.gd"
## Draws each type of road in a landscape that it was cut into, for docs/guide_roads.md.
##
## [code]--file=FILE[/code] is where the picture goes.

const Landscape := preload("../road_landscape.gd")

const _SIZE := Vector2i(1600, 900)
const _GAP := 6
## What is in the picture: a road, where the camera is and what it looks at, and the landscape.
const _VIEWS: Array[Dictionary] = [
	{
		"points":
		[
			Vector3(-190, 0, 70),
			Vector3(-70, 0, 62),
			Vector3(0, 0, 0),
			Vector3(95, 0, -70),
			Vector3(190, 0, -40)
		],
		"options": {"type": "standard", "width": 8.0, "fit": "cut"},
		"eye": Vector3(-78, 26, 100),
		"target": Vector3(-2, 0, -8),
		"hills": 9.0,
	},
	{
		"points":
		[Vector3(-60, 0, 190), Vector3(-45, 0, 60), Vector3(20, 0, -50), Vector3(130, 0, -190)],
		"options": {"type": "highway", "fit": "cut"},
		"eye": Vector3(-62, 24, 118),
		"target": Vector3(8, 0, -30),
		"hills": 7.0,
	},
	{
		"points":
		[
			Vector3(180, 0, -24),
			Vector3(36, 0, 180),
			Vector3(-180, 0, 24),
			Vector3(-48, 0, -180),
			Vector3(126, 0, -166)
		],
		"options":
		{
			"type": "intersection",
			"center": Vector3.ZERO,
			"width": 15.0,
			"corner_radius": 8.0,
			"fit": "cut"
		},
		"eye": Vector3(-30, 34, 58),
		"target": Vector3(2, -6, -4),
		"hills": 3.0,
	},
	{
		"points":
		[Vector3(-185, 19, -30), Vector3(-60, 21, -20), Vector3(60, 21, 0), Vector3(185, 18, 55)],
		"options": {"type": "bridge", "width": 12.0, "pier_spacing": 34.0},
		"eye": Vector3(-84, 36, 44),
		"target": Vector3(8, 9, -10),
		"hills": 5.0,
		"valley": 30.0,
	},
]


func run() -> void:
	await wait_for_workers()
	get_window().content_scale_mode = Window.CONTENT_SCALE_MODE_DISABLED
	get_window().size = _SIZE
	var layer := CanvasLayer.new()
	add_child(layer)
	var back := ColorRect.new()
	back.color = Color.WHITE
	back.size = _SIZE
	layer.add_child(back)
	for index in _VIEWS.size():
		await _draw_view(index, layer)
	for frame in 3:
		await get_tree().process_frame
	await RenderingServer.frame_post_draw
	var picture := get_viewport().get_texture().get_image()
	var file: String = arguments["file"]
	equal(picture.save_png(file), OK, "saving the picture")
	_every_view_shows_a_road(picture)


func _draw_view(index: int, layer: CanvasLayer) -> void:
	var view := _VIEWS[index]
	var size := Vector2i((_SIZE.x - _GAP) >> 1, (_SIZE.y - _GAP) >> 1)
	var holder := SubViewportContainer.new()
	holder.position = Vector2((size.x + _GAP) * (index & 1), (size.y + _GAP) * (index >> 1))
	holder.size = size
	layer.add_child(holder)
	var window := SubViewport.new()
	window.own_world_3d = true
	window.size = size
	window.msaa_3d = Viewport.MSAA_4X
	holder.add_child(window)
	var landscape := Landscape.new()
	window.add_child(landscape)
	var hills: float = view["hills"]
	var valley: float = view.get("valley", 0.0)
	landscape.shape_hills(hills, valley)
	var options: Dictionary = view["options"]
	var points: Array = view["points"]
	var wanted := options.merged({"terrain": landscape.terrain()})
	var job: CutoutJob = await CutoutRoads.generate(points, wanted)
	equal(job.error, null, "error of view %d" % index)
	if job.error == null:
		var result: Dictionary = job.result
		landscape.show_road(result)
	var eye: Vector3 = view["eye"]
	var target: Vector3 = view["target"]
	landscape.look(eye, target)


## The corners show the sky, and something dark as asphalt is further down.
func _every_view_shows_a_road(picture: Image) -> void:
	for index in _VIEWS.size():
		var corner := Vector2i(_SIZE.x >> 1, _SIZE.y >> 1) * Vector2i(index & 1, index >> 1)
		var dark := 0
		for step in 400:
			var place := corner + Vector2i(40 + (step * 37) % 700, 150 + (step * 13) % 280)
			var color := picture.get_pixelv(place)
			if color.v < 0.6 and color.s < 0.3:
				dark += 1
		check(dark > 20, "view %d shows asphalt: %d of 400 pixels" % [index, dark])
