class_name CutoutDebris
extends Node
## Puts fragments in the place of what broke, inside the frame budget, and keeps their number within
## what the game bears.
##
## It is [member CutoutBatchProcessor.debris]. A fragment is a [CutoutFragment2D] as long as there
## is room for another body. Small ones, and whole objects for which there is none, fly without
## physics: they collide with nothing and fade. How many is said under
## [code]cutout/debris/[/code] in the
## project settings. Whatever does not become a body is counted, and told by [signal degraded].
## [br][br]
## What is near the middle of the screen comes first. An object that does not fit a frame's budget
## comes a frame later; what it replaces is hidden in the frame of its last fragment.

## A fragment that is a body has entered the tree.
signal fragment_spawned(fragment: CutoutFragment2D)
## In this frame, [param count] fragments did not become, or did not stay, what they were meant to
## be.
signal degraded(reason: Reason, count: int)

## Why a fragment is not what it was meant to be.
enum Reason {
	## Too small for a body: it flies without physics.
	SMALL,
	## No room for the bodies of its object: it flies without physics.
	OVERFLOW,
	## Too many bodies collide with each other: it collides with the world only.
	MASKED,
	## It left to make room for a newer one, or because its time was over.
	RETIRED,
	## Its object was out of sight, and there was no room for it anywhere: it never came.
	DROPPED,
}

const Applier := preload("../frame/applier.gd")
const BodyMaker := preload("body_maker.gd")
const Breakup := preload("breakup.gd")
const DebrisAccount := preload("debris_account.gd")
const DebrisLimits := preload("debris_limits.gd")
const FastDebris := preload("fast_debris.gd")
const FragmentPool := preload("fragment_pool.gd")
const FragmentRegister := preload("fragment_register.gd")
const FrameBudget := preload("../frame/frame_budget.gd")
const Prewarm := preload("prewarm.gd")
const TickWatch := preload("tick_watch.gd")
const View := preload("view.gd")

const _BODY := &"body"
# A step costs about 1 µs besides its own work, and that of a body takes 6.
const _BODIES_A_STEP := 6
# Near the limit, fragments below the mean of their object are small.
const _CROWDED := 0.75

## The limits, from the project settings; they may be changed while the game runs.
var limits := DebrisLimits.new()

var _account := DebrisAccount.new()
var _applier: Applier
var _bodies := 0
var _budget: FrameBudget
var _clock_sec := 0.0
var _current: Breakup
var _collides := false
var _fast := FastDebris.new()
var _fast_pieces := 0
var _is_checked := false
var _is_held := false
var _is_stepping := false
var _made_in_frame := 0
var _maker: BodyMaker
var _new_bodies := 0
var _place := 0
var _pool := FragmentPool.new()
var _register := FragmentRegister.new()
var _room := 0
var _small: PackedInt32Array
var _ticks := TickWatch.new()
var _view := View.new()
var _waiting: Array[Breakup] = []
var _wanted: PackedInt32Array


## Connects it with the frame budget. For the processor.
func set_up(applier: Applier, budget: FrameBudget) -> void:
	_applier = applier
	_budget = budget


func _enter_tree() -> void:
	process_mode = Node.PROCESS_MODE_ALWAYS
	_fast.process_mode = Node.PROCESS_MODE_PAUSABLE
	add_child(_fast, false, Node.INTERNAL_MODE_FRONT)
	add_child(Prewarm.new(_fast.get_material()), false, Node.INTERNAL_MODE_FRONT)
	get_tree().physics_frame.connect(_on_physics_frame)
	get_tree().process_frame.connect(_on_process_frame)


func _exit_tree() -> void:
	get_tree().physics_frame.disconnect(_on_physics_frame)
	get_tree().process_frame.disconnect(_on_process_frame)
	_waiting.clear()
	_current = null
	_pool.clear()


func _process(delta: float) -> void:
	if not get_tree().paused:
		_clock_sec += delta
	_made_in_frame = 0
	_is_checked = false
	for piece: CutoutFragment2D in _register.sweep(_clock_sec, limits.body_life_sec):
		retire(piece)
	_view.forget()
	if _is_held:
		_is_held = false
		_wake()
	_account.tell(degraded)


## Puts fragments in the place of what broke, in this frame or a later one. Returns what tells when
## they are all there. For the nodes that break.
func spawn(breakup: Breakup) -> Signal:
	breakup.seal()
	_waiting.append(breakup)
	_view.forget_order()
	_wake()
	return breakup.finished


## Takes a fragment out of the game within the frame budget: its picture flies on and fades.
func retire(piece: CutoutFragment2D) -> void:
	if _register.remove(piece):
		_applier.push(_leave.bind(piece.get_instance_id()), Applier.FREE)


## Returns how things stand. Ever: [code]bodies[/code] and [code]fast[/code] fragments spawned, and
## as [enum Reason] says [code]small overflow masked retired dropped[/code]. Now: [code]alive
## awake colliding flying pooled waiting[/code] (objects), [code]awake_limit[/code].
func get_stats() -> Dictionary:
	var stats := {"bodies": _bodies, "fast": _fast_pieces}
	_account.write_to(stats)
	stats["alive"] = _register.alive
	stats["awake"] = _awake()
	stats["colliding"] = _register.colliding
	stats["flying"] = _fast.pieces
	stats["pooled"] = _pool.size()
	stats["waiting"] = _waiting.size() + (1 if _current != null else 0)
	stats["awake_limit"] = floori(limits.awake * limits.share)
	return stats


func _wake() -> void:
	if not _is_stepping and not _is_held:
		_is_stepping = true
		_applier.push(_step, _BODY)


## Does the next fragments. Returns [code]true[/code] if there is another for this frame.
func _step() -> bool:
	if _current == null and not _begin_next():
		_is_stepping = not _is_held and not _waiting.is_empty()
		return _is_stepping
	if not _is_checked and _current.is_orphaned():
		_finish()
	else:
		_is_checked = true
		if _maker != null:
			_make_bodies()
		if _place >= _wanted.size():
			_end_current()
	_is_stepping = _current != null or not _waiting.is_empty()
	return _is_stepping


## Takes the next object. Returns [code]false[/code] if its bodies are not to begin now.
func _begin_next() -> bool:
	if _waiting.is_empty():
		return false
	if _view.needs_order():
		_view.sort(_waiting, get_viewport())
	var breakup: Breakup = _waiting[-1]
	var is_orphaned := breakup.is_orphaned()
	if _made_in_frame > 0 and not is_orphaned and not _fits(breakup.only.size()):
		_is_held = true
		return false
	_waiting.pop_back()
	_current = breakup
	_is_checked = not is_orphaned and not breakup.on_start.is_valid()
	_maker = null
	_place = 0
	if is_orphaned:
		_wanted = PackedInt32Array()
		return true
	if breakup.on_start.is_valid():
		breakup.on_start.call(breakup)
	_sort_out(breakup)
	if not _wanted.is_empty():
		_maker = BodyMaker.new(breakup)
		_collides = (breakup.collision_layer & breakup.collision_mask) != 0
		_register.add(breakup, _clock_sec)
	return true


## Decides which fragments become bodies.
func _sort_out(breakup: Breakup) -> void:
	_small = PackedInt32Array()
	_wanted = breakup.only
	var awake := _awake()
	_room = limits.room(_register.alive, awake)
	if breakup.needs_bodies:
		return
	var arrays := breakup.fracture.get_arrays()
	var scale := absf(breakup.place.determinant())
	var least := limits.small_area / scale if scale > 0.0 else INF
	if awake > _CROWDED * limits.awake * limits.share:
		least = maxf(least, _CROWDED * arrays.total_area() / arrays.count)
	if arrays.least_area() < least:
		_sort_by_size(arrays.areas, least)
	var lacking := _wanted.size() - _room
	if lacking > 0 and lacking > _retireable():
		_account.add(Reason.OVERFLOW, _wanted.size())
		_small = breakup.only
		_wanted = PackedInt32Array()
	if (
		_fast.pieces + _small.size() > limits.fast
		and not _view.sees(breakup.place.origin, get_viewport())
	):
		_account.add(Reason.DROPPED, _small.size())
		_small = PackedInt32Array()


## Takes the fragments with an area below [param least] out of those that become bodies.
func _sort_by_size(areas: PackedFloat32Array, least: float) -> void:
	var all := _wanted
	_wanted = PackedInt32Array()
	for index in all:
		if areas[index] < least:
			_small.append(index)
		else:
			_wanted.append(index)
	_account.add(Reason.SMALL, _small.size())


## Makes the next bodies: as many as a step does.
func _make_bodies() -> void:
	var breakup := _current
	var has_pool := limits.pool > 0
	var first := _place
	_place = mini(first + _BODIES_A_STEP, _wanted.size())
	var revived: Array[CutoutFragment2D] = []
	var fresh: Array[CutoutFragment2D] = []
	for place in range(first, _place):
		if _room <= 0 and not breakup.needs_bodies:
			_retire_one()
		_room -= 1
		var piece := _pool.take(breakup) if has_pool else null
		if piece != null:
			revived.append(piece)
		else:
			piece = (
				CutoutFragment2D.new()
				if breakup.scene == null
				else FragmentPool.make(breakup.scene)
			)
			fresh.append(piece)
		_maker.dress(piece, _wanted[place])
		if _collides:
			_limit_collisions(piece)
		if breakup.on_fragment.is_valid():
			breakup.on_fragment.call(piece)
	for piece in revived:
		_pool.revive(piece)
		_welcome(piece)
	if not fresh.is_empty():
		PhysicsServer2D.body_set_axis_velocity(fresh[0].get_rid(), fresh[0].linear_velocity)
	for piece in fresh:
		breakup.parent.add_child(piece)
		_welcome(piece)
	var made := _place - first
	_register.alive += made
	_made_in_frame += made
	_new_bodies += made
	_bodies += made


func _welcome(piece: CutoutFragment2D) -> void:
	_current.pieces.append(piece)
	if fragment_spawned.has_connections():
		fragment_spawned.emit(piece)


## Lets a fragment collide with the world only if too many collide with each other.
func _limit_collisions(piece: CutoutFragment2D) -> void:
	if _register.colliding < limits.colliding:
		_register.colliding += 1
		_current.colliding += 1
		return
	piece.collision_mask &= ~_current.collision_layer
	_account.add(Reason.MASKED, 1)


func _end_current() -> void:
	var breakup := _current
	if not _small.is_empty():
		_fast.add(breakup, _small, limits.fast_life_sec)
		_made_in_frame += 1
		_fast_pieces += _small.size()
	if breakup.source != null:
		if breakup.frees_source:
			if breakup.source is CutoutFragment2D:
				_register.remove(breakup.source as CutoutFragment2D)
			_applier.push_free(breakup.source)
		breakup.source.hide()
	_finish()


func _finish() -> void:
	var breakup := _current
	_current = null
	_maker = null
	breakup.finish()


func _retire_one() -> void:
	var victims := _register.candidates(
		_clock_sec, limits.least_life_sec, _view.rect(get_viewport())
	)
	while not victims.is_empty():
		# Not typed: it may have been freed since the list was made.
		var victim: Variant = victims.pop_back()
		if not is_instance_valid(victim):
			continue
		var piece: CutoutFragment2D = victim
		if _register.remove(piece):
			_leave(piece.get_instance_id())
			return


func _retireable() -> int:
	var view := _view.rect(get_viewport())
	return _register.candidates(_clock_sec, limits.least_life_sec, view).size()


## Takes a fragment out of the game. By its id: it may be gone by now.
func _leave(id: int) -> void:
	var piece := instance_from_id(id) as CutoutFragment2D
	if piece == null:
		return
	piece.say_goodbye()
	if piece.is_inside_tree() and piece.is_visible_in_tree():
		if _view.rect(get_viewport()).has_point(piece.global_position):
			_fast.add_body(piece, limits.fade_sec)
	_account.add(Reason.RETIRED, 1)
	if not _pool.give(piece, limits.pool):
		piece.free()


func _fits(count: int) -> bool:
	return (
		_budget == null
		or _budget.has_time_for(count * _applier.estimate_usec(_BODY) / _BODIES_A_STEP)
	)


## Returns how many bodies are awake. Those that are new to the physics are not in its account yet.
func _awake() -> int:
	var active := PhysicsServer2D.get_process_info(PhysicsServer2D.INFO_ACTIVE_OBJECTS)
	return mini(_register.alive, active + _new_bodies)


func _on_physics_frame() -> void:
	_ticks.begin()
	_new_bodies = 0


func _on_process_frame() -> void:
	var usec := _ticks.end()
	if usec > 0:
		limits.note_tick(usec)
