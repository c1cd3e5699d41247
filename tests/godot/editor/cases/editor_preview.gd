@tool
extends "../editor_case.gd"
## The inspector shows the fracture of parameters and of polygons, made by real workers, and follows
## what changes.

const PreviewPanel := preload("res://addons/cutout/editor/preview_panel.gd")

const TRIANGLE: PackedVector2Array = [Vector2(0, 0), Vector2(90, 0), Vector2(0, 60)]


func run() -> void:
	var params := CutoutFractureParams.new()
	params.fragment_count = 9
	params.seed = 4
	EditorInterface.inspect_object(params)
	var panel := await _shown()
	if panel == null:
		return
	equal(panel.view.drawn, 9, "a square breaks into as many pieces as asked for")
	check(
		panel.sentence.text.begins_with("Seed 4 makes 9 fragments of 40\u00a0000 px²"),
		panel.sentence.text
	)
	check(absf(panel.view.fracture.total_area() - 40000.0) < 0.01, "the area is kept")

	for count: int in [10, 11, 12, 13, 14]:
		params.fragment_count = count
		await get_tree().process_frame
	await _follow(panel)
	equal(panel.view.drawn, 14, "the preview follows a slider")

	params.pattern = "line"
	panel = await _shown()
	equal(panel.view.drawn, 2, "and another pattern")
	var drawings := panel.view.drawings
	params.line_start = Vector2(-100, -100)
	params.line_end = Vector2(100, 100)
	await _follow(panel)
	check(panel.view.drawings > drawings, "a moved line is drawn anew")
	var areas := panel.view.fracture.areas
	check(absf(areas[0] - 20000.0) < 0.01, "it halves the square: %s" % areas)
	params.line_start = params.line_end
	await wait_for(func() -> bool: return "line" in panel.sentence.text, "a bad cut is a sentence")
	equal(panel.view.fracture, null, "and nothing is drawn")

	await _polygon()
	await _destructible()
	await _off_and_on()


## Turning the plugin off ends the workers; turned on again it has others, although the interpreter
## may still be ending when the preview asks for it.
func _off_and_on() -> void:
	var stats: Dictionary = plugin().workers.get_processor().get_stats()
	var pids: PackedInt64Array = stats["worker_pids"]
	check(not pids.is_empty(), "there are workers")
	set_enabled(false)
	equal(_find(PreviewPanel), null, "no preview without the plugin")
	set_enabled(true)
	var params := CutoutFractureParams.new()
	EditorInterface.inspect_object(params)
	var panel := await _shown()
	equal(panel.view.drawn, 10, "a preview after the plugin was turned on again")
	for pid in pids:
		check(not DirAccess.dir_exists_absolute("/proc/%d" % pid), "worker %d has ended" % pid)


func _polygon() -> void:
	var polygon := Polygon2D.new()
	polygon.polygon = TRIANGLE
	add_child(polygon)
	EditorInterface.inspect_object(polygon)
	await wait_for(
		func() -> bool: return _find(FoldableContainer) != null, "the preview is offered"
	)
	var fold := _find(FoldableContainer) as FoldableContainer
	check(fold.folded, "a polygon's preview is folded until somebody asks")
	fold.expand()
	var panel := await _shown()
	equal(panel.view.drawn, 10, "the triangle breaks into as many as the defaults say")
	polygon.polygon = PackedVector2Array()
	await wait_for(
		func() -> bool: return "no polygon" in panel.sentence.text, "no points is a sentence"
	)
	EditorInterface.inspect_object(null)
	polygon.queue_free()


func _destructible() -> void:
	var wall := CutoutDestructible2D.new()
	wall.polygon = TRIANGLE
	wall.params = CutoutFractureParams.new()
	wall.params.fragment_count = 7
	add_child(wall)
	EditorInterface.inspect_object(wall)
	var panel := await _shown()
	equal(panel.view.drawn, 7, "a destructible is shown with its own parameters")
	check(absf(panel.view.fracture.total_area() - 2700.0) < 0.01, "and its own outline")
	EditorInterface.inspect_object(null)
	wall.queue_free()


## Waits until the inspector has a preview that is up to date, and returns it.
func _shown() -> PreviewPanel:
	await get_tree().process_frame
	await get_tree().process_frame
	if not await wait_for(func() -> bool: return _find(PreviewPanel) != null, "there is a preview"):
		return null
	var panel := _find(PreviewPanel) as PreviewPanel
	await _follow(panel)
	return panel


func _follow(panel: PreviewPanel) -> void:
	await get_tree().process_frame
	await wait_for(panel.is_current, "the preview is up to date")
	await wait_for(func() -> bool: return _is_drawn(panel), "what is there is drawn")


func _is_drawn(panel: PreviewPanel) -> bool:
	var fracture := panel.view.fracture
	return panel.view.drawn == (fracture.size() if fracture != null else 0)


func _find(type: Variant) -> Node:
	for node in EditorInterface.get_inspector().find_children("*", "", true, false):
		if is_instance_of(node, type) and not node.is_queued_for_deletion():
			return node
	return null
