extends Node3D
## Plays a sequence of STL files: workers load what comes next, wherever the player goes.
##
## The cache holds a part of the frames only, so that there is always something to load.

const StlWriter := preload("stl_writer.gd")
const Timeline := preload("timeline.gd")

const _FRAMES_PER_SEC := 20.0
const _TURN := 0.22

var _direction := 1
var _frame := 0
var _is_playing := true
var _late := 0
var _paths := StlWriter.paths()
var _since_frame := 0.0
var _writer := StlWriter.new()

@onready var _cache: CutoutMeshCache = $Cache
@onready var _figures: Label = %Figures
@onready var _knot: MeshInstance3D = $Knot
@onready var _notice: Label = %Notice
@onready var _timeline: Timeline = %Timeline


func _ready() -> void:
	_timeline.scrubbed.connect(_scrub)
	_writer.start()


func _exit_tree() -> void:
	_writer.stop()


func _process(delta: float) -> void:
	_knot.rotate_y(_TURN * delta)
	var written := _writer.done()
	_notice.visible = written < StlWriter.FRAMES
	_notice.text = "Writing %d STL files, once: %d" % [StlWriter.FRAMES, written]
	if written < StlWriter.FRAMES:
		return
	_since_frame += delta
	if _is_playing and _since_frame * _FRAMES_PER_SEC >= 1.0:
		_since_frame = 0.0
		_advance()
	_show(_cache.prefetch(_paths, _frame, _cache.prefetch_radius, true))


func _unhandled_key_input(event: InputEvent) -> void:
	if not event.is_pressed():
		return
	match (event as InputEventKey).keycode:
		KEY_SPACE:
			_is_playing = not _is_playing
		KEY_B:
			_direction = -_direction
		KEY_LEFT:
			_scrub(posmod(_frame - 1, _paths.size()))
		KEY_RIGHT:
			_scrub(posmod(_frame + 1, _paths.size()))


## For the stage: plays, jumps, and waits until the frames around are there.
func play() -> void:
	while _writer.done() < StlWriter.FRAMES or _knot.mesh == null:
		await get_tree().process_frame
	await _until_loaded()
	_is_playing = true
	await get_tree().create_timer(0.5).timeout
	_scrub(34)
	_knot.rotation.y = 0.5
	await _until_loaded()


## A step, if the next frame is there; else the player waits for it.
func _advance() -> void:
	var next := posmod(_frame + _direction, _paths.size())
	if _cache.is_loaded(_paths[next]):
		_frame = next
	else:
		_late += 1


func _scrub(frame: int) -> void:
	_is_playing = false
	_frame = frame


func _until_loaded() -> void:
	# The first tells the beginning of a frame, in which the cache is asked.
	await get_tree().process_frame
	await get_tree().process_frame
	while _cache.loading_progress() < 1.0:
		await get_tree().process_frame


func _show(mesh: ArrayMesh) -> void:
	if mesh != null:
		_knot.mesh = mesh
	var cells := PackedInt32Array()
	for path in _paths:
		var cell := Timeline.Cell.MISSING
		if _cache.is_loading(path):
			cell = Timeline.Cell.LOADING
		elif _cache.is_loaded(path):
			cell = Timeline.Cell.LOADED
		cells.append(cell)
	_timeline.show_cells(cells, _frame)
	var cached := _cache.stats()
	var bytes: int = cached["bytes"]
	var limit: int = cached["limit_bytes"]
	var loaded: Dictionary = _cache.loader.stats()
	_figures.text = (
		"frame %02d   %d meshes in %.1f of %.0f MiB   %d loaded, %.0f ms each for a worker   %d late"
		% [
			_frame,
			cached["meshes"],
			bytes / 1048576.0,
			limit / 1048576.0,
			loaded["completed"],
			loaded["run_usec_mean"] / 1000.0,
			_late,
		]
	)
