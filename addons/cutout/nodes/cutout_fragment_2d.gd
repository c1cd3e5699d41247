@icon("cutout_fragment_2d.svg")
class_name CutoutFragment2D
extends RigidBody2D
## A piece of something that broke: a body that draws itself and collides with ready convex shapes.
##
## It has no child nodes, which makes it cheap to create and to free. Extend it for pieces that do
## more, and hand them out with [member CutoutDestructible2D.fragment_scene]. Free a piece with
## [method CutoutBatchProcessor.push_free]: [method Node.queue_free] moves the cost to where no
## budget sees it, and a bare [method Object.free] breaks signal handlers of the piece that are
## running.
## [br][br]
## A piece can break again: pass it to [method CutoutBatchProcessor.fracture_object], or call
## [method fracture_at].

## The piece is about to leave, to make room for newer ones. What is drawn of it fades after that.
signal leaving

const Blast := preload("../debris/blast.gd")
const FragmentArrays := preload("../fracture/fragment_arrays.gd")
const Breakup := preload("../debris/breakup.gd")
const ItemLook := preload("../debris/item_look.gd")
const Look := preload("../debris/look.gd")
const Motion := preload("../debris/motion.gd")
const Processor := preload("../autoload/processor.gd")

## The mass of a piece whose mass nobody sets, in kilograms a square pixel.
const DENSITY := 0.001

# What drives its own pieces apart, if it breaks again, and what to wait for until then: few do, and
# all would pay for members.
const _BLAST := &"_cutout_blast"
const _BREAKING := &"_cutout_breaking"
const _LEAST_MASS := 0.01

# Each of these costs every new piece something, most of all those that start with a value.
## What the piece is a part of; [code]null[/code] before [method set_up].
var fracture: CutoutFracture
## The number of the piece in [member fracture]; -1 before [method set_up].
var index := -1
## The piece's outline, measured from its centre of mass.
var outline: PackedVector2Array:
	get:
		if outline.is_empty() and fracture != null:
			outline = fracture.local_ring(index)
			if look != null:
				outline = look.stretch * outline
		return outline
## The piece's area, in square pixels.
var area: float
## The colour of the piece; with a texture, the colour it is multiplied by.
var color: Color:
	get:
		return look.color if look != null else Color.WHITE
	set(value):
		_unshare_look()
		look.color = value
		queue_redraw()
## How the piece breaks if [method fracture_at] gets no other parameters. By itself, as what it came
## from.
var params: Variant
## How often the material has been broken: 1 for a piece of something that was whole.
var refracture_depth: int:
	get:
		return fracture.refracture_depth if fracture != null else 0
## What the piece is drawn with, which several share; [code]null[/code] for plain white. For
## [CutoutDebris].
var look: Look
## What the piece came from; [code]null[/code] if it is not known to [CutoutDebris].
var breakup: Breakup


## Takes on fragment [param p_index] of [param p_fracture]. Call it before the piece enters the
## tree.
func set_up(p_fracture: CutoutFracture, p_index: int, p_color := Color.WHITE) -> void:
	if p_color != Color.WHITE:
		color = p_color
	assemble(p_fracture, p_fracture.get_arrays(), p_index, look, DENSITY)


## Does what [method set_up] does. For [CutoutDebris].
func assemble(
	p_fracture: CutoutFracture, arrays: FragmentArrays, p_index: int, p_look: Look, density: float
) -> void:
	fracture = p_fracture
	index = p_index
	look = p_look
	var stretch := p_look.stretch if p_look != null else Transform2D.IDENTITY
	arrays.add_shapes(p_index, self, stretch)
	area = arrays.areas[p_index] * absf(stretch.determinant())
	mass = maxf(area * density, _LEAST_MASS)


## Gives the piece a texture. [param to_uv] takes a point of the polygon that broke to its place on
## the texture, from (0, 0) to (1, 1).
func set_texture(texture: Texture2D, to_uv: Transform2D) -> void:
	_unshare_look()
	look.set_texture(texture, to_uv)
	queue_redraw()


## Returns the pieces of the same fracture that shared an edge with this one, by their
## [member index].
func get_neighbours() -> PackedInt32Array:
	return fracture.neighbours_of(index) if fracture != null else PackedInt32Array()


## Breaks the piece at [param point], in global coordinates, and gives its own pieces the momentum
## [param impulse]. They are made from the same scene as the piece, and explode as what it came from
## did. Returns what to [code]await[/code], as [method CutoutBatchProcessor.fracture_object] does:
## the same again if it is about to break, since the first hit counts. The job fails with
## [constant CutoutError.REFRACTURE_LIMIT] if what is left may not break any more.
func fracture_at(point: Vector2, impulse := Vector2.ZERO, p_params: Variant = null) -> Variant:
	var processor := Processor.of(self)
	if processor == null or is_breaking():
		return get_meta(_BREAKING, null)
	var blast := Blast.new(point, impulse)
	blast.explode_like(breakup.explosion if breakup != null else null)
	set_meta(_BLAST, blast)
	var own: Variant = p_params if p_params != null else params
	if own == null and breakup != null:
		own = breakup.params
	var wanted := Blast.aimed(CutoutFractureParams.dictionary_from(own), to_local(point))
	var ending: Variant = processor.fracture_object(self, wanted)
	if ending is Signal:
		set_meta(_BREAKING, ending)
		var finished: Signal = ending
		finished.connect(_on_break_ended, CONNECT_ONE_SHOT)
	return ending


## Returns whether [method fracture_at] was called, and the piece is not broken yet.
func is_breaking() -> bool:
	return has_meta(_BREAKING)


## Returns the outline, for [method CutoutBatchProcessor.fracture_object].
func get_polygon_data() -> PackedVector2Array:
	return outline


## Puts smaller pieces in the place of this one, which is freed. Returns what tells when they are
## all there.
func apply_fracture(result: CutoutFracture) -> Signal:
	var own := Breakup.new()
	own.fracture = result
	own.params = params if breakup == null or params != null else breakup.params
	own.place = global_transform
	own.look = get_look()
	own.motion = Motion.new(self)
	own.blast = get_meta(_BLAST, null)
	own.parent = get_parent()
	own.copy_body(self)
	if breakup != null:
		own.scene = breakup.scene
		own.explosion = breakup.explosion
		if freeze and breakup.is_frozen:
			# It stands, but its pieces will not.
			own.collision_layer = breakup.free_layer()
			own.collision_mask = breakup.free_mask()
	own.mass = mass
	own.source = self
	own.frees_source = true
	return Processor.of(self).debris.spawn(own)


## Returns how the piece is drawn, in the coordinates of [member outline]. For what makes other
## things look the same.
func get_look() -> Look:
	var own := Look.new(self)
	if look != null:
		own.color *= look.color
		own.texture = look.texture
		own.to_uv = look.uv_of(fracture.centroids[index])
	return own


## Draws the piece with a look on an item that lies where the piece does; returns the bounds.
## [param to_uv] takes a point of what broke to its place on the texture. For [CutoutDebris].
func draw_on(item: RID, drawn: Look, to_uv: Transform2D) -> Rect2:
	var stretch := look.stretch if look != null else Transform2D.IDENTITY
	return fracture.get_arrays().draw(index, item, stretch, to_uv, drawn.colors, drawn.texture_rid)


## Emits [signal leaving]. For [CutoutDebris].
func say_goodbye() -> void:
	leaving.emit()


## Takes everything off the piece that [method set_up] and others have put on it, so that it can be
## set up again. For the pool.
func strip() -> void:
	for owner_id in get_shape_owners():
		remove_shape_owner(owner_id)
	fracture = null
	index = -1
	outline = PackedVector2Array()
	params = null
	breakup = null
	look = null
	remove_meta(_BLAST)
	remove_meta(_BREAKING)
	linear_velocity = Vector2.ZERO
	angular_velocity = 0.0
	gravity_scale = 1.0
	physics_material_override = null
	freeze = false
	collision_layer = 1
	collision_mask = 1
	ItemLook.new().dress(self)


## Returns the triangles that are drawn: numbers of [member outline]'s points, three a triangle.
func get_triangles() -> PackedInt32Array:
	return fracture.triangles(index) if fracture != null else PackedInt32Array()


func _draw() -> void:
	if index >= 0:
		var own := look if look != null else Look.plain
		fracture.get_arrays().draw(
			index, get_canvas_item(), own.stretch, own.to_uv, own.colors, own.texture_rid
		)


func _on_break_ended(_job: CutoutJob) -> void:
	remove_meta(_BREAKING)
	remove_meta(_BLAST)


## Gives the piece a look of its own: others share the one that it has.
func _unshare_look() -> void:
	look = look.copied() if look != null else Look.new()
