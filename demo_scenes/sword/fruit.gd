extends CutoutDestructible2D
## A fruit in the air. A stroke cuts it along its line, and shows what is inside.

const _CORNERS := 48
const _APART := 300.0

## The colour of its juice.
var juice := Color.WHITE
## Whether a stroke has gone through it; its pieces come a few frames later.
var is_slashed := false


## Makes it one of a kind; the material says what it looks like.
func become(kind: ShaderMaterial) -> void:
	var radius: float = kind.get_shader_parameter(&"radius")
	var ring := PackedVector2Array()
	for i in _CORNERS:
		ring.append(Vector2.from_angle(TAU * i / _CORNERS) * radius)
	polygon = ring
	juice = kind.get_shader_parameter(&"flesh")
	# The shader draws it all, but wants to know where on the fruit it is; crumbs are of this colour.
	texture = GradientTexture2D.new()
	color = juice
	# Of its own: the others are not cut with it.
	material = kind.duplicate()
	mass = PI * radius * radius * CutoutFragment2D.DENSITY
	collision_layer = 0
	collision_mask = 0
	fragment_mask = 0
	explosion_speed = _APART
	explosion_reach = 0.0
	explosion_spin = 4.0


## Cuts it along the line through two points, in global coordinates.
func slash(from: Vector2, to: Vector2) -> void:
	is_slashed = true
	params = along(self, from, to)
	(material as ShaderMaterial).set_shader_parameter(&"open", 1.0)
	# From the middle of the cut, both halves fly straight away from it.
	var middle := Geometry2D.get_closest_point_to_segment_uncapped(global_position, from, to)
	fracture_at(middle, (to - from).normalized() * mass * 60.0)


## Returns how to cut something along the line through two points, in global coordinates.
static func along(what: Node2D, from: Vector2, to: Vector2) -> CutoutFractureParams:
	var how := CutoutFractureParams.new()
	how.pattern = "line"
	how.line_start = what.to_local(from)
	how.line_end = what.to_local(to)
	how.max_refracture_depth = 3
	return how
