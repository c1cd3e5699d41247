extends Node3D
## A town of thousands of prefabs, which are read from a world file and stream in around you.
##
## While it runs in the editor, change a file below [code]prefabs[/code] and save it: what stands
## there changes too.

const Curtain := preload("../effects/curtain.gd")
const Flyer := preload("../effects/flyer.gd")

const _FIGURES_SEC := 0.25
const _NEAR := 90.0
const _JUMP := Vector3(-330.0, 34.0, 300.0)
const _PLAY_FRAMES := 90

var _home := Transform3D()
var _is_away := false
var _until_figures := 0.0

@onready var _curtain: Curtain = $Curtain/Color
@onready var _figures: Label = $Figures/Label
@onready var _flyer: Flyer = $Flyer
@onready var _town: CutoutPrefabStreamer = $Town


func _ready() -> void:
	_home = _flyer.transform
	_curtain.fall_until(_town.wait_until_loaded(_NEAR))


func _process(delta: float) -> void:
	_until_figures -= delta
	if _until_figures > 0.0:
		return
	_until_figures = _FIGURES_SEC
	var stats := _town.get_stats()
	_figures.text = (
		"%d of %d things are there   %d on their way   %.0f µs a frame"
		% [stats["loaded"], stats["points"], stats["loading"], stats["frame_usec_mean"]]
	)


func _unhandled_key_input(event: InputEvent) -> void:
	if event.is_pressed() and not event.is_echo() and (event as InputEventKey).keycode == KEY_T:
		teleport()


## Goes to the other end of the town, and back.
func teleport() -> void:
	_is_away = not _is_away
	_flyer.transform = _home
	if _is_away:
		_flyer.position = _JUMP
	_curtain.fall_until(_town.wait_until_loaded(_NEAR))


## What a visitor sees first, for a picture.
func play() -> void:
	await _town.wait_until_loaded(_town.load_distance)
	teleport()
	await _town.wait_until_loaded(_NEAR)
	_flyer.is_flying_by_itself = true
	for i in _PLAY_FRAMES:
		await get_tree().process_frame
	_flyer.is_flying_by_itself = false
	teleport()
	await _town.wait_until_loaded(_town.load_distance)
	await get_tree().create_timer(0.6).timeout
