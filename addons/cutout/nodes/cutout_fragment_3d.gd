@icon("cutout_fragment_3d.svg")
class_name CutoutFragment3D
extends RigidBody3D
## A piece of something in space that broke: a body with the mesh of a thin solid, which collides
## with ready convex shapes.
##
## Its origin is its centre of mass, its front points to +z. Extend it for pieces that do more, and
## hand them out with [member CutoutDestructible3D.fragment_scene]. Free a piece with
## [method CutoutBatchProcessor.push_free]: [method Node.queue_free] moves the cost to where no
## budget sees it, and a bare [method Object.free] breaks signal handlers of the piece that are
## running.
## [br][br]
## A piece can break again: pass it to [method CutoutBatchProcessor.fracture_object], or call
## [method fracture_at].

## The piece is about to leave, to make room for newer ones. What is drawn of it shrinks after that.
signal leaving

const Blast := preload("../debris/blast.gd")
const Blast3D := preload("../debris/blast_3d.gd")
const Breakup3D := preload("../debris/breakup_3d.gd")
const Extrusion3D := preload("../debris/extrusion_3d.gd")
const Look3D := preload("../debris/look_3d.gd")
const Motion3D := preload("../debris/motion_3d.gd")
const Processor := preload("../autoload/processor.gd")

## The mass of a piece whose mass nobody sets, in kilograms a cubic unit: that of cardboard.
const DENSITY := 200.0

const _LEAST_MASS := 0.001

## What the piece is a part of; [code]null[/code] before [method set_up].
var fracture: CutoutFracture
## The number of the piece in [member fracture]; -1 before [method set_up].
var index := -1
## The piece's outline in pixels with y down, measured from its centre of mass.
var outline: PackedVector2Array
## The piece's volume, in cubic units.
var volume: float
## How the piece breaks if [method fracture_at] gets no other parameters. By itself, as what it came
## from.
var params: Variant
## How often the material has been broken: 1 for a piece of something that was whole.
var refracture_depth: int:
	get:
		return fracture.refracture_depth if fracture != null else 0
## What the piece is drawn with, which several share. For [CutoutDebris3D].
var look: Look3D
## What the piece came from; [code]null[/code] if it is not known to [CutoutDebris3D].
var breakup: Breakup3D

var _blast: Blast3D
# What to wait for until it has broken; null unless it is about to.
var _breaking: Variant
# An instance of the rendering server without a node costs as much to make and to move, and would be
# left alone by visibility and physics interpolation: tests/bench/run.py apply_3d.
var _picture: MeshInstance3D


## Takes on fragment [param p_index] of [param p_fracture]. Call it before the piece enters the
## tree. [param depth] is its thickness, which the fracture should have as
## [member CutoutFractureParams.extrude_depth]; [param units_per_pixel] likewise.
func set_up(
	p_fracture: CutoutFracture, p_index: int, depth := 0.05, units_per_pixel := 0.01
) -> void:
	var own := Look3D.new()
	own.extrusion.depth = depth
	own.extrusion.units_per_pixel = units_per_pixel
	own.cover(p_fracture.rings())
	assemble(p_fracture, p_index, own, density_of(own.extrusion))


## Does what [method set_up] does. [param density] is the mass of a square pixel. For
## [CutoutDebris3D].
func assemble(p_fracture: CutoutFracture, p_index: int, p_look: Look3D, density: float) -> void:
	# Each line here is paid for every fragment.
	fracture = p_fracture
	index = p_index
	look = p_look
	var extrusion := p_look.extrusion
	var area := p_fracture.areas[p_index]
	outline = p_fracture.local_ring(p_index)
	volume = extrusion.volume_of(area)
	var owner_id := create_shape_owner(self)
	for part in p_fracture.convex_parts(p_index, outline):
		var shape := ConvexPolygonShape3D.new()
		shape.points = extrusion.hull(part)
		shape_owner_add_shape(owner_id, shape)
	mass = maxf(area * density, _LEAST_MASS)
	_picture = MeshInstance3D.new()
	_picture.mesh = p_look.mesh_of(p_fracture, p_index)
	if p_look.has_extras:
		p_look.dress(_picture)
	add_child(_picture, false, INTERNAL_MODE_FRONT)


## Gives the piece materials of its own.
func set_materials(front: Material, back: Material, side: Material) -> void:
	look = look.moved_to(Vector2.ZERO)
	look.materials = [front, back, side]
	for i in look.materials.size():
		_picture.set_surface_override_material(i, look.materials[i])


## Returns the pieces of the same fracture that shared an edge with this one, by their
## [member index].
func get_neighbours() -> PackedInt32Array:
	return fracture.neighbours_of(index) if fracture != null else PackedInt32Array()


## Breaks the piece at [param point], in global coordinates, and gives its own pieces the momentum
## [param impulse]. They are made from the same scene as the piece, and explode as what it came from
## did. Returns what to [code]await[/code], as [method CutoutBatchProcessor.fracture_object] does:
## the same again if it is about to break, since the first hit counts. The job fails with
## [constant CutoutError.REFRACTURE_LIMIT] if what is left may not break any more.
func fracture_at(point: Vector3, impulse := Vector3.ZERO, p_params: Variant = null) -> Variant:
	var processor := Processor.of(self)
	if processor == null or _breaking != null:
		return _breaking
	_blast = Blast3D.new(point, impulse)
	_blast.explode_like(breakup.explosion if breakup != null else null)
	var own: Variant = p_params if p_params != null else _own_params()
	var at := look.extrusion.to_outline(to_local(point))
	_breaking = processor.fracture_object(
		self, Blast.aimed(CutoutFractureParams.dictionary_from(own), at)
	)
	if _breaking is Signal:
		var finished: Signal = _breaking
		finished.connect(_on_break_ended, CONNECT_ONE_SHOT)
	return _breaking


## Returns the outline, for [method CutoutBatchProcessor.fracture_object].
func get_polygon_data() -> PackedVector2Array:
	return outline


## Returns what the piece breaks with if it is asked to break with [param p_params]: it knows how
## often it has been broken, and how thick it is. For [CutoutBatchProcessor].
func get_fracture_params(p_params: Variant) -> Dictionary:
	var own: Variant = p_params if p_params != null else _own_params()
	var all := CutoutFractureParams.dictionary_at_depth(own, refracture_depth).duplicate()
	all.merge(_local_look().extrusion.solid_params(), true)
	return all


## Puts smaller pieces in the place of this one, which is freed. Returns what tells when they are
## all there.
func apply_fracture(result: CutoutFracture) -> Signal:
	var own := Breakup3D.new()
	own.fracture = result
	own.params = _own_params()
	own.place = global_transform.orthonormalized()
	own.look = _local_look()
	own.whole = get_mesh()
	own.motion = Motion3D.new(self)
	own.blast = _blast
	if breakup != null:
		own.explosion = breakup.explosion
		own.scene = breakup.scene
	own.parent = get_parent()
	own.copy_body(self)
	own.mass = mass
	own.source = self
	own.frees_source = true
	own.on_start = _switch_off
	return Processor.of(self).debris_3d.spawn(own)


## Returns the mesh that is drawn; [code]null[/code] before [method set_up].
func get_mesh() -> Mesh:
	return _picture.mesh if _picture != null else null


## Returns the places of the piece's convex parts: their corners, in its own coordinates.
func get_hulls() -> Array[PackedVector3Array]:
	var hulls: Array[PackedVector3Array] = []
	for owner_id in get_shape_owners():
		for i in shape_owner_get_shape_count(owner_id):
			var shape := shape_owner_get_shape(owner_id, i) as ConvexPolygonShape3D
			if shape != null:
				hulls.append(shape.points)
	return hulls


## Emits [signal leaving]. For [CutoutDebris3D].
func say_goodbye() -> void:
	leaving.emit()


## Returns the mass of a square pixel of something whose mass nobody sets.
static func density_of(extrusion: Extrusion3D) -> float:
	return DENSITY * extrusion.volume_of(1.0)


func _on_break_ended(_job: CutoutJob) -> void:
	_breaking = null


func _own_params() -> Variant:
	return params if params != null or breakup == null else breakup.params


## Returns the look for an outline that is measured from the piece's centre, as its own is.
func _local_look() -> Look3D:
	return look.moved_to(fracture.centroids[index])


## The first of its own pieces is about to come: it may have moved since it was asked to break.
func _switch_off(own: Breakup3D) -> void:
	own.place = global_transform.orthonormalized()
	own.motion = Motion3D.new(self)
	for owner_id in get_shape_owners():
		shape_owner_set_disabled(owner_id, true)
	freeze = true
