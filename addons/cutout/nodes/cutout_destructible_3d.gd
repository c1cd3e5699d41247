@tool
@icon("cutout_destructible_3d.svg")
class_name CutoutDestructible3D
extends RigidBody3D
## A body of cardboard: a flat outline with a thickness, which breaks into pieces when it is hit
## hard enough.
##
## Its outline is [member polygon], in pixels with y down, like that of a [Polygon2D] and of
## everything else in Cutout, so that one outline serves in the plane and in space;
## [member units_per_pixel] says how large that is. In space y points up and the front to +z; the
## point (0, 0) is the origin. It draws itself, and collides by itself unless a [CollisionShape3D]
## or [CollisionPolygon3D] below it does. Freeze it for something that does not fall.
## [codeblock]
## func _on_ball_hit(wall: CutoutDestructible3D, ball: RigidBody3D) -> void:
##     wall.damage(30.0, ball.global_position, ball.linear_velocity)
## [/codeblock]
## Workers compute the pieces; they come a few frames later, within the frame budget. Calls cost
## microseconds and may be made from anywhere, also from [signal RigidBody3D.body_entered].

## It was hurt, and has [member health] left.
signal damaged(amount: float, point: Vector3)
## It has broken; [param result] is in the coordinates of [member polygon].
signal fractured(result: CutoutFracture)
## A piece that is a body is about to enter the tree. Small ones are none: see [CutoutDebris3D].
signal fragment_spawned(fragment: CutoutFragment3D)
## Nothing is left of it but pieces.
signal destroyed
## It is whole again.
signal healed

const Blast := preload("../debris/blast.gd")
const Blast3D := preload("../debris/blast_3d.gd")
const Breakup3D := preload("../debris/breakup_3d.gd")
const Healing3D := preload("healing_3d.gd")
const Look3D := preload("../debris/look_3d.gd")
const Motion3D := preload("../debris/motion_3d.gd")
const Processor := preload("../autoload/processor.gd")
const SolidBody := preload("solid_body.gd")

const _CARDBOARD := Color(0.62, 0.46, 0.29)

## The outline, in pixels with y down. A [CSGPolygon3D] has y up, in units.
@export var polygon: PackedVector2Array:
	set(value):
		polygon = value
		_rebuild()
## Holes in [member polygon].
@export var holes: Array[PackedVector2Array] = []:
	set(value):
		holes = value
		_rebuild()
## How thick it is, in units.
@export_range(0.001, 1.0, 0.001, "or_greater") var depth := 0.05:
	set(value):
		depth = maxf(value, 1e-4)
		_rebuild()
## How large a pixel of [member polygon] is in space, as [member SpriteBase3D.pixel_size].
@export_range(0.0001, 0.1, 0.0001, "or_greater") var units_per_pixel := 0.01:
	set(value):
		units_per_pixel = maxf(value, 1e-6)
		_rebuild()

@export_group("Drawing")
## The colour of the front, unless [member front_material] is set.
@export var color := Color.WHITE:
	set(value):
		color = value
		_rebuild()
## The texture of the front, unless [member front_material] is set. It covers the bounding box of
## [member polygon], or [member CutoutFractureParams.uv_rect].
@export var texture: Texture2D:
	set(value):
		texture = value
		_rebuild()
## The material of the front.
@export var front_material: Material:
	set(value):
		front_material = value
		_rebuild()
## The material of the back; without one, that of the edges. The back shows a texture from behind.
@export var back_material: Material:
	set(value):
		back_material = value
		_rebuild()
## The material of the edges; without one, plain cardboard. Its UVs are units, along the edge and
## from front to back: see [member CutoutFractureParams.side_uv_scale].
@export var side_material: Material:
	set(value):
		side_material = value
		_rebuild()
## Whether it and its pieces cast shadows.
@export var cast_shadow := GeometryInstance3D.SHADOW_CASTING_SETTING_ON:
	set(value):
		cast_shadow = value
		_rebuild()
## The layers that it and its pieces are drawn in.
@export_flags_3d_render var render_layers := 1:
	set(value):
		render_layers = value
		_rebuild()

@export_group("Breaking")
## How it breaks, in the coordinates of [member polygon]. Patterns that know a hit have it where
## this is hit. Thickness and size are its own.
@export var params: CutoutFractureParams:
	set(value):
		params = value
		_rebuild()
## How much damage it stands.
@export_range(0.0, 1000.0, 0.1, "or_greater") var max_health := 100.0
## Hits that hurt less than this do nothing.
@export_range(0.0, 1000.0, 0.1, "or_greater") var damage_threshold := 0.0
## How fast it has to hit something to be hurt, in units a second; 0 for never.
@export_range(0.0, 100.0, 0.1, "or_greater", "suffix:m/s") var impact_threshold := 0.0
## Damage by each unit a second over [member impact_threshold].
@export_range(0.0, 100.0, 0.1, "or_greater") var impact_damage := 10.0

@export_group("Fragments")
## A scene to make the pieces from, with a [CutoutFragment3D] as root.
@export var fragment_scene: PackedScene
## The layers that pieces are in.
@export_flags_3d_physics var fragment_layer := 2
## The layers that pieces collide with. If those of pieces are among them, piles cost much more.
@export_flags_3d_physics var fragment_mask := 1
## The physics material of the pieces; without one, that of the body.
@export var fragment_material: PhysicsMaterial
## How fast pieces fly from where it is hit, in units a second.
@export_range(0.0, 100.0, 0.1, "or_greater", "suffix:m/s") var explosion_speed := 1.5
## The distance at which they fly half as fast; 0 for all alike.
@export_range(0.0, 100.0, 0.01, "or_greater", "suffix:m") var explosion_reach := 1.0
## How fast pieces turn, at most, in radians a second.
@export_range(0.0, 30.0, 0.1, "or_greater", "suffix:rad/s") var explosion_spin := 3.0
## The momentum that a point of damage gives to the pieces, in kilograms times units a second. Their
## mass is their share of [member RigidBody3D.mass], which is 1 kg for a body of any size unless you
## set it.
@export_range(0.0, 10.0, 0.001, "or_greater") var damage_impulse := 0.02

## How much damage it can still take.
var health := 100.0
## Whether it has broken.
var is_broken := false

var _blast: Blast3D
# What to wait for until it has broken; null unless it is about to.
var _breaking: Variant
var _breakup: Breakup3D
var _healing: Healing3D
var _last_velocity := Vector3.ZERO
var _look := Look3D.new()
var _own_shapes: PackedInt32Array
var _picture := MeshInstance3D.new()
var _solid: SolidBody
var _was_frozen := false


func _init() -> void:
	add_child(_picture, false, INTERNAL_MODE_FRONT)


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
## [param direction].
func damage(amount: float, point: Vector3, direction := Vector3.ZERO) -> void:
	if is_broken or amount < damage_threshold or amount <= 0.0:
		return
	health = maxf(0.0, health - amount)
	damaged.emit(amount, point)
	if health == 0.0:
		fracture_at(point, direction.normalized() * amount * damage_impulse)


## Breaks it at [param point], in global coordinates, whatever its health; [param impulse] is the
## momentum that its pieces get together. Returns what to [code]await[/code] for that, as
## [method CutoutBatchProcessor.fracture_object] does: the same again if it is about to break, since
## the first hit counts, and [code]null[/code] if it is broken already.
func fracture_at(point: Vector3, impulse := Vector3.ZERO) -> Variant:
	if is_broken or _breaking != null:
		return null if is_broken else _breaking
	var processor := Processor.of(self)
	if processor == null:
		return null
	_blast = _new_blast(point, impulse)
	var at := _look.extrusion.to_outline(to_local(point))
	var wanted := Blast.aimed(CutoutFractureParams.dictionary_from(params), at)
	_breaking = processor.fracture_object(self, wanted)
	if _breaking is Signal:
		var finished: Signal = _breaking
		finished.connect(_on_break_ended, CONNECT_ONE_SHOT)
	return _breaking


## Heals it by [param weight], where 1 heals everything: its health and, if it is broken, its
## pieces, which fly back as far as that. Call it every frame for a healing that shows.
func heal(weight: float) -> void:
	if weight <= 0.0:
		return
	var before := health
	health = minf(max_health, health + weight * max_health)
	if not is_broken:
		if health == max_health and before < max_health:
			healed.emit()
		return
	if not _breakup.is_finished:
		return
	if _healing == null:
		_healing = Healing3D.new(self, _breakup.pieces)
	if _healing.advance(weight):
		_become_whole()


## Returns its rings, for [method CutoutBatchProcessor.fracture_object].
func get_polygon_data() -> Array[PackedVector2Array]:
	var rings: Array[PackedVector2Array] = []
	if polygon.size() >= 3:
		rings.append(polygon)
		rings.append_array(holes)
	return rings


## Returns what it breaks with if it is asked to break with [param p_params]: it knows how thick it
## is. For [CutoutBatchProcessor].
func get_fracture_params(p_params: Variant) -> Dictionary:
	var own: Variant = p_params if p_params != null else params
	var all := CutoutFractureParams.dictionary_from(own).duplicate()
	all.merge(_look.extrusion.solid_params(), true)
	return all


## Puts pieces in its place. Returns what tells when that is done.
func apply_fracture(result: CutoutFracture) -> Signal:
	var breakup := Breakup3D.new()
	breakup.fracture = result
	breakup.params = params
	breakup.place = global_transform.orthonormalized()
	breakup.look = _look
	breakup.whole = _solid.mesh if _solid != null else null
	breakup.motion = Motion3D.new(self)
	breakup.blast = _blast
	breakup.explosion = _new_blast()
	breakup.parent = get_parent()
	breakup.source = self
	breakup.scene = fragment_scene
	breakup.collision_layer = fragment_layer
	breakup.collision_mask = fragment_mask
	breakup.gravity_scale = gravity_scale
	breakup.physics_material = (
		fragment_material if fragment_material != null else physics_material_override
	)
	breakup.mass = mass
	breakup.on_start = _switch_off
	breakup.on_fragment = _on_fragment
	breakup.finished.connect(_on_broken, CONNECT_ONE_SHOT)
	return Processor.of(self).debris_3d.spawn(breakup)


func _get_configuration_warnings() -> PackedStringArray:
	var warnings := PackedStringArray()
	if polygon.size() < 3:
		warnings.append("There is nothing to break: set polygon, three points or more.")
	elif _solid != null and not _solid.is_sound:
		warnings.append("The outline crosses itself, or a hole does: it cannot be filled.")
	if fragment_scene != null and not _makes_fragments(fragment_scene):
		warnings.append("The root of fragment_scene has to be a CutoutFragment3D.")
	return warnings


func _new_blast(point := Vector3.ZERO, impulse := Vector3.ZERO) -> Blast3D:
	var blast := Blast3D.new(point, impulse)
	blast.speed = explosion_speed
	blast.reach = explosion_reach
	blast.spin = explosion_spin
	return blast


## Makes mesh and shapes anew, as after a change or once it is healed.
func _rebuild() -> void:
	if not is_node_ready():
		return
	var rings := get_polygon_data()
	_look = Look3D.new()
	_look.extrusion.depth = depth
	_look.extrusion.units_per_pixel = units_per_pixel
	_look.cover(rings)
	if params != null:
		_look.extrusion.side_uv_scale = params.side_uv_scale
		if params.uv_rect.has_area():
			_look.extrusion.uv_rect = params.uv_rect
	var side := side_material if side_material != null else Look3D.plain(_CARDBOARD)
	_look.materials = [
		front_material if front_material != null else _look.painted(color, texture),
		back_material if back_material != null else side,
		side,
	]
	_look.set_extras(cast_shadow, render_layers)
	_solid = SolidBody.of(rings, _look.extrusion)
	_picture.mesh = _solid.mesh
	_look.dress(_picture)
	for i in _solid.mesh.get_surface_count():
		_picture.set_surface_override_material(i, _look.materials[i])
	_set_shapes()
	_enable_shapes(not is_broken)
	update_configuration_warnings()


func _set_shapes() -> void:
	for owner_id in _own_shapes:
		remove_shape_owner(owner_id)
	_own_shapes.clear()
	for child in get_children():
		if child is CollisionShape3D or child is CollisionPolygon3D:
			return
	for i in _solid.shapes.size():
		var owner_id := create_shape_owner(self)
		shape_owner_set_transform(owner_id, Transform3D(Basis.IDENTITY, _solid.places[i]))
		shape_owner_add_shape(owner_id, _solid.shapes[i])
		_own_shapes.append(owner_id)


## Switches its shapes, or those of its children if it has none of its own.
func _enable_shapes(is_on: bool) -> void:
	for owner_id in get_shape_owners():
		shape_owner_set_disabled(owner_id, not is_on)


## The first piece is about to come.
func _switch_off(breakup: Breakup3D) -> void:
	breakup.place = global_transform.orthonormalized()
	breakup.motion = Motion3D.new(self)
	_breakup = breakup
	_healing = null
	is_broken = true
	_was_frozen = freeze
	freeze = true
	_enable_shapes(false)


func _on_fragment(piece: CutoutFragment3D) -> void:
	if fragment_spawned.has_connections():
		fragment_spawned.emit(piece)


func _on_break_ended(_job: CutoutJob) -> void:
	_breaking = null


func _on_broken(breakup: Breakup3D) -> void:
	fractured.emit(breakup.fracture)
	destroyed.emit()


func _become_whole() -> void:
	_healing.free_pieces(Processor.of(self))
	_healing = null
	_breakup = null
	is_broken = false
	freeze = _was_frozen
	health = max_health
	_enable_shapes(true)
	show()
	healed.emit()


func _on_body_entered(other: Node) -> void:
	var relative := _last_velocity
	var body := other as RigidBody3D
	if body != null:
		relative -= body.linear_velocity
	var speed := maxf(_last_velocity.length(), relative.length())
	if speed > impact_threshold:
		var amount := (speed - impact_threshold) * impact_damage
		damage(amount, _solid.place_hit(self, body, relative), -_last_velocity)


static func _makes_fragments(scene: PackedScene) -> bool:
	var root := scene.instantiate()
	var fits := root is CutoutFragment3D
	root.free()
	return fits
