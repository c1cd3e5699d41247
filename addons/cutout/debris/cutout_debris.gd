class_name CutoutDebris
extends "any_debris.gd"
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

const BodyMaker := preload("body_maker.gd")
const Breakup := preload("breakup.gd")
const FastDebris := preload("fast_debris.gd")
const FragmentPool := preload("fragment_pool.gd")
const FragmentRegister := preload("fragment_register.gd")
const FragmentScene := preload("fragment_scene.gd")
const Prewarm := preload("prewarm.gd")
const View := preload("view.gd")

const _BODY := &"body"
# A step costs about 1 µs besides its own work, and that of a body takes 6.
const _BODIES_A_STEP := 6
# Near the limit, fragments below the mean of their object are small.
const _CROWDED := 0.75

## The limits, from the project settings; they may be changed while the game runs.
var limits := DebrisLimits.new()

var _collides := false
var _fast := FastDebris.new()
var _maker: BodyMaker
var _new_bodies := 0
var _pool := FragmentPool.new()
var _room := 0
var _shown := View.new()


func _init() -> void:
	_limits = limits
	_register = FragmentRegister.new()
	_view = _shown


func _enter_tree() -> void:
	super()
	_fast.process_mode = Node.PROCESS_MODE_PAUSABLE
	add_child(_fast, false, Node.INTERNAL_MODE_FRONT)
	add_child(Prewarm.new(_fast.get_material()), false, Node.INTERNAL_MODE_FRONT)


func _exit_tree() -> void:
	super()
	_pool.clear()


## Takes a fragment out of the game within the frame budget: its picture flies on and fades.
func retire(piece: CutoutFragment2D) -> void:
	_retire(piece)


## Returns how things stand. Ever: [code]bodies[/code] and [code]fast[/code] fragments spawned, and
## as [enum Reason] says [code]small overflow masked retired dropped[/code]. Now: [code]alive
## awake colliding flying pooled waiting[/code] (objects), [code]awake_limit[/code].
func get_stats() -> Dictionary:
	var stats := super()
	stats["awake"] = _awake()
	stats["flying"] = _fast.pieces
	stats["pooled"] = _pool.size()
	return stats


func _step_kind() -> StringName:
	return _BODY


func _cost_usec(breakup: AnyBreakup) -> float:
	var count := (breakup as Breakup).only.size()
	return count * _applier.estimate_usec(_BODY) / _BODIES_A_STEP


func _prepare(breakup: AnyBreakup) -> void:
	var own: Breakup = breakup
	_maker = null
	_sort_out(own)
	if not _wanted.is_empty():
		_maker = BodyMaker.new(own)
		_collides = (own.collision_layer & own.collision_mask) != 0


func _make_next() -> bool:
	var breakup: Breakup = _current
	if _maker != null:
		_make_bodies(breakup)
	if _place < _wanted.size():
		return false
	if not _small.is_empty():
		_fast.add(breakup, _small, limits.fast_life_sec)
		_made_in_frame += 1
		_fast_pieces += _small.size()
	_maker = null
	return true


## Decides which fragments become bodies.
func _sort_out(breakup: Breakup) -> void:
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
	if lacking > 0 and lacking > _candidates().size():
		_account.add(Reason.OVERFLOW, _wanted.size())
		_small = breakup.only
		_wanted = PackedInt32Array()
	if (
		_fast.pieces + _small.size() > limits.fast
		and not _shown.sees(breakup.place.origin, get_viewport())
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
func _make_bodies(breakup: Breakup) -> void:
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
			piece = _new_piece(breakup)
			fresh.append(piece)
		_maker.dress(piece, _wanted[place])
		if _collides and not _may_collide():
			piece.collision_mask &= ~breakup.collision_layer
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


## Takes a fragment out of the game. By its id: it may be gone by now.
func _leave(id: int) -> void:
	var piece := instance_from_id(id) as CutoutFragment2D
	if piece == null:
		return
	piece.say_goodbye()
	if piece.is_inside_tree() and piece.is_visible_in_tree():
		if _shown.rect(get_viewport()).has_point(piece.global_position):
			_fast.add_body(piece, limits.fade_sec)
	_account.add(Reason.RETIRED, 1)
	if not _pool.give(piece, limits.pool):
		piece.free()


## Returns how many bodies are awake. Those that are new to the physics are not in its account yet.
func _awake() -> int:
	var active := PhysicsServer2D.get_process_info(PhysicsServer2D.INFO_ACTIVE_OBJECTS)
	return mini(_register.alive, active + _new_bodies)


func _on_physics_frame() -> void:
	super()
	_new_bodies = 0


static func _new_piece(breakup: Breakup) -> CutoutFragment2D:
	if breakup.scene == null:
		return CutoutFragment2D.new()
	return FragmentScene.make(breakup.scene, CutoutFragment2D) as CutoutFragment2D
