extends Node
## Fragments without physics: all of one object in a single canvas item, moved in the vertex shader.
##
## They fly, turn, fade and shrink, and collide with nothing. An object costs about as much as two
## bodies, once; a flying one costs nothing but its drawing.

const Breakup := preload("breakup.gd")
const Look := preload("look.gd")

const _SHADER := preload("fast_debris.gdshader")
# As in the shader: its time starts again here, before a float gets too coarse for it.
const _WRAP_SEC := 4096.0
# Each costs a microsecond or two, and all of a storm end within a few frames.
const _MOST_FREED := 64
# Takes every point to (0, 0).
const _NOWHERE := Transform2D(Vector2.ZERO, Vector2.ZERO, Vector2.ZERO)
# How fast fragments begin to turn, at most, in radians a second.
const _SPIN := 3.0

## How many fragments fly.
var pieces := 0

var _clock_sec := 0.0
var _counts := PackedInt32Array()
var _ends_sec := PackedFloat64Array()
var _gravity := Vector2.ZERO
var _items: Array[RID] = []
var _material := ShaderMaterial.new()
var _material_rid := _material.get_rid()
var _next_end_sec := INF
# The items hold no reference.
var _textures: Array[Texture2D] = []


func _init() -> void:
	_material.shader = _SHADER
	var strength: float = ProjectSettings.get_setting("physics/2d/default_gravity")
	var direction: Vector2 = ProjectSettings.get_setting("physics/2d/default_gravity_vector")
	_gravity = direction * strength
	set_process(false)


func _exit_tree() -> void:
	for item in _items:
		RenderingServer.free_rid(item)
	_items.clear()
	_counts.clear()
	_ends_sec.clear()
	_textures.clear()
	pieces = 0


func _process(delta: float) -> void:
	_clock_sec += delta
	_material.set_shader_parameter(&"now", fposmod(_clock_sec, _WRAP_SEC))
	if _clock_sec >= _next_end_sec:
		_end_due()
	if _items.is_empty():
		set_process(false)


## Lets the fragments [param indices] of what broke fly for [param life_sec].
func add(breakup: Breakup, indices: PackedInt32Array, life_sec: float) -> void:
	var look := breakup.look
	var motion := breakup.motion
	var angular := motion.angular
	var arrays := breakup.fracture.get_arrays()
	var local := breakup.place.affine_inverse()
	var velocity := local.basis_xform(motion.linear)
	var gravity := local.basis_xform(_gravity * breakup.gravity_scale)
	var push := Vector2.ZERO
	var spin := _SPIN
	var speed := velocity.length()
	var item := _new_item(look, breakup.parent, breakup.place, life_sec)
	if breakup.blast != null:
		var blast := breakup.blast
		var scale := local.get_scale().x
		var origin := local * blast.origin
		push = local.basis_xform(breakup.push())
		spin = maxf(spin, blast.spin)
		speed += push.length() + blast.speed * scale
		RenderingServer.canvas_item_set_instance_shader_parameter(
			item, &"blast", Vector4(origin.x, origin.y, blast.speed * scale, blast.reach * scale)
		)
	_set_motion(item, velocity, angular, spin, gravity, push)
	var centre := Vector2.ZERO
	var start := arrays.draw_flight(indices, item, look.colors, look.texture_rid)
	if angular != 0.0:
		centre = arrays.centre()
		speed += absf(angular) * start.size.length()
	if look.texture != null or angular != 0.0:
		_set_uv(item, look, centre)
	_set_reach(item, start, speed, gravity, life_sec)
	_keep(item, indices.size(), life_sec, look.texture)


## Lets a body's picture fly on, fade and shrink for [param life_sec], in place of the body.
func add_body(body: CutoutFragment2D, life_sec: float) -> void:
	var place := body.global_transform
	var local := place.affine_inverse()
	var look := body.get_look()
	var gravity := Vector2.ZERO
	if not body.sleeping and not body.freeze:
		gravity = local.basis_xform(_gravity * body.gravity_scale)
	var velocity := local.basis_xform(body.linear_velocity)
	var item := _new_item(look, body.get_parent(), place, life_sec)
	_set_motion(item, velocity, body.angular_velocity, 0.0, gravity, Vector2.ZERO)
	_set_uv(item, look, Vector2.ZERO)
	# It turns about its own centre of mass, for every corner.
	var start := body.draw_on(item, look, _NOWHERE)
	_set_reach(item, start, velocity.length(), gravity, life_sec)
	_keep(item, 1, life_sec, look.texture)


## Returns the material of the items, for what makes its pipeline ready.
func get_material() -> ShaderMaterial:
	return _material


func _new_item(look: Look, parent: Node, place: Transform2D, life_sec: float) -> RID:
	var item := RenderingServer.canvas_item_create()
	var beside := parent as CanvasItem
	if beside != null:
		RenderingServer.canvas_item_set_parent(item, beside.get_canvas_item())
		var parent_place := beside.get_global_transform()
		if parent_place != Transform2D.IDENTITY:
			place = parent_place.affine_inverse() * place
	else:
		RenderingServer.canvas_item_set_parent(item, parent.get_viewport().world_2d.canvas)
	RenderingServer.canvas_item_set_transform(item, place)
	RenderingServer.canvas_item_set_interpolated(item, false)
	RenderingServer.canvas_item_set_material(item, _material_rid)
	if look.item != null:
		look.item.dress_rid(item)
	var born := fposmod(_clock_sec, _WRAP_SEC)
	RenderingServer.canvas_item_set_instance_shader_parameter(
		item, &"clock", Vector4(born, life_sec, 0.0, 0.0)
	)
	return item


func _set_motion(
	item: RID, velocity: Vector2, angular: float, spin: float, gravity: Vector2, push: Vector2
) -> void:
	RenderingServer.canvas_item_set_instance_shader_parameter(
		item, &"motion", Vector4(velocity.x, velocity.y, angular, spin)
	)
	RenderingServer.canvas_item_set_instance_shader_parameter(
		item, &"pull", Vector4(gravity.x, gravity.y, push.x, push.y)
	)


func _set_uv(item: RID, look: Look, centre: Vector2) -> void:
	var to_uv := look.to_uv
	RenderingServer.canvas_item_set_instance_shader_parameter(
		item, &"uv_axes", Vector4(to_uv.x.x, to_uv.x.y, to_uv.y.x, to_uv.y.y)
	)
	RenderingServer.canvas_item_set_instance_shader_parameter(
		item, &"uv_rest", Vector4(to_uv.origin.x, to_uv.origin.y, centre.x, centre.y)
	)


## Tells the culling how far the fragments may come: it knows only where they start.
func _set_reach(item: RID, start: Rect2, speed: float, gravity: Vector2, life_sec: float) -> void:
	var reach := speed * life_sec + 0.5 * gravity.length() * life_sec * life_sec
	# They turn on the way.
	reach += start.size.length()
	RenderingServer.canvas_item_set_custom_rect(item, true, start.grow(reach))


func _keep(item: RID, count: int, life_sec: float, texture: Texture2D) -> void:
	_items.append(item)
	_counts.append(count)
	_textures.append(texture)
	_ends_sec.append(_clock_sec + life_sec)
	_next_end_sec = minf(_next_end_sec, _clock_sec + life_sec)
	pieces += count
	if _items.size() == 1:
		set_process(true)


func _end_due() -> void:
	var freed := 0
	_next_end_sec = INF
	for i in range(_items.size() - 1, -1, -1):
		if _ends_sec[i] > _clock_sec or freed == _MOST_FREED:
			_next_end_sec = minf(_next_end_sec, _ends_sec[i])
			continue
		RenderingServer.free_rid(_items[i])
		pieces -= _counts[i]
		freed += 1
		var last := _items.size() - 1
		_items[i] = _items[last]
		_counts[i] = _counts[last]
		_ends_sec[i] = _ends_sec[last]
		_textures[i] = _textures[last]
		_items.resize(last)
		_counts.resize(last)
		_ends_sec.resize(last)
		_textures.resize(last)
