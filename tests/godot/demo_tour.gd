extends SceneTree
## Opens every demo from the menu with the keyboard, starts it again, uses keys and mouse, and goes
## back, as a visitor would.

const Demos := preload("res://demo_scenes/menu/demos.gd")
const MENU := "res://demo_scenes/menu/menu.tscn"
const CLICKS := 3
const FRAMES_BETWEEN := 2

var _opened := 0


func _initialize() -> void:
	_tour.call_deferred()


func _tour() -> void:
	change_scene_to_file(MENU)
	await _shows(MENU)
	var demos := Demos.present()
	for i in demos.size():
		for step in i:
			await _press(KEY_TAB)
		await _press(KEY_ENTER)
		await _shows(Demos.scene_of(demos[i]))
		await _use()
		var before := current_scene
		await _press(KEY_R)
		while current_scene == null or current_scene == before:
			await process_frame
		await _use()
		await _press(KEY_ESCAPE)
		await _shows(MENU)
		_opened += 1
	print("CUTOUT_RESULT ", JSON.stringify({"ok": true, "opened": _opened}))
	quit()


## Does what makes most demos break something, before a worker is ready or after.
func _use() -> void:
	for click in CLICKS:
		await _click(Vector2(300.0 + 300.0 * click, 300.0 + 60.0 * click))
	await _press(KEY_SPACE)
	await _press(KEY_H)
	await _press(KEY_F3)


func _shows(scene: String) -> void:
	while current_scene == null or current_scene.scene_file_path != scene:
		await process_frame
	await _frames()


func _press(key: Key) -> void:
	for is_down: bool in [true, false]:
		var event := InputEventKey.new()
		event.keycode = key
		event.physical_keycode = key
		event.pressed = is_down
		Input.parse_input_event(event)
		await process_frame
	await _frames()


func _click(place: Vector2) -> void:
	for is_down: bool in [true, false]:
		var event := InputEventMouseButton.new()
		event.button_index = MOUSE_BUTTON_LEFT
		event.position = place
		event.global_position = place
		event.pressed = is_down
		Input.parse_input_event(event)
		await process_frame
	await _frames()


func _frames() -> void:
	for i in FRAMES_BETWEEN:
		await process_frame
