@tool
@icon("cutout_destructible_2d.svg")
class_name CutoutDestructible2D
extends RigidBody2D
## A body that breaks into pieces when it is hit hard enough.
##
## Its outline is [member polygon], or that of a [Polygon2D] or [CollisionPolygon2D] below it, or
## of a [Polygon2D] above it. It draws itself unless a [Polygon2D] does, and collides by itself
## unless a collision node below it does. Freeze it for something that does not fall; with
## [member anchors],
## its pieces stand as long as something holds them.
## [codeblock]
## func _on_bullet_hit(wall: CutoutDestructible2D, bullet: RigidBody2D) -> void:
##     wall.damage(30.0, bullet.global_position, bullet.linear_velocity)
## [/codeblock]
## Workers compute the pieces; they come a few frames later, within the frame budget. Calls cost
## microseconds and may be made from anywhere, also from [signal RigidBody2D.body_entered].

## It was hurt, and has [member health] left.
signal damaged(amount: float, point: Vector2)
## It has broken, or something was cut out of it; [param result] is in its own coordinates.
signal fractured(result: CutoutFracture)
## A piece that is a body is about to enter the tree. Small ones are none: see [CutoutDebris].
signal fragment_spawned(fragment: CutoutFragment2D)
## With [member anchors]: a piece has come loose, and begins to fall.
signal fragment_released(fragment: CutoutFragment2D)
## Nothing is left of it but pieces.
signal destroyed
## It is whole again.
signal healed

const Blast := preload("../debris/blast.gd")
const Breakup := preload("../debris/breakup.gd")
const DestructibleBody := preload("destructible_body.gd")
const DestructibleBreakup := preload("destructible_breakup.gd")
const Healing := preload("healing.gd")
const Motion := preload("../debris/motion.gd")
const Processor := preload("../autoload/processor.gd")
const Standing := preload("standing.gd")
const Turns := preload("turns.gd")
const Warnings := preload("destructible_warnings.gd")

## The outline; without points, that of a [Polygon2D] or [CollisionPolygon2D] is taken.
@export var polygon: PackedVector2Array:
	set(value):
		polygon = value
		_rebuild()
## Holes in [member polygon].
@export var holes: Array[PackedVector2Array] = []:
	set(value):
		holes = value
		_rebuild()
## The colour that [member polygon] is drawn with.
@export var color := Color.WHITE:
	set(value):
		color = value
		_rebuild()
## The texture of [member polygon]; it covers its bounding box.
@export var texture: Texture2D:
	set(value):
		texture = value
		_rebuild()

@export_group("Breaking")
## How it breaks. Patterns that know a hit have it where this is hit.
@export var params: CutoutFractureParams
## How much damage it stands.
@export_range(0.0, 1000.0, 0.1, "or_greater") var max_health := 100.0
## Hits that hurt less than this do nothing.
@export_range(0.0, 1000.0, 0.1, "or_greater") var damage_threshold := 0.0
## How fast something has to hit it to hurt, in pixels a second; 0 for never.
@export_range(0.0, 5000.0, 1.0, "or_greater", "suffix:px/s") var impact_threshold := 0.0
## Damage by each pixel a second over [member impact_threshold].
@export_range(0.0, 10.0, 0.01, "or_greater") var impact_damage := 0.1
## Places that hold the pieces next to them. With any, pieces stand until nothing links them to one:
## in [member fragment_layer]. Those that come loose fall past them: see [member loose_layer].
@export var anchors: PackedVector2Array
## With [member anchors]: how far from a hit pieces come loose.
@export_range(0.0, 500.0, 1.0, "or_greater", "suffix:px") var break_radius := 0.0

@export_group("Fragments")
## A scene to make the pieces from, with a [CutoutFragment2D] as root; about twice the cost.
@export var fragment_scene: PackedScene
## The layers that pieces are in.
@export_flags_2d_physics var fragment_layer := 2
## The layers that pieces collide with. If those of pieces are among them, piles cost much more.
@export_flags_2d_physics var fragment_mask := 1
## With [member anchors]: the layers that pieces are in once they come loose; 0 for
## [member fragment_layer]. In layers apart from those of standing pieces, loose ones can pile up.
@export_flags_2d_physics var loose_layer := 0
## With [member anchors]: the layers that pieces collide with once they come loose; 0 for
## [member fragment_mask] without [member fragment_layer], because what stands around a piece would
## hold it like a keystone.
@export_flags_2d_physics var loose_mask := 0
## The physics material of the pieces; without one, that of the body.
@export var fragment_material: PhysicsMaterial
## How fast pieces fly from where it is hit, in pixels a second.
@export_range(0.0, 5000.0, 1.0, "or_greater", "suffix:px/s") var explosion_speed := 80.0
## The distance at which they fly half as fast; 0 for all alike.
@export_range(0.0, 1000.0, 1.0, "or_greater", "suffix:px") var explosion_reach := 100.0
## How fast pieces turn, at most, in radians a second.
@export_range(0.0, 30.0, 0.1, "or_greater", "suffix:rad/s") var explosion_spin := 2.0
## The momentum that a point of damage gives to the pieces that it sets free, in kilograms times
## pixels a second. Their mass is their share of [member RigidBody2D.mass], which is 1 kg for a body
## of any size unless you set it: a few small pieces of that fly very fast.
@export_range(0.0, 100.0, 0.01, "or_greater") var damage_impulse := 1.0

## How much damage it can still take.
var health := 100.0
## Whether it has broken.
var is_broken := false

var _blast: Blast
# What to wait for until it has broken; null unless it is about to.
var _breaking: Variant
var _breakup: Breakup
var _body := DestructibleBody.new()
var _cutter: PackedVector2Array
var _healing: Healing
var _is_cut := false
var _kept: PackedInt32Array
var _last_velocity := Vector2.ZERO
var _own_shapes := -1
var _standing: Standing
var _turns := Turns.new()
var _was_frozen := false


func _ready() -> void:
	health = max_health
	_rebuild()
	if Engine.is_editor_hint():
		return
	if impact_threshold > 0.0:
		contact_monitor = true
		max_contacts_reported = maxi(max_contacts_reported, 4)
		body_entered.connect(_on_body_entered)
	set_physics_process(impact_threshold > 0.0)


func _physics_process(_delta: float) -> void:
	_last_velocity = linear_velocity


## Takes [param amount] off its health, unless that is below [member damage_threshold]. At 0 it
## breaks at [param point], in global coordinates, and its pieces are driven along
## [param direction]. A broken one loses the pieces there that still stand.
func damage(amount: float, point: Vector2, direction := Vector2.ZERO) -> void:
	if amount < damage_threshold or amount <= 0.0:
		return
	var impulse := direction.normalized() * amount * damage_impulse
	if is_broken:
		if _standing != null:
			_standing.release_at(DestructibleBreakup.blast_of(self, point, impulse), break_radius)
		return
	health = maxf(0.0, health - amount)
	damaged.emit(amount, point)
	if health == 0.0:
		fracture_at(point, impulse)


## Breaks it at [param point], in global coordinates, whatever its health; [param impulse] is the
## momentum that its pieces get together. Returns what to [code]await[/code] for that, as
## [method CutoutBatchProcessor.fracture_object] does: the same again if it is about to break, since
## the first hit counts, and [code]null[/code] if it is broken already.
func fracture_at(point: Vector2, impulse := Vector2.ZERO) -> Variant:
	if is_broken or _breaking != null:
		return null if is_broken else _breaking
	var ending: Variant = _turns.take(_break_at.bind(point, to_local(point), impulse))
	if ending is Signal:
		_breaking = ending
		var finished: Signal = ending
		finished.connect(_on_break_ended, CONNECT_ONE_SHOT)
	return ending


## Cuts a shape out of it, in global coordinates. What is cut out is gone, or becomes a piece with
## [param hit_part] [code]"keep"[/code], or several with [code]"break"[/code]. Of what is left, the
## largest part stays as it is, or with [member anchors] all that they hold; the rest falls. A cut
## waits for those before it. Returns what [method fracture_at] does; [code]null[/code] also if it
## is about to break.
func cut(shape: PackedVector2Array, hit_part := "remove") -> Variant:
	if is_broken or _breaking != null:
		return null
	if shape.size() < 3:
		push_error("Cutout: cut() got %d points; pass a polygon of three or more." % shape.size())
		return null
	return _turns.take(_cut_out.bind(global_transform.affine_inverse() * shape, hit_part))


## Heals it by [param weight], where 1 heals everything: its health, what was cut out, and, if it is
## broken, its pieces, which fly back as far as that. Call it every frame for a healing that shows.
func heal(weight: float) -> void:
	if weight <= 0.0:
		return
	var is_whole := not is_broken and not _is_cut
	var before := health
	health = minf(max_health, health + weight * max_health)
	if is_whole:
		if health == max_health and before < max_health:
			healed.emit()
		return
	if _healing == null:
		_standing = null
		_healing = Healing.new(self, _breakup.pieces if is_broken else [])
	if _healing.advance(weight):
		_become_whole()


## Returns its rings, for [method CutoutBatchProcessor.fracture_object].
func get_polygon_data() -> Array[PackedVector2Array]:
	return _body.rings


## Puts pieces in its place, or takes out of it what was cut. Returns what tells when that is done.
func apply_fracture(result: CutoutFracture) -> Signal:
	_body.read_look(self)
	var breakup := DestructibleBreakup.of(self, result, _body.look)
	breakup.on_fragment = _on_fragment
	if _cutter.is_empty():
		breakup.blast = _blast
		breakup.source = self
		breakup.on_start = _switch_off
		breakup.needs_bodies = not anchors.is_empty()
		breakup.is_frozen = breakup.needs_bodies
		breakup.finished.connect(_on_broken, CONNECT_ONE_SHOT)
	else:
		breakup.is_partial = true
		breakup.only = _sort_out(result)
		breakup.finished.connect(_on_cut, CONNECT_ONE_SHOT)
	return Processor.of(self).debris.spawn(breakup)


func _draw() -> void:
	if not _body.has_picture() or _is_cut:
		_body.draw(self)


func _get_configuration_warnings() -> PackedStringArray:
	return Warnings.of(self, _body.rings)


func _break_at(point: Vector2, local: Vector2, impulse: Vector2) -> Variant:
	if is_broken:
		return null
	_blast = DestructibleBreakup.blast_of(self, point, impulse)
	return _submit(Blast.aimed(CutoutFractureParams.dictionary_from(params), local))


func _cut_out(local: PackedVector2Array, hit_part: String) -> Variant:
	if is_broken:
		return null
	_blast = null
	var chance := params.seed if params != null else 0
	var ending: Variant = _submit(DestructibleBody.punch(local, hit_part, chance))
	_cutter = local
	return ending


func _on_break_ended(_job: CutoutJob) -> void:
	_breaking = null


func _submit(wanted: Dictionary) -> Variant:
	_cutter = PackedVector2Array()
	var processor := Processor.of(self)
	return processor.fracture_object(self, wanted) if processor != null else null


## Reads the outline anew, as after a change or once it is healed.
func _rebuild() -> void:
	if not is_node_ready():
		return
	_is_cut = false
	_body.read(self)
	if not Engine.is_editor_hint():
		_set_shapes([] if _body.has_collision() else _body.convex_parts())
		_enable_shapes(true)
	queue_redraw()
	update_configuration_warnings()


func _set_shapes(parts: Array[PackedVector2Array]) -> void:
	if _own_shapes >= 0:
		remove_shape_owner(_own_shapes)
		_own_shapes = -1
	if not parts.is_empty():
		_own_shapes = DestructibleBody.add_shapes(self, parts)


## Switches its shapes, or those of its children if it has none of its own.
func _enable_shapes(is_on: bool) -> void:
	for owner_id in get_shape_owners():
		var counts := _own_shapes < 0 or owner_id == _own_shapes
		shape_owner_set_disabled(owner_id, not (is_on and counts))


## The first piece is about to come.
func _switch_off(breakup: Breakup) -> void:
	breakup.place = global_transform
	breakup.motion = Motion.new(self)
	_breakup = breakup
	is_broken = true
	_was_frozen = freeze
	freeze = true
	_enable_shapes(false)


func _on_fragment(piece: CutoutFragment2D) -> void:
	if fragment_spawned.has_connections():
		fragment_spawned.emit(piece)


func _on_broken(breakup: Breakup) -> void:
	for helper in _body.helpers:
		if helper == get_parent():
			helper.hide()
	if breakup.needs_bodies:
		_standing = Standing.new(breakup, anchors)
		_standing.released.connect(fragment_released.emit)
		_standing.release_at(breakup.blast, break_radius)
	fractured.emit(breakup.fracture)
	destroyed.emit()


## Returns the fragments that do not stay after a cut, and notes the others.
func _sort_out(result: CutoutFracture) -> PackedInt32Array:
	_kept = Standing.kept_after_cut(result, anchors)
	var falling := PackedInt32Array()
	# With "remove", what was cut out is not among the fragments.
	for index in result.size():
		if not index in _kept:
			falling.append(index)
	return falling


func _on_cut(breakup: Breakup) -> void:
	var result := breakup.fracture
	var kept_area := 0.0
	var parts: Array[PackedVector2Array] = []
	_body.keep(result, _kept, _cutter)
	for index in _kept:
		kept_area += result.areas[index]
		parts.append_array(result.convex_parts(index, result.ring(index)))
	_cutter = PackedVector2Array()
	_is_cut = true
	var whole_area: float = result.report["input_area"]
	mass = maxf(mass * kept_area / maxf(whole_area, 1e-6), 0.001)
	for helper in _body.helpers:
		if helper is Polygon2D:
			helper.hide()
	_set_shapes(parts)
	_enable_shapes(true)
	queue_redraw()
	fractured.emit(result)
	if _kept.is_empty():
		is_broken = true
		_was_frozen = freeze
		freeze = true
		_breakup = breakup
		hide()
		destroyed.emit()


func _become_whole() -> void:
	_healing.free_pieces(Processor.of(self))
	_healing = null
	if is_broken:
		freeze = _was_frozen
	is_broken = false
	_breakup = null
	for helper in _body.helpers:
		helper.show()
	show()
	_rebuild()
	health = max_health
	healed.emit()


func _on_body_entered(other: Node) -> void:
	var speed := _last_velocity.length()
	var body := other as RigidBody2D
	if body != null:
		speed = maxf(speed, (_last_velocity - body.linear_velocity).length())
	if speed > impact_threshold:
		var point := global_position
		if other is Node2D:
			point = (other as Node2D).global_position
		damage((speed - impact_threshold) * impact_damage, point, -_last_velocity)
