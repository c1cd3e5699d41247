class_name CutoutDebris3D
extends "any_debris.gd"
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

const BodyMaker3D := preload("body_maker_3d.gd")
const Breakup3D := preload("breakup_3d.gd")
const DebrisLimits3D := preload("debris_limits_3d.gd")
const FragmentRegister3D := preload("fragment_register_3d.gd")
const FragmentScene := preload("fragment_scene.gd")
const Shrinking3D := preload("shrinking_3d.gd")
const View3D := preload("view_3d.gd")

const _BODY := &"body_3d"

## The limits, from the project settings; they may be changed while the game runs.
var limits := DebrisLimits3D.new()

var _alive := FragmentRegister3D.new()
var _maker: BodyMaker3D
var _room := 0
var _seen := View3D.new()
var _shrinking := Shrinking3D.new()


func _init() -> void:
	_limits = limits
	_register = _alive
	_view = _seen


func _enter_tree() -> void:
	super()
	_shrinking.process_mode = Node.PROCESS_MODE_PAUSABLE
	add_child(_shrinking, false, Node.INTERNAL_MODE_FRONT)


## Takes a fragment out of the game within the frame budget: its picture flies on and shrinks.
func retire(piece: CutoutFragment3D) -> void:
	_retire(piece)


## Returns how things stand. Ever: [code]bodies[/code] and [code]fast[/code] fragments spawned, and
## as [enum CutoutDebris.Reason] says [code]small overflow masked retired dropped[/code]. Now:
## [code]alive awake colliding flying waiting[/code] (objects), [code]awake_limit[/code].
func get_stats() -> Dictionary:
	var stats := super()
	stats["awake"] = _alive.awake
	stats["flying"] = _shrinking.size()
	return stats


func _step_kind() -> StringName:
	return _BODY


func _cost_usec(breakup: AnyBreakup) -> float:
	return breakup.fracture.size() * _applier.estimate_usec(_BODY)


func _prepare(breakup: AnyBreakup) -> void:
	var own: Breakup3D = breakup
	_maker = BodyMaker3D.new(own)
	_sort_out(own)
	_room = limits.room(_alive.alive, _alive.awake)


func _make_next() -> bool:
	var breakup: Breakup3D = _current
	var count := _wanted.size()
	if _place < count:
		_make_body(breakup, _wanted[_place])
		_place += 1
	elif _place < count + _small.size():
		_make_picture(breakup, _small[_place - count])
		_place += 1
	return _place == count + _small.size()


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
	var lacking := _wanted.size() - limits.room(_alive.alive, _alive.awake)
	if lacking > 0 and lacking > _candidates().size():
		_account.add(CutoutDebris.Reason.OVERFLOW, _wanted.size())
		_small = PackedInt32Array(range(areas.size()))
		_wanted = PackedInt32Array()
	var is_seen := _seen.sees(breakup.place.origin, get_viewport())
	if _small.is_empty() or (is_seen and _shrinking.size() + _small.size() <= limits.fast_3d):
		return
	_account.add(CutoutDebris.Reason.DROPPED, _small.size())
	_small = PackedInt32Array()
	if is_seen and _wanted.is_empty() and breakup.whole != null:
		# As one piece: never without a trace.
		_fly(breakup, breakup.whole, breakup.place, breakup.motion.linear, breakup.motion.angular)


func _make_body(breakup: Breakup3D, index: int) -> void:
	if _room <= 0:
		_retire_one()
	_room -= 1
	var piece := _new_piece(breakup)
	_maker.dress(piece, index)
	if breakup.collision_layer & breakup.collision_mask != 0 and not _may_collide():
		piece.collision_mask &= ~breakup.collision_layer
	if breakup.on_fragment.is_valid():
		breakup.on_fragment.call(piece)
	breakup.parent.add_child(piece)
	_alive.add_piece(breakup, piece)
	_made_in_frame += 1
	_bodies += 1
	if fragment_spawned.has_connections():
		fragment_spawned.emit(piece)


func _make_picture(breakup: Breakup3D, index: int) -> void:
	var at := _maker.home_of(index)
	var mesh := breakup.look.mesh_of(breakup.fracture, index)
	var place := Transform3D(breakup.place.basis, at)
	_fly(breakup, mesh, place, _maker.velocity_at(at), _maker.turning_of(index))
	_fast_pieces += 1
	_made_in_frame += 1


func _fly(
	breakup: Breakup3D, mesh: Mesh, place: Transform3D, velocity: Vector3, angular: Vector3
) -> void:
	_shrinking.add_falling(mesh, breakup, place, limits.fast_life_sec).launch(velocity, angular)


## Takes a fragment out of the game. By its id: it may be gone by now.
func _leave(id: int) -> void:
	var piece := instance_from_id(id) as CutoutFragment3D
	if piece == null:
		return
	piece.say_goodbye()
	if piece.is_inside_tree() and piece.is_visible_in_tree():
		if _seen.sees(piece.global_position, get_viewport()):
			_shrinking.add_body(piece, limits.fade_sec)
	_account.add(CutoutDebris.Reason.RETIRED, 1)
	piece.free()


static func _new_piece(breakup: Breakup3D) -> CutoutFragment3D:
	if breakup.scene == null:
		return CutoutFragment3D.new()
	return FragmentScene.make(breakup.scene, CutoutFragment3D) as CutoutFragment3D
