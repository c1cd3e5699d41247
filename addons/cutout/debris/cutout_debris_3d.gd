class_name CutoutDebris3D
extends Node
## Puts fragments in the place of what broke in space, inside the frame budget, and keeps their
## number within what the game bears.
##
## It is [member CutoutBatchProcessor.debris_3d], and does for [CutoutDestructible3D] what
## [CutoutDebris] does in the plane. A fragment is a [CutoutFragment3D] as long as there is room for
## another body. Small ones, and whole objects for which there is none, fly without physics and
## shrink away. Whatever does not become a body is counted, and told by [signal degraded].
## [br][br]
## What is near the camera comes first. An object that does not fit a frame's budget comes a frame
## later; what it replaces is hidden in the frame of its last fragment.

## A fragment that is a body has entered the tree.
signal fragment_spawned(fragment: CutoutFragment3D)
## In this frame, [param count] fragments did not become, or did not stay, what they were meant to
## be. [constant CutoutDebris.DROPPED] are those of objects that shrank in one piece, or were out of
## sight.
signal degraded(reason: CutoutDebris.Reason, count: int)

const Applier := preload("../frame/applier.gd")
const BodyMaker3D := preload("body_maker_3d.gd")
const Breakup3D := preload("breakup_3d.gd")
const DebrisAccount := preload("debris_account.gd")
const DebrisLimits3D := preload("debris_limits_3d.gd")
const FragmentRegister3D := preload("fragment_register_3d.gd")
const FrameBudget := preload("../frame/frame_budget.gd")
const Shrinking3D := preload("shrinking_3d.gd")
const TickWatch := preload("tick_watch.gd")
const View3D := preload("view_3d.gd")

const _BODY := &"body_3d"

## The limits, from the project settings; they may be changed while the game runs.
var limits := DebrisLimits3D.new()

var _account := DebrisAccount.new()
var _applier: Applier
var _bodies := 0
var _budget: FrameBudget
var _clock_sec := 0.0
var _current: Breakup3D
var _fast_pieces := 0
var _is_held := false
var _is_stepping := false
var _made_in_frame := 0
var _maker: BodyMaker3D
var _place := 0
var _register := FragmentRegister3D.new()
var _room := 0
var _shrinking := Shrinking3D.new()
var _small: PackedInt32Array
var _ticks := TickWatch.new()
var _view := View3D.new()
var _waiting: Array[Breakup3D] = []
var _wanted: PackedInt32Array


## Connects it with the frame budget. For the processor.
func set_up(applier: Applier, budget: FrameBudget) -> void:
	_applier = applier
	_budget = budget


func _enter_tree() -> void:
	process_mode = Node.PROCESS_MODE_ALWAYS
	_shrinking.process_mode = Node.PROCESS_MODE_PAUSABLE
	add_child(_shrinking, false, Node.INTERNAL_MODE_FRONT)
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
	for piece: CutoutFragment3D in _register.sweep(_clock_sec, limits.body_life_sec):
		retire(piece)
	_view.forget()
	if _is_held:
		_is_held = false
		_wake()
	_account.tell(degraded)


## Puts fragments in the place of what broke, in this frame or a later one. Returns what tells when
## they are all there. For the nodes that break.
func spawn(breakup: Breakup3D) -> Signal:
	breakup.seal()
	_waiting.append(breakup)
	_view.forget_order()
	_wake()
	return breakup.finished


## Takes a fragment out of the game within the frame budget: its picture flies on and shrinks.
func retire(piece: CutoutFragment3D) -> void:
	if _register.remove(piece):
		_applier.push(_leave.bind(piece.get_instance_id()), Applier.FREE)


## Returns how things stand. Ever: [code]bodies[/code] and [code]fast[/code] fragments spawned, and
## as [enum CutoutDebris.Reason] says [code]small overflow masked retired dropped[/code]. Now:
## [code]alive awake colliding flying waiting[/code] (objects), [code]awake_limit[/code].
func get_stats() -> Dictionary:
	var stats := {"bodies": _bodies, "fast": _fast_pieces}
	_account.write_to(stats)
	stats["alive"] = _register.alive
	stats["awake"] = _register.awake
	stats["colliding"] = _register.colliding
	stats["flying"] = _shrinking.size()
	stats["waiting"] = _waiting.size() + (1 if _current != null else 0)
	stats["awake_limit"] = floori(limits.awake * limits.share)
	return stats


func _wake() -> void:
	if not _is_stepping and not _is_held:
		_is_stepping = true
		_applier.push(_step, _BODY)


## Does the next fragment. Returns [code]true[/code] if there is another for this frame.
func _step() -> bool:
	if _current == null and not _begin_next():
		_is_stepping = not _is_held and not _waiting.is_empty()
		return _is_stepping
	if _current.is_orphaned():
		_finish()
	elif _place < _wanted.size():
		_make_body(_wanted[_place])
		_place += 1
	elif _place < _wanted.size() + _small.size():
		_make_picture(_small[_place - _wanted.size()])
		_place += 1
	if _current != null and _place == _wanted.size() + _small.size():
		_end_current()
	_is_stepping = _current != null or not _waiting.is_empty()
	return _is_stepping


## Takes the next object. Returns [code]false[/code] if its bodies are not to begin now.
func _begin_next() -> bool:
	if _waiting.is_empty():
		return false
	if _view.needs_order():
		_view.sort(_waiting, get_viewport())
	var breakup: Breakup3D = _waiting[-1]
	if _made_in_frame > 0 and not breakup.is_orphaned() and not _fits(breakup.fracture.size()):
		_is_held = true
		return false
	_waiting.pop_back()
	_current = breakup
	_place = 0
	_wanted = PackedInt32Array()
	_small = PackedInt32Array()
	if breakup.is_orphaned():
		return true
	if breakup.on_start.is_valid():
		breakup.on_start.call(breakup)
	_maker = BodyMaker3D.new(breakup)
	_sort_out(breakup)
	_room = limits.room(_register.alive, _register.awake)
	if not _wanted.is_empty():
		_register.add(breakup, _clock_sec)
	return true


## Decides which fragments become bodies.
func _sort_out(breakup: Breakup3D) -> void:
	var areas := breakup.fracture.areas
	var units := breakup.look.extrusion.units_per_pixel
	var least := limits.small_area_3d / (units * units)
	for index in areas.size():
		if areas[index] < least:
			_small.append(index)
		else:
			_wanted.append(index)
	_account.add(CutoutDebris.Reason.SMALL, _small.size())
	var lacking := _wanted.size() - limits.room(_register.alive, _register.awake)
	if lacking > 0 and lacking > _candidates().size():
		_account.add(CutoutDebris.Reason.OVERFLOW, _wanted.size())
		_small = PackedInt32Array(range(areas.size()))
		_wanted = PackedInt32Array()
	var is_seen := _view.sees(breakup.place.origin, get_viewport())
	if _small.is_empty() or (is_seen and _shrinking.size() + _small.size() <= limits.fast_3d):
		return
	_account.add(CutoutDebris.Reason.DROPPED, _small.size())
	_small = PackedInt32Array()
	if is_seen and _wanted.is_empty() and breakup.whole != null:
		# As one piece: never without a trace.
		_fly(breakup.whole, breakup.place, breakup.motion.linear, breakup.motion.angular)


func _make_body(index: int) -> void:
	var breakup := _current
	if _room <= 0:
		_retire_one()
	_room -= 1
	var piece := CutoutFragment3D.new() if breakup.scene == null else _make_from(breakup.scene)
	_maker.dress(piece, index)
	if breakup.collision_layer & breakup.collision_mask != 0:
		_limit_collisions(piece)
	if breakup.on_fragment.is_valid():
		breakup.on_fragment.call(piece)
	breakup.parent.add_child(piece)
	_register.add_piece(breakup, piece)
	_made_in_frame += 1
	_bodies += 1
	if fragment_spawned.has_connections():
		fragment_spawned.emit(piece)


func _make_picture(index: int) -> void:
	var breakup := _current
	var at := _maker.home_of(index)
	var mesh := breakup.look.mesh_of(breakup.fracture, index)
	var place := Transform3D(breakup.place.basis, at)
	_fly(mesh, place, _maker.velocity_at(at), _maker.turning_of(index))
	_fast_pieces += 1
	_made_in_frame += 1


func _fly(mesh: Mesh, place: Transform3D, velocity: Vector3, angular: Vector3) -> void:
	_shrinking.add_falling(mesh, _current, place, limits.fast_life_sec).launch(velocity, angular)


## Lets a fragment collide with the world only if too many collide with each other.
func _limit_collisions(piece: CutoutFragment3D) -> void:
	if _register.colliding < limits.colliding:
		_register.colliding += 1
		_current.colliding += 1
		return
	piece.collision_mask &= ~_current.collision_layer
	_account.add(CutoutDebris.Reason.MASKED, 1)


func _end_current() -> void:
	var breakup := _current
	if breakup.source != null:
		breakup.source.hide()
		if breakup.frees_source:
			var piece := breakup.source as CutoutFragment3D
			if piece != null:
				_register.remove(piece)
			_applier.push_free(breakup.source)
	_finish()


func _finish() -> void:
	var breakup := _current
	_current = null
	_maker = null
	breakup.finish()


func _retire_one() -> void:
	var victims := _candidates()
	while not victims.is_empty():
		# Not typed: it may have been freed since the list was made.
		var victim: Variant = victims.pop_back()
		if not is_instance_valid(victim):
			continue
		var piece: CutoutFragment3D = victim
		if _register.remove(piece):
			_leave(piece.get_instance_id())
			return


func _candidates() -> Array:
	return _register.candidates(_clock_sec, limits.least_life_sec, _view, get_viewport())


## Takes a fragment out of the game. By its id: it may be gone by now.
func _leave(id: int) -> void:
	var piece := instance_from_id(id) as CutoutFragment3D
	if piece == null:
		return
	piece.say_goodbye()
	if piece.is_inside_tree() and piece.is_visible_in_tree():
		if _view.sees(piece.global_position, get_viewport()):
			_shrinking.add_body(piece, limits.fade_sec)
	_account.add(CutoutDebris.Reason.RETIRED, 1)
	piece.free()


func _fits(count: int) -> bool:
	return _budget == null or _budget.has_time_for(count * _applier.estimate_usec(_BODY))


func _on_physics_frame() -> void:
	_ticks.begin()


func _on_process_frame() -> void:
	var usec := _ticks.end()
	if usec > 0:
		limits.note_tick(usec)


static func _make_from(scene: PackedScene) -> CutoutFragment3D:
	var root := scene.instantiate()
	if root is CutoutFragment3D:
		return root
	push_error(
		(
			"Cutout: the root of %s is a %s; give it the script CutoutFragment3D or one that extends it."
			% [scene.resource_path, root.get_class()]
		)
	)
	root.free()
	return CutoutFragment3D.new()
