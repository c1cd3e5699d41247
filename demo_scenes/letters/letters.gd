extends Node2D
## A wall of letters breaks in a wave.
##
## Letters are nodes of the demo's own: see [code]letter.gd[/code] for what makes a node breakable.

const Crowd := preload("crowd.gd")
const Letter := preload("letter.gd")
const Report := preload("report.gd")
const Stage := preload("../stage/stage.gd")
const Wall := preload("wall.gd")

const _BLAST_RADIUS := 120.0
const _START_X := -200.0
const _SPARK_LIFE_SEC := 1.3
const _RUBBLE_LIFE_SEC := 3.2

@export var wave_speed := 520.0

var _clock := 0.0
var _next_letter := 0
var _report := Report.new()
var _rubble := Crowd.new(_RUBBLE_LIFE_SEC)
var _sparks := Crowd.new(_SPARK_LIFE_SEC)
var _wave_x := _START_X

@onready var _beam: Node2D = $Beam
@onready var _stage: Stage = $Stage
@onready var _wall: Wall = $Wall


func _ready() -> void:
	set_process(not _stage.is_scripted)
	CutoutBatch.job_failed.connect(_on_job_failed)


func _process(delta: float) -> void:
	_clock += delta
	_report.count_frame()
	_wave_x += wave_speed * delta
	while _next_letter < _wall.letters.size() and _next_x() < _wave_x:
		var letter := _wall.letters[_next_letter]
		_break(letter, letter.position + Vector2(-90.0, 40.0))
		_next_letter += 1
	_sparks.retire(_clock)
	_rubble.retire(_clock)
	_stage.own_fragments = _sparks.size() + _rubble.size()
	_beam.position.x = _wave_x


func _unhandled_input(event: InputEvent) -> void:
	var click := event as InputEventMouseButton
	if event.is_action_pressed(&"ui_accept"):
		_wall.build()
		_next_letter = 0
		_wave_x = _START_X
	elif click != null and click.pressed and click.button_index == MOUSE_BUTTON_LEFT:
		for letter in _wall.letters:
			if letter.middle().distance_to(get_global_mouse_position()) < _BLAST_RADIUS:
				_break(letter, get_global_mouse_position())


## For the stage: sends a wave, and returns when half of the letters have broken.
func play() -> void:
	set_process(true)
	while _report.ended() < _wall.letters.size() * 0.5:
		await get_tree().process_frame


## For the stage: waits until the last piece is gone, and says how it went.
func finish() -> void:
	# The picture took its time.
	_report.skip_frame()
	while _report.ended() < _wall.letters.size() or _sparks.size() + _rubble.size() > 0:
		await get_tree().process_frame
	_report.print_lines()


func _next_x() -> float:
	return _wall.letters[_next_letter].position.x


func _break(letter: Letter, blast_origin: Vector2) -> void:
	if letter.is_broken:
		return
	letter.is_broken = true
	letter.blast_origin = blast_origin
	letter.broke.connect(_on_letter_broke.bind(_rubble if letter.lands else _sparks))
	CutoutBatch.fracture_object(letter, letter.params)


func _on_letter_broke(pieces: Array[CutoutFragment2D], crowd: Crowd) -> void:
	_report.count_destruction(pieces.size())
	crowd.add(pieces, _clock)


func _on_job_failed(_job_id: int, _error: CutoutError) -> void:
	_report.count_failure()
