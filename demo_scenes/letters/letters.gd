extends Node2D
## A wall of letters breaks in a wave.
##
## Arguments after [code]--[/code]: [code]--once[/code] quits after one wave,
## [code]--picture=FILE[/code] saves what the screen shows in mid-wave.

const Crowd := preload("crowd.gd")
const GlyphOutlines := preload("glyph_outlines.gd")
const Letter := preload("letter.gd")
const Report := preload("report.gd")

const _TITLE := "CUTOUT"
const _TITLE_SIZE := 250
const _WALL_TEXT := "MASSDESTRUCTION&ASYNCGENERATION@GODOT#4"
const _WALL_SIZE := 58
const _WALL_STEP := Vector2(56.0, 66.0)
const _MARGIN := Vector2(14.0, 6.0)
const _BEAM_WIDTH := 150.0
const _SPARK_LIFE_SEC := 1.3
const _RUBBLE_LIFE_SEC := 3.2
const _COLORS: Array[Color] = [
	Color("ff5e62"),
	Color("ff9966"),
	Color("ffd166"),
	Color("5ee7c8"),
	Color("4aa8ff"),
	Color("9b7bff")
]

@export var wave_speed := 520.0

var _letters: Array[Letter] = []
var _next_letter := 0
var _wave_x := -200.0
var _sparks := Crowd.new(_SPARK_LIFE_SEC)
var _rubble := Crowd.new(_RUBBLE_LIFE_SEC)
var _clock := 0.0
var _once := false
var _picture := ""
var _report := Report.new()
var _pieces_label: Label

@onready var _overlay: CutoutOverlay = $Overlay


func _ready() -> void:
	Engine.max_fps = 60
	for argument in OS.get_cmdline_user_args():
		if argument == "--once":
			_once = true
		elif argument.begins_with("--picture="):
			_picture = argument.trim_prefix("--picture=")
	_pieces_label = _overlay.show_value("fragments", "0")
	_build_wall()
	CutoutBatch.job_failed.connect(_on_job_failed)


func _process(delta: float) -> void:
	if CutoutBatch.get_backend_state() == CutoutBatchProcessor.BackendState.FAILED:
		printerr(CutoutBatch.get_backend_error())
		get_tree().quit(1)
		return
	var workers_ready: int = CutoutBatch.get_stats()["workers_ready"]
	if workers_ready == 0:
		return
	_clock += delta
	_report.count_frame()
	_pieces_label.text = str(_sparks.size() + _rubble.size())
	_wave_x += wave_speed * delta
	while _next_letter < _letters.size() and _letters[_next_letter].position.x < _wave_x:
		_break(_letters[_next_letter])
		_next_letter += 1
	_sparks.retire(_clock)
	_rubble.retire(_clock)
	queue_redraw()
	if not _picture.is_empty() and _report.destructions > _letters.size() * 0.5:
		var path := _picture
		_picture = ""
		await _save_picture(path)
	var ended := _report.destructions + _report.failures
	if ended == _letters.size() and _sparks.size() + _rubble.size() == 0:
		_finish()


## The wave: a beam of light that fades behind its front.
func _draw() -> void:
	var height := get_viewport_rect().size.y
	var behind := _wave_x - _BEAM_WIDTH
	var corners := PackedVector2Array(
		[
			Vector2(behind, 0.0),
			Vector2(_wave_x, 0.0),
			Vector2(_wave_x, height),
			Vector2(behind, height),
		]
	)
	var dark := Color(1.0, 0.85, 0.6, 0.0)
	var bright := Color(1.0, 0.85, 0.6, 0.28)
	draw_polygon(corners, PackedColorArray([dark, bright, bright, dark]))


func _build_wall() -> void:
	var font := ThemeDB.fallback_font
	var small := GlyphOutlines.new(font, _WALL_SIZE)
	var screen := get_viewport_rect().size
	var columns := int((screen.x - _MARGIN.x) / _WALL_STEP.x)
	var rows := int((screen.y - _MARGIN.y) / _WALL_STEP.y)
	for row in rows:
		for column in columns:
			var place := _MARGIN + Vector2(column, row + 0.75) * _WALL_STEP
			var character := _WALL_TEXT[(row * 7 + column) % _WALL_TEXT.length()]
			var letter := _new_letter(character, font, _WALL_SIZE, small.rings_of(character), place)
			letter.color = _color_at(place.x / screen.x).darkened(0.4)
			letter.set_meta(&"params", {"fragment_count": 6, "seed": row * 100 + column})
	var large := GlyphOutlines.new(font, _TITLE_SIZE)
	var width := font.get_string_size(_TITLE, HORIZONTAL_ALIGNMENT_LEFT, -1, _TITLE_SIZE).x
	var x := (screen.x - width) / 2.0
	for i in _TITLE.length():
		var place := Vector2(x, screen.y / 2.0 + _TITLE_SIZE * 0.36)
		var letter := _new_letter(_TITLE[i], font, _TITLE_SIZE, large.rings_of(_TITLE[i]), place)
		letter.color = _color_at((x + 60.0) / screen.x).lightened(0.1)
		letter.set_meta(&"params", {"fragment_count": 48, "seed": i})
		letter.lands = true
		letter.z_index = 1
		x += font.get_string_size(_TITLE[i], HORIZONTAL_ALIGNMENT_LEFT, -1, _TITLE_SIZE).x
	_letters.sort_custom(func(a: Letter, b: Letter) -> bool: return a.position.x < b.position.x)


func _new_letter(
	character: String, font: Font, size: int, rings: Array[PackedVector2Array], place: Vector2
) -> Letter:
	var letter := Letter.new()
	letter.character = character
	letter.font = font
	letter.font_size = size
	letter.rings = rings
	letter.position = place
	add_child(letter)
	_letters.append(letter)
	return letter


func _break(letter: Letter) -> void:
	letter.blast_origin = letter.position + Vector2(-90.0, 40.0)
	letter.broke.connect(_on_letter_broke.bind(_rubble if letter.lands else _sparks))
	var params: Dictionary = letter.get_meta(&"params")
	CutoutBatch.fracture_object(letter, params)


func _on_letter_broke(pieces: Array[CutoutFragment2D], crowd: Crowd) -> void:
	_report.count_destruction(pieces.size())
	crowd.add(pieces, _clock)


func _color_at(share: float) -> Color:
	var place := clampf(share, 0.0, 0.999) * (_COLORS.size() - 1)
	return _COLORS[int(place)].lerp(_COLORS[int(place) + 1], place - int(place))


func _on_job_failed(_job_id: int, error: CutoutError) -> void:
	_report.count_failure()
	printerr(error)


func _save_picture(path: String) -> void:
	if DisplayServer.get_name() == "headless":
		return
	await RenderingServer.frame_post_draw
	get_viewport().get_texture().get_image().save_png(path)


func _finish() -> void:
	set_process(false)
	_report.print_lines()
	if _once:
		get_tree().quit(1 if _report.failures > 0 else 0)
