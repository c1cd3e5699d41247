extends Node2D
## As many objects as you like break at once, and figures say how that goes.

const Field := preload("field.gd")
const Graph := preload("graph.gd")
const Knob := preload("knob.gd")
const Meter := preload("meter.gd")

const _PAUSE_SEC := 3.0
const _FIGURES := """frame  p50 [b]%.1f[/b]  p99 [b]%.1f[/b] ms
jobs  [b]%d[/b] /s,  queued [b]%d[/b],  in flight [b]%d[/b]
latency  p95 [b]%.1f[/b] ms,  workers [b]%d[/b] of [b]%d[/b]
pieces  [b]%d[/b] bodies, [b]%d[/b] awake of [b]%d[/b], [b]%d[/b] fast
overflow [b]%d[/b],  retired [b]%d[/b],  dropped [b]%d[/b]"""

var _has_begun := false
var _meter := Meter.new()
var _quiet_sec := 0.0

@onready var _awake: Knob = %Awake
@onready var _bodies: Knob = %Bodies
@onready var _fast: Knob = %Fast
@onready var _field: Field = $Field
@onready var _figures: RichTextLabel = %Figures
@onready var _fragments: Knob = %Fragments
@onready var _frame_graph: Graph = %FrameGraph
@onready var _objects: Knob = %Objects
@onready var _pattern: OptionButton = %Pattern
@onready var _pieces_graph: Graph = %PiecesGraph
@onready var _queue_graph: Graph = %QueueGraph
@onready var _repeat: CheckButton = %Repeat


func _ready() -> void:
	for pattern: String in ["random", "clustered", "poisson", "grid", "radial", "chaotic"]:
		_pattern.add_item(pattern)
	_pattern.item_selected.connect(func(_index: int) -> void: _build())
	_objects.moved.connect(func(_value: int) -> void: _build())
	_fragments.moved.connect(func(_value: int) -> void: _build())
	_awake.moved.connect(func(value: int) -> void: CutoutBatch.debris.limits.awake = value)
	_bodies.moved.connect(func(value: int) -> void: CutoutBatch.debris.limits.bodies = value)
	_fast.moved.connect(func(value: int) -> void: CutoutBatch.debris.limits.fast = value)
	(%Rebuild as Button).pressed.connect(_build)
	(%Break as Button).pressed.connect(_break_all)
	_build()


func _process(delta: float) -> void:
	var jobs := CutoutBatch.get_stats()
	var debris := CutoutBatch.debris.get_stats()
	_show(jobs, debris)
	var is_busy: bool = jobs["unfinished"] > 0 or debris["waiting"] > 0
	_quiet_sec = 0.0 if is_busy else _quiet_sec + delta
	if _repeat.button_pressed and _quiet_sec > _PAUSE_SEC:
		if _has_begun:
			_build()
		else:
			_break_all()


func _unhandled_key_input(event: InputEvent) -> void:
	if event.is_action_pressed(&"ui_accept"):
		_build()
		_break_all()


## For the stage: breaks everything, and returns when a good part of it is done.
func play() -> void:
	var before: int = CutoutBatch.get_stats()["completed"]
	_break_all()
	while CutoutBatch.get_stats()["completed"] - before < _objects.value * 0.6:
		await get_tree().process_frame


func _build() -> void:
	var pattern := _pattern.get_item_text(_pattern.selected)
	var count := _fragments.value
	# Each pattern has its own word for how many.
	var across := maxi(1, roundi(sqrt(count)))
	var params := {
		"pattern": pattern,
		"fragment_count": count,
		"min_cell_distance": clampf(0.8 / across, 0.01, 0.5),
		"grid_rows": across,
		"grid_cols": across,
		"ring_count": maxi(1, roundi(count / 8.0)),
		"ring_size": 10.0,
		"slice_count": across,
	}
	_field.build(_objects.value, params)
	_has_begun = false
	_quiet_sec = 0.0


func _break_all() -> void:
	_has_begun = true
	_quiet_sec = 0.0
	_meter.start_over()
	_field.break_all()


func _show(jobs: Dictionary, debris: Dictionary) -> void:
	var completed: int = jobs["completed"]
	var queued: int = jobs["queued"]
	var alive: int = debris["alive"]
	var flying: int = debris["flying"]
	var latency_usec: int = jobs["latency_usec_p95"]
	var frame_msec := _meter.count_frame(completed)
	if _has_begun:
		_frame_graph.add(frame_msec)
		_queue_graph.add(queued)
		_pieces_graph.add(alive + flying)
	if Engine.get_process_frames() % 10 != 0:
		return
	var values := [_meter.percentile(0.5), _meter.percentile(0.99), _meter.jobs_per_sec, queued]
	values.append_array([jobs["in_flight"], latency_usec / 1e3, jobs["workers_ready"]])
	values.append_array([jobs["workers_total"], alive, debris["awake"], debris["awake_limit"]])
	values.append_array([flying, debris["overflow"], debris["retired"], debris["dropped"]])
	_figures.text = _FIGURES % values
