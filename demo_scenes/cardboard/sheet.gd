extends CutoutDestructible3D
## A sheet of cardboard: painted in front, brown behind, with flutes along its edges. It stands
## until it is hit or let go, and breaks where it is hit.

const THICKNESS := 0.07
const _EDGE := preload("edge.svg")
const _KRAFT := Color("b98b58")
const _LAYER := 4
const _WORLD := 1

static var _flutes: WeakRef
static var _kraft: WeakRef


## Makes it of an outline, in hundredths of a metre, with holes in it.
func cut_out(rings: Array[PackedVector2Array], paint: Color, print_on: Texture2D = null) -> void:
	freeze = true
	collision_layer = _LAYER
	collision_mask = _WORLD | _LAYER
	mass = 1.0
	depth = THICKNESS
	color = paint
	texture = print_on
	side_material = _shared_flutes()
	back_material = _shared_kraft()
	params = CutoutFractureParams.new()
	params.pattern = "impact"
	params.fragment_count = 22
	params.impact_radius = 45.0
	params.max_refracture_depth = 2
	# One flute is as wide as the sheet is thick.
	params.side_uv_scale = 1.0 / THICKNESS
	max_health = 10.0
	impact_threshold = 3.5
	explosion_speed = 1.6
	explosion_reach = 0.5
	explosion_spin = 5.0
	damage_impulse = 0.12
	polygon = rings[0]
	holes = rings.slice(1)


## Lets it fall.
func let_go() -> void:
	if not is_broken:
		freeze = false
		sleeping = false
		apply_torque_impulse(Vector3(randf_range(-1, 1), 0.0, randf_range(-1, 1)) * 0.15)


## Returns the outline of a sheet, standing on the ground.
static func rectangle(width: float, height: float) -> PackedVector2Array:
	var half := width * 0.5
	return [Vector2(-half, 0), Vector2(-half, -height), Vector2(half, -height), Vector2(half, 0)]


## Returns a circle of points.
static func circle(middle: Vector2, radius: float, count := 20) -> PackedVector2Array:
	var ring := PackedVector2Array()
	for i in count:
		ring.append(middle + Vector2.from_angle(TAU * i / count) * radius)
	return ring


# Held by those that use it: what is static would outlive the renderer.
static func _shared_flutes() -> Material:
	var material: StandardMaterial3D = _flutes.get_ref() if _flutes != null else null
	if material == null:
		material = StandardMaterial3D.new()
		material.albedo_texture = _EDGE
		material.roughness = 0.95
		material.texture_filter = BaseMaterial3D.TEXTURE_FILTER_LINEAR_WITH_MIPMAPS_ANISOTROPIC
		_flutes = weakref(material)
	return material


static func _shared_kraft() -> Material:
	var material: StandardMaterial3D = _kraft.get_ref() if _kraft != null else null
	if material == null:
		material = StandardMaterial3D.new()
		material.albedo_color = _KRAFT
		material.roughness = 0.95
		_kraft = weakref(material)
	return material
