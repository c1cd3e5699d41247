@abstract
extends Node
## What [CutoutDebris] and [CutoutDebris3D] have in common: objects wait, become fragments in steps
## of the frame budget, and fragments make room for newer ones.

## In this frame, [param count] fragments did not become, or did not stay, what they were meant to
## be.
signal degraded(reason: CutoutDebris.Reason, count: int)

const AnyBreakup := preload("any_breakup.gd")
const AnyRegister := preload("any_register.gd")
const AnyView := preload("any_view.gd")
const Applier := preload("../frame/applier.gd")
const DebrisAccount := preload("debris_account.gd")
const DebrisLimits := preload("debris_limits.gd")
const FrameBudget := preload("../frame/frame_budget.gd")
const TickWatch := preload("tick_watch.gd")

var _account := DebrisAccount.new()
var _applier: Applier
var _bodies := 0
var _budget: FrameBudget
var _clock_sec := 0.0
## The object that is becoming fragments.
var _current: AnyBreakup
var _fast_pieces := 0
## Whether [member _current] is known to be wanted still, in this frame.
var _is_checked := false
## Whether the next object does not fit this frame.
var _is_held := false
var _is_stepping := false
## What bounds their number; set by who extends this, as are the register and the view.
var _limits: DebrisLimits
var _made_in_frame := 0
## How many of the fragments of [member _current] are there.
var _place := 0
var _register: AnyRegister
## The fragments of [member _current] that fly without physics.
var _small: PackedInt32Array
var _ticks := TickWatch.new()
var _view: AnyView
var _waiting: Array[AnyBreakup] = []
## The fragments of [member _current] that become bodies.
var _wanted: PackedInt32Array


## Connects it with the frame budget. For the processor.
func set_up(applier: Applier, budget: FrameBudget) -> void:
	_applier = applier
	_budget = budget


func _enter_tree() -> void:
	process_mode = Node.PROCESS_MODE_ALWAYS
	get_tree().physics_frame.connect(_on_physics_frame)
	get_tree().process_frame.connect(_on_process_frame)


func _exit_tree() -> void:
	get_tree().physics_frame.disconnect(_on_physics_frame)
	get_tree().process_frame.disconnect(_on_process_frame)
	_waiting.clear()
	_current = null


func _process(delta: float) -> void:
	if not get_tree().paused:
		_clock_sec += delta
	_made_in_frame = 0
	_is_checked = false
	for piece: Node in _register.sweep(_clock_sec, _limits.body_life_sec):
		_retire(piece)
	_view.forget()
	if _is_held:
		_is_held = false
		_wake()
	_account.tell(degraded)


## Puts fragments in the place of what broke, in this frame or a later one. Returns what tells when
## they are all there. For the nodes that break.
func spawn(breakup: AnyBreakup) -> Signal:
	breakup.seal()
	_waiting.append(breakup)
	_view.forget_order()
	_wake()
	return breakup.finished


## Returns how things stand, as far as plane and space have it in common.
func get_stats() -> Dictionary:
	var stats := {"bodies": _bodies, "fast": _fast_pieces}
	_account.write_to(stats)
	stats["alive"] = _register.alive
	stats["colliding"] = _register.colliding
	stats["waiting"] = _waiting.size() + (1 if _current != null else 0)
	stats["awake_limit"] = floori(_limits.awake * _limits.share)
	return stats


## Returns how long the main thread is expected to take for the fragments of an object.
@abstract func _cost_usec(breakup: AnyBreakup) -> float

## Returns the kind of the steps.
@abstract func _step_kind() -> StringName

## Decides what becomes of the fragments of an object.
@abstract func _prepare(breakup: AnyBreakup) -> void

## Makes the next fragments of the current object. Returns [code]true[/code] if these were the last.
@abstract func _make_next() -> bool

## Takes a fragment out of the game. By its id: it may be gone by now.
@abstract func _leave(id: int) -> void


func _retire(piece: Node) -> void:
	if _register.remove(piece):
		_applier.push(_leave.bind(piece.get_instance_id()), Applier.FREE)


func _wake() -> void:
	if not _is_stepping and not _is_held:
		_is_stepping = true
		_applier.push(_step, _step_kind())


## Does the next fragments. Returns [code]true[/code] if there is another for this frame.
func _step() -> bool:
	if _current == null and not _begin_next():
		_is_stepping = not _is_held and not _waiting.is_empty()
		return _is_stepping
	if not _is_checked and _current.is_orphaned():
		_finish()
	else:
		_is_checked = true
		if _make_next():
			_replace_source()
			_finish()
	_is_stepping = _current != null or not _waiting.is_empty()
	return _is_stepping


## Takes the next object. Returns [code]false[/code] if its bodies are not to begin now.
func _begin_next() -> bool:
	if _waiting.is_empty():
		return false
	if _view.needs_order():
		_view.sort(_waiting, get_viewport())
	var breakup := _waiting[-1]
	var is_orphaned := breakup.is_orphaned()
	if _made_in_frame > 0 and not is_orphaned and not _fits(breakup):
		_is_held = true
		return false
	_waiting.pop_back()
	_current = breakup
	_is_checked = not is_orphaned and not breakup.on_start.is_valid()
	_place = 0
	_small = PackedInt32Array()
	_wanted = PackedInt32Array()
	if is_orphaned:
		return true
	if breakup.on_start.is_valid():
		breakup.on_start.call(breakup)
	_prepare(breakup)
	if not _wanted.is_empty():
		_register.add(breakup, _clock_sec)
	return true


func _fits(breakup: AnyBreakup) -> bool:
	return _budget == null or _budget.has_time_for(_cost_usec(breakup))


## Returns whether one more fragment of the current object may collide with others, and counts it.
func _may_collide() -> bool:
	if _register.colliding < _limits.colliding:
		_register.colliding += 1
		_current.colliding += 1
		return true
	_account.add(CutoutDebris.Reason.MASKED, 1)
	return false


func _replace_source() -> void:
	var source := _current.source
	if source == null:
		return
	source.set(&"visible", false)
	if _current.frees_source:
		_register.remove(source)
		_applier.push_free(source)


func _finish() -> void:
	var breakup := _current
	_current = null
	breakup.finish()


func _candidates() -> Array:
	return _register.candidates(_clock_sec, _limits.least_life_sec, _view, get_viewport())


func _retire_one() -> void:
	var victims := _candidates()
	while not victims.is_empty():
		# Not typed: it may have been freed since the list was made.
		var victim: Variant = victims.pop_back()
		if not is_instance_valid(victim):
			continue
		var piece: Node = victim
		if _register.remove(piece):
			_leave(piece.get_instance_id())
			return


func _on_physics_frame() -> void:
	_ticks.begin()


func _on_process_frame() -> void:
	var usec := _ticks.end()
	if usec > 0:
		_limits.note_tick(usec)
