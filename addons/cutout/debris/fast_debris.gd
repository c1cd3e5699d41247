extends Node
## Fragments without physics: all of one object in a single canvas item, moved in the vertex shader.
##
## They fly, turn, fade and shrink, and collide with nothing. An object costs about as much as two
## bodies, once; a flying one costs nothing but its drawing.

const Breakup := preload("breakup.gd")
const FlightPage := preload("flight_page.gd")
const Look := preload("look.gd")
const RowTag := preload("../fracture/row_tag.gd")

# As in the shader: its time starts again here, before a float gets too coarse for it.
const _WRAP_SEC := 4096.0
# Each costs a microsecond or two, and all of a storm end within a few frames.
const _MOST_FREED := 64
# How fast fragments begin to turn, at most, in radians a second.
const _SPIN := 3.0

## How many fragments fly.
var pieces := 0

var _clock_sec := 0.0
var _counts := PackedInt32Array()
var _ends_sec := PackedFloat64Array()
var _gravity := Vector2.ZERO
var _items: Array[RID] = []
var _next_end_sec := INF
# The time that the shader knows.
var _now := 0.0
# No page before this one has a free row.
var _open_page := 0
var _pages: Array[FlightPage] = [FlightPage.new(0)]
# Of each item.
var _page_of: Array[FlightPage] = []
var _row_of := PackedInt32Array()
# The items hold no reference.
var _textures: Array[Texture2D] = []
var _white: ImageTexture


func _init() -> void:
	var strength: float = ProjectSettings.get_setting("physics/2d/default_gravity")
	var direction: Vector2 = ProjectSettings.get_setting("physics/2d/default_gravity_vector")
	_gravity = direction * strength
	var dot := Image.create_empty(1, 1, false, Image.FORMAT_RGBA8)
	dot.fill(Color.WHITE)
	_white = ImageTexture.create_from_image(dot)
	set_process(false)


func _exit_tree() -> void:
	for item in _items:
		RenderingServer.free_rid(item)
	_items.clear()
	_counts.clear()
	_ends_sec.clear()
	for i in _row_of.size():
		_give_back(_page_of[i], _row_of[i])
	_page_of.clear()
	_row_of.clear()
	_textures.clear()
	pieces = 0


func _process(delta: float) -> void:
	_clock_sec += delta
	_now = fposmod(_clock_sec, _WRAP_SEC)
	for page in _pages:
		if not page.is_empty():
			page.material.set_shader_parameter(&"now", _now)
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
	var page := _page_with_room()
	var row := page.take()
	var item := _new_item(look, breakup.parent, breakup.place, page)
	var start := arrays.draw_flight(indices, item, look.colors, look.texture_rid, row)
	var centre := arrays.centre() if angular != 0.0 else Vector2.ZERO
	var blow := Vector4.ZERO
	if angular != 0.0:
		speed += absf(angular) * start.size.length()
	if breakup.blast != null:
		var blast := breakup.blast
		var scale := local.get_scale().x
		var origin := local * blast.origin
		push = local.basis_xform(breakup.push())
		spin = maxf(spin, blast.spin)
		speed += push.length() + blast.speed * scale
		blow = Vector4(origin.x, origin.y, blast.speed * scale, blast.reach * scale)
	var values := page.values
	var first := row * FlightPage.TEXELS
	values[first] = Vector4(_now, life_sec, 0.0, 0.0)
	values[first + 1] = Vector4(velocity.x, velocity.y, angular, spin)
	values[first + 2] = Vector4(gravity.x, gravity.y, push.x, push.y)
	values[first + 3] = blow
	var to_uv := look.to_uv
	values[first + 4] = Vector4(to_uv.x.x, to_uv.x.y, to_uv.y.x, to_uv.y.y)
	values[first + 5] = Vector4(to_uv.origin.x, to_uv.origin.y, centre.x, centre.y)
	_set_reach(item, start, speed, gravity, life_sec)
	_keep(item, indices.size(), life_sec, look.texture)
	_page_of.append(page)
	_row_of.append(row)


## Lets a body's picture fly on, fade and shrink for [param life_sec], in place of the body.
func add_body(body: CutoutFragment2D, life_sec: float) -> void:
	var place := body.global_transform
	var local := place.affine_inverse()
	var look := body.get_look()
	var gravity := Vector2.ZERO
	if not body.sleeping and not body.freeze:
		gravity = local.basis_xform(_gravity * body.gravity_scale)
	var velocity := local.basis_xform(body.linear_velocity)
	var page := _page_with_room()
	var row := page.take()
	var item := _new_item(look, body.get_parent(), place, page)
	var values := page.values
	var first := row * FlightPage.TEXELS
	values[first] = Vector4(_now, life_sec, 0.0, 0.0)
	values[first + 1] = Vector4(velocity.x, velocity.y, body.angular_velocity, 0.0)
	values[first + 2] = Vector4(gravity.x, gravity.y, 0.0, 0.0)
	values[first + 3] = Vector4.ZERO
	var to_uv := look.to_uv
	values[first + 4] = Vector4(to_uv.x.x, to_uv.x.y, to_uv.y.x, to_uv.y.y)
	values[first + 5] = Vector4(to_uv.origin.x, to_uv.origin.y, 0.0, 0.0)
	if look.texture == null:
		# UVs are for textures, and the row is in the UVs.
		look.texture_rid = _white.get_rid()
	# It turns about its own centre of mass, for every corner.
	var everywhere := Transform2D(Vector2.ZERO, Vector2.ZERO, RowTag.of_zero(row))
	var start := body.draw_on(item, look, everywhere)
	_set_reach(item, start, velocity.length(), gravity, life_sec)
	_keep(item, 1, life_sec, look.texture)
	_page_of.append(page)
	_row_of.append(row)


## Returns a material of the items, for what makes its pipeline ready.
func get_material() -> ShaderMaterial:
	return _pages[0].material


func _new_item(look: Look, parent: Node, place: Transform2D, page: FlightPage) -> RID:
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
	RenderingServer.canvas_item_set_material(item, page.material_rid)
	if look.item != null:
		look.item.dress_rid(item)
	return item


func _page_with_room() -> FlightPage:
	while _open_page < _pages.size():
		var page := _pages[_open_page]
		if page.is_empty():
			# It was not told while there was nobody to tell.
			page.material.set_shader_parameter(&"now", _now)
		if not page.is_full():
			return page
		_open_page += 1
	_pages.append(FlightPage.new(_pages.size()))
	return _page_with_room()


func _give_back(page: FlightPage, row: int) -> void:
	page.give(row)
	_open_page = mini(_open_page, page.number)


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
		_give_back(_page_of[i], _row_of[i])
		pieces -= _counts[i]
		freed += 1
		var last := _items.size() - 1
		_items[i] = _items[last]
		_page_of[i] = _page_of[last]
		_row_of[i] = _row_of[last]
		_counts[i] = _counts[last]
		_ends_sec[i] = _ends_sec[last]
		_textures[i] = _textures[last]
		_items.resize(last)
		_page_of.resize(last)
		_row_of.resize(last)
		_counts.resize(last)
		_ends_sec.resize(last)
		_textures.resize(last)
