extends "../case.gd"
## The overlay shows the figures, is toggled by its key, and keeps its corner in every window.

const OVERLAY := preload("res://addons/cutout/debug/cutout_overlay.tscn")
const _JOBS := 60
const _FRAMES := 300


func run() -> void:
	var overlay: CutoutOverlay = OVERLAY.instantiate()
	add_child(overlay)
	await wait_for_workers()
	for i in _JOBS:
		CutoutBatch.submit_fracture(SQUARE)
	CutoutBatch.submit_fracture(SQUARE, {"fragment_count": 5000})
	await wait_for(func() -> bool: return _text(overlay, "done") == str(_JOBS), "done jobs show")
	await wait_for(func() -> bool: return _text(overlay, "failed") == "1", "failed jobs show")
	check(_text(overlay, "latency p95").to_float() > 0.0, "latency shows")
	check(_text(overlay, "jobs").ends_with(" /s"), "jobs a second show")
	check(_text(overlay, "frame").to_float() > 0.0, "frame time shows")
	equal(overlay.show_value("letters", "12").text, "12", "a figure of the game's own")
	equal(overlay.show_value("letters", "13").text, "13", "the same figure, changed")
	_check_key(overlay)
	await _check_places(overlay)
	_measure(overlay)
	overlay.free()
	CutoutBatch.submit_fracture(SQUARE)
	await wait_for(func() -> bool: return stat("completed") == _JOBS + 1, "work after it")


func _check_key(overlay: CutoutOverlay) -> void:
	_press(KEY_F3)
	check(not overlay.visible and not overlay.is_processing(), "the key hides and halts it")
	_press(KEY_F3)
	check(overlay.visible and overlay.is_processing(), "the key shows it again")
	_press(KEY_F4)
	check(overlay.visible, "another key does nothing")
	overlay.toggle_key = KEY_NONE
	_press(KEY_NONE)
	check(overlay.visible, "without a key, none toggles it")


func _check_places(overlay: CutoutOverlay) -> void:
	var panel: Control = overlay.get_node("%Panel")
	var window := get_window()
	for room: Vector2i in [Vector2i(1280, 720), Vector2i(320, 180), Vector2i(160, 90)]:
		window.content_scale_mode = Window.CONTENT_SCALE_MODE_DISABLED
		window.size = room
		for corner in 4:
			overlay.corner = corner
			await get_tree().process_frame
			await get_tree().process_frame
			var place := panel.get_global_transform() * Rect2(Vector2.ZERO, panel.size)
			var screen := Rect2(Vector2.ZERO, room)
			check(screen.encloses(place), "%s is within %s in corner %d" % [place, room, corner])
			var gap := place.position
			if corner % 2 == 1:
				gap.x = room.x - place.end.x
			if corner >= 2:
				gap.y = room.y - place.end.y
			check(
				gap.is_equal_approx(Vector2(12.0, 12.0)),
				"%s keeps %s from corner %d of %s" % [place, gap, corner, room]
			)


func _measure(overlay: CutoutOverlay) -> void:
	var start := Time.get_ticks_usec()
	for i in _FRAMES:
		overlay._process(0.0)
	facts["usec_a_frame"] = float(Time.get_ticks_usec() - start) / _FRAMES


func _press(key: Key) -> void:
	var event := InputEventKey.new()
	event.keycode = key
	event.pressed = true
	get_viewport().push_input(event)


func _text(overlay: CutoutOverlay, title: String) -> String:
	var figures: GridContainer = overlay.get_node("%Figures")
	for i in range(0, figures.get_child_count(), 2):
		var heading: Label = figures.get_child(i)
		var value: Label = figures.get_child(i + 1)
		if heading.text == title:
			return value.text
	return ""
