extends CanvasLayer
## What every demo has around it: its title, keys and live values, F3, R and Esc, and scripted runs.
##
## Instance it below the root of a demo, which has a coroutine [code]play()[/code]: it does what a
## visitor would do, and returns when there is something to see. Arguments after [code]--[/code]:
## [code]--picture=FILE[/code] plays, saves the screen and quits, [code]--once[/code] plays and
## quits. The exit code is 1 if a job or the Python side has failed. A demo may have a second
## coroutine, [code]finish()[/code]: what is left to do after the picture.

const _MENU := "res://demo_scenes/menu/menu.tscn"
const _REFRESH_SEC := 0.25
const _SLOW := 0.08
# What is drawn through another viewport is a frame late.
const _FRAMES_TO_DRAW := 3

## The name of the demo.
@export var title := ""
## Its keys and clicks.
@export_multiline var hint := ""
## Until its picture is taken, time nearly stands still while more jobs than this are not done, so
## that the picture is the same on a slow machine; 0 for never.
@export var most_unfinished := 0

## Whether this run plays by itself and quits.
var is_scripted := false
## How many fragments there are that the demo made itself: [CutoutDebris] does not know of them.
var own_fragments := 0

var _is_over := false
var _picture := ""
var _until_refresh := 0.0

@onready var _heading: Label = %Heading
@onready var _hint: Label = %Hint
@onready var _panel: PanelContainer = %Panel
@onready var _values: Label = %Values


func _ready() -> void:
	Engine.max_fps = 60
	_heading.text = title
	_hint.text = hint
	_panel.visible = not title.is_empty()
	CutoutBatch.job_failed.connect(_on_job_failed)
	CutoutBatch.backend_state_changed.connect(_on_backend_state_changed)
	for argument in OS.get_cmdline_user_args():
		if argument.begins_with("--picture="):
			_picture = argument.trim_prefix("--picture=")
	is_scripted = not _picture.is_empty() or "--once" in OS.get_cmdline_user_args()
	_on_backend_state_changed(CutoutBatch.get_backend_state())
	if is_scripted:
		# The demo is not ready yet: what is below a node is ready before it.
		_run.call_deferred()


func _process(delta: float) -> void:
	if not _picture.is_empty() and most_unfinished > 0:
		var unfinished: int = CutoutBatch.get_stats()["unfinished"]
		Engine.time_scale = _SLOW if unfinished > most_unfinished else 1.0
	_until_refresh -= delta
	if _until_refresh <= 0.0:
		_until_refresh = _REFRESH_SEC
		_show_values()


func _unhandled_key_input(event: InputEvent) -> void:
	if event.is_echo() or not event.is_pressed():
		return
	if event.is_action(&"ui_cancel") and _is_away_from_menu():
		get_viewport().set_input_as_handled()
		get_tree().change_scene_to_file(_MENU)
	elif (event as InputEventKey).keycode == KEY_R:
		get_viewport().set_input_as_handled()
		get_tree().reload_current_scene()


## Plays the demo once, takes its picture, and ends the game.
func _run() -> void:
	# Where drawing is slow, it must not slow down what is played.
	_set_drawn(false)
	while not _has_worker():
		await get_tree().process_frame
	await get_parent().call(&"play")
	if not _picture.is_empty() and DisplayServer.get_name() != "headless":
		await _save_picture()
	if get_parent().has_method(&"finish"):
		await get_parent().call(&"finish")
	_end(0)


func _save_picture() -> void:
	get_tree().paused = true
	_show_values()
	_set_drawn(true)
	for i in _FRAMES_TO_DRAW:
		await RenderingServer.frame_post_draw
	get_viewport().get_texture().get_image().save_png(_picture)
	_picture = ""
	Engine.time_scale = 1.0
	_set_drawn(false)
	get_tree().paused = false


func _set_drawn(is_on: bool) -> void:
	RenderingServer.viewport_set_active(get_viewport().get_viewport_rid(), is_on)


func _end(code: int) -> void:
	if is_scripted and not _is_over:
		_is_over = true
		get_tree().quit(code)


func _has_worker() -> bool:
	var ready_workers: int = CutoutBatch.get_stats()["workers_ready"]
	return ready_workers > 0


func _is_away_from_menu() -> bool:
	return get_parent().scene_file_path != _MENU and ResourceLoader.exists(_MENU)


func _show_values() -> void:
	var jobs := CutoutBatch.get_stats()
	var debris := CutoutBatch.debris.get_stats()
	var fragments: int = debris["alive"] + debris["flying"] + own_fragments
	var values := "%d jobs done" % jobs["completed"]
	if fragments > 0:
		values = "%d fragments   %s" % [fragments, values]
	# A picture is made on whatever machine: how fast that is says nothing.
	if _picture.is_empty():
		values = "%d fps   %s" % [Engine.get_frames_per_second(), values]
	_values.text = values


func _on_backend_state_changed(state: CutoutBatchProcessor.BackendState) -> void:
	if state != CutoutBatchProcessor.BackendState.FAILED:
		return
	_hint.text = CutoutBatch.get_backend_error()
	_panel.show()
	if is_scripted:
		printerr(CutoutBatch.get_backend_error())
		_end(1)


func _on_job_failed(_job_id: int, error: CutoutError) -> void:
	if is_scripted:
		printerr("A job has failed: ", error)
		_end(1)
