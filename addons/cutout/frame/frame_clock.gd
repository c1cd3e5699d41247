extends Node
## Measures how long everything but the applier works in a frame, so that the applier can have
## what is left.
##
## [codeblock lang=text]
##  physics, _process of others │ applier │ _process of others, deferred calls │ drawing │ wait
##  └───────── before ─────────┘           └───────────────── after ──────────────────┘
## [/codeblock]
## What came before is known when the applier starts; what comes after is taken from the last
## frames, as the value that nine in ten of them kept to. Drawing counts as the processor's time for
## the main viewport: the time until [signal RenderingServer.frame_post_draw] would include the wait
## for the screen. Not seen: what physics signals ([signal Area2D.body_entered] and the like) do
## before the first tick of a frame, and drawing into other viewports.
## [br][br]
## [member Performance.TIME_PROCESS] and its like change about once a second, so the clock takes its
## own timestamps. It costs a few microseconds a frame. Add it as a child of the node that runs the
## applier.

const _AFTER_EVERYBODY := 0x7fffffff
const _DEFAULT_RATE := 60.0

## The share of the last frames that took no longer after the applier than the clock expects.
var quantile := 0.9
## How many of the last frames count.
var window := 30
## How long the last whole frame worked, the applier included, in microseconds.
var work_usec := 0

var _after_usec := PackedInt64Array()
var _before_usec := 0
var _enter_usec := 0
var _end_usec := 0
var _has_entered := false
var _is_over := true
var _next := 0
var _on_end: Callable = _end_frame
var _own_usec := 0
var _periods_usec := PackedInt64Array()
var _screen_rate := -1.0
var _start_usec := 0
var _viewport := RID()


func _init() -> void:
	process_mode = Node.PROCESS_MODE_ALWAYS
	process_priority = _AFTER_EVERYBODY


func _enter_tree() -> void:
	get_tree().physics_frame.connect(_begin_frame)
	get_tree().process_frame.connect(_begin_frame)
	if DisplayServer.get_name() != "headless":
		_viewport = get_tree().root.get_viewport_rid()
		RenderingServer.viewport_set_measure_render_time(_viewport, true)
		RenderingServer.frame_pre_draw.connect(_end_frame)
	_read_screen_rate()


func _exit_tree() -> void:
	get_tree().physics_frame.disconnect(_begin_frame)
	get_tree().process_frame.disconnect(_begin_frame)
	if _viewport.is_valid():
		RenderingServer.frame_pre_draw.disconnect(_end_frame)
		RenderingServer.viewport_set_measure_render_time(_viewport, false)
		_viewport = RID()


func _notification(what: int) -> void:
	# The window may have come to another screen; asking every frame would cost too much on X11.
	if what == NOTIFICATION_WM_WINDOW_FOCUS_IN:
		_read_screen_rate()


func _process(_delta: float) -> void:
	# Deferred, to come after the deferred calls of this frame, redrawing among them.
	_on_end.call_deferred()


## Tells that the applier starts. May be called several times a frame.
func enter() -> void:
	_enter_usec = Time.get_ticks_usec()
	if not _has_entered:
		_has_entered = true
		_before_usec = _enter_usec - _start_usec if not _is_over else 0


## Tells that the applier has stopped; its time since [method enter] is not others' time.
func leave() -> void:
	_own_usec += Time.get_ticks_usec() - _enter_usec


## Returns how long a frame may take, in microseconds: by [member Engine.max_fps], else by the
## screen's refresh rate, else for 60 frames a second.
func target_usec() -> int:
	var rate := float(Engine.max_fps)
	if rate <= 0.0:
		rate = _screen_rate if _screen_rate > 0.0 else _DEFAULT_RATE
	return roundi(1e6 / rate)


## Returns how long everything but the applier is expected to work in this frame, in microseconds.
func others_usec() -> int:
	if _after_usec.is_empty():
		return _before_usec
	var sorted := _after_usec.duplicate()
	sorted.sort()
	return _before_usec + sorted[floori(quantile * (sorted.size() - 1))]


## Returns how long the last frames took from start to start, waiting included: their median, in
## microseconds; 0 before the first one.
func period_usec() -> int:
	if _periods_usec.is_empty():
		return 0
	var sorted := _periods_usec.duplicate()
	sorted.sort()
	return sorted[sorted.size() >> 1]


## Comes with every physics tick and once before everybody's [method Node._process]: the first of
## them in a frame begins it.
func _begin_frame() -> void:
	if not _is_over:
		return
	var now := Time.get_ticks_usec()
	if _start_usec > 0:
		_remember_frame(now - _start_usec)
	_is_over = false
	_has_entered = false
	_before_usec = 0
	_own_usec = 0
	_start_usec = now


func _end_frame() -> void:
	_is_over = true
	_end_usec = Time.get_ticks_usec()


func _remember_frame(period: int) -> void:
	work_usec = _end_usec - _start_usec + _drawing_usec()
	var after := work_usec - _own_usec - _before_usec
	if _after_usec.size() < window:
		_after_usec.append(after)
		_periods_usec.append(period)
		return
	_after_usec[_next % _after_usec.size()] = after
	_periods_usec[_next % _periods_usec.size()] = period
	_next += 1


func _drawing_usec() -> int:
	if not _viewport.is_valid():
		return 0
	var setup_msec := RenderingServer.get_frame_setup_time_cpu()
	var viewport_msec := RenderingServer.viewport_get_measured_render_time_cpu(_viewport)
	return roundi((setup_msec + viewport_msec) * 1000.0)


func _read_screen_rate() -> void:
	# Without a display there is no screen to ask.
	if _viewport.is_valid():
		_screen_rate = DisplayServer.screen_get_refresh_rate()
