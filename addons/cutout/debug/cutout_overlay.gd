class_name CutoutOverlay
extends CanvasLayer
## Shows how the game and its workers are doing, while they are doing it.
##
## Instance [code]addons/cutout/debug/cutout_overlay.tscn[/code] in any scene. The graph has a
## column a frame: its time in green (yellow if late, red if another frame could have been shown),
## in violet the part that applying results took; the white line is what a frame should take.
##
## The figures change a few times a second, so that looking costs little; a hidden overlay does
## next to nothing.

const FrameGraph := preload("frame_graph.gd")
const JobMeter := preload("job_meter.gd")
const Processor := preload("../autoload/processor.gd")

const _REFRESH_USEC := 250_000
const _MARGIN := 12
## As wide as most values get, so that the panel keeps its width.
const _VALUE_WIDTH := 62.0
const _NAME_COLOR := Color(1.0, 1.0, 1.0, 0.55)
const _BAD_COLOR := Color("ff7b7e")
const _STATES: Dictionary[CutoutBatchProcessor.BackendState, String] = {
	CutoutBatchProcessor.BackendState.IDLE: "idle",
	CutoutBatchProcessor.BackendState.STARTING: "starting",
	CutoutBatchProcessor.BackendState.RUNNING: "running",
	CutoutBatchProcessor.BackendState.STOPPING: "stopping",
	CutoutBatchProcessor.BackendState.FAILED: "down",
}

## The key that shows and hides the overlay; [constant KEY_NONE] for none.
@export var toggle_key: Key = KEY_F3
## The corner of the window it is in.
@export_enum("Top left", "Top right", "Bottom left", "Bottom right") var corner := 1:
	set(value):
		corner = value
		if is_node_ready():
			_place()
## The frame rate that the white line stands for; 0 takes the limit of the engine, else the rate of
## the screen.
@export_range(0, 360, 1, "or_greater", "suffix:fps") var target_fps := 0

var _frames := 0
var _meter := JobMeter.new()
var _previous_usec := 0
var _processor: CutoutBatchProcessor
var _refreshed_usec := 0
var _values: Dictionary[String, Label] = {}
var _worst_apply_usec := 0
var _worst_usec := 0

@onready var _error: Label = %Error
@onready var _figures: GridContainer = %Figures
@onready var _graph: FrameGraph = %Graph
@onready var _panel: PanelContainer = %Panel
@onready var _state: Label = %State


func _ready() -> void:
	_processor = Processor.find(self)
	if _processor == null:
		push_error("Cutout: the overlay finds no CutoutBatch; enable the plugin Cutout.")
	show_value("frame", "").add_theme_color_override(&"font_color", FrameGraph.FRAME_COLOR)
	show_value("worst apply", "").add_theme_color_override(&"font_color", FrameGraph.APPLY_COLOR)
	visibility_changed.connect(_start_over)
	_panel.minimum_size_changed.connect(_place)
	get_viewport().size_changed.connect(_place)
	_start_over()
	_place()


func _unhandled_key_input(event: InputEvent) -> void:
	var key := event as InputEventKey
	if key.pressed and not key.echo and key.keycode == toggle_key and toggle_key != KEY_NONE:
		visible = not visible
		get_viewport().set_input_as_handled()


func _process(_delta: float) -> void:
	var now := Time.get_ticks_usec()
	var frame_usec := now - _previous_usec
	_previous_usec = now
	_frames += 1
	_worst_usec = maxi(_worst_usec, frame_usec)
	var stats := _processor.get_stats() if _processor != null else {}
	var apply_usec: int = stats.get("apply_usec", 0)
	_worst_apply_usec = maxi(_worst_apply_usec, apply_usec)
	_graph.add_frame(frame_usec / 1e3, apply_usec / 1e3)
	if now - _refreshed_usec >= _REFRESH_USEC:
		_show_frames((now - _refreshed_usec) / 1e3)
		if _processor != null:
			_show_jobs(stats)
			_show_state()
		_begin_interval()


## Shows a figure of the game's own below the others, or changes it; returns the label with the
## text, to be coloured.
func show_value(title: String, text: String) -> Label:
	if title not in _values:
		_values[title] = _new_row(title)
	_values[title].text = text
	return _values[title]


## Starts measuring anew, so that the time in which nothing was shown counts as no frame.
func _start_over() -> void:
	set_process(visible)
	_previous_usec = Time.get_ticks_usec()
	_begin_interval()


func _begin_interval() -> void:
	_refreshed_usec = _previous_usec
	_frames = 0
	_worst_usec = 0
	_worst_apply_usec = 0


func _show_frames(interval_msec: float) -> void:
	show_value("frame", "%.1f ms" % (interval_msec / _frames))
	show_value("worst frame", "%.1f ms" % (_worst_usec / 1e3))
	show_value("worst apply", "%.2f ms" % (_worst_apply_usec / 1e3))
	_graph.target_msec = 1000.0 / _target_fps()


func _show_jobs(stats: Dictionary) -> void:
	var failed: int = stats["failed"]
	var latency_usec: int = stats["latency_usec_p95"]
	var completed: int = stats["completed"]
	show_value("latency p95", _as_time(latency_usec))
	show_value("queue", str(stats["queued"]))
	show_value("in flight", str(stats["in_flight"]))
	show_value("jobs", "%d /s" % _meter.jobs_per_sec(completed, _previous_usec))
	show_value("workers", "%d of %d" % [stats["workers_ready"], stats["workers_total"]])
	show_value("done", str(stats["completed"]))
	_mark(show_value("failed", str(failed)), failed > 0)


func _show_state() -> void:
	var state := _processor.get_backend_state()
	var is_down := state == CutoutBatchProcessor.BackendState.FAILED
	_state.text = _STATES[state]
	_mark(_state, is_down)
	_error.visible = is_down
	_error.text = _processor.get_backend_error().get_slice("\n", 0) if is_down else ""


func _mark(label: Label, is_bad: bool) -> void:
	label.modulate = _BAD_COLOR if is_bad else Color.WHITE


func _new_row(title: String) -> Label:
	var heading := Label.new()
	heading.text = title
	heading.add_theme_color_override(&"font_color", _NAME_COLOR)
	var value := Label.new()
	value.horizontal_alignment = HORIZONTAL_ALIGNMENT_RIGHT
	value.custom_minimum_size.x = _VALUE_WIDTH
	value.size_flags_horizontal = Control.SIZE_EXPAND_FILL
	_figures.add_child(heading)
	_figures.add_child(value)
	return value


## Puts the panel into its corner; in a small window it shrinks.
func _place() -> void:
	var room := get_viewport().get_visible_rect().size - 2.0 * _MARGIN * Vector2.ONE
	var fit := room / _panel.get_combined_minimum_size()
	var share := clampf(minf(fit.x, fit.y), 0.1, 1.0)
	var preset := corner as Control.LayoutPreset
	_panel.scale = share * Vector2.ONE
	_panel.set_anchors_and_offsets_preset(preset, Control.PRESET_MODE_MINSIZE, _MARGIN)
	_panel.pivot_offset_ratio = Vector2(corner % 2, corner >> 1)


func _target_fps() -> float:
	if target_fps > 0:
		return target_fps
	if Engine.max_fps > 0:
		return Engine.max_fps
	var screen := DisplayServer.screen_get_refresh_rate()
	return screen if screen > 0.0 else 60.0


static func _as_time(usec: int) -> String:
	return "%.1f ms" % (usec / 1e3) if usec < 1_000_000 else "%.1f s" % (usec / 1e6)
