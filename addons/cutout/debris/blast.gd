extends RefCounted
## What drives the pieces apart: a blow in one direction, and an explosion in all.
##
## Both are strongest at the origin, and half as strong at the distance [member reach].

const Blast := preload("blast.gd")

## Where it happens, in global coordinates.
var origin := Vector2.ZERO
## The momentum that the pieces get together, in kilograms times pixels a second.
var impulse := Vector2.ZERO
## How fast the explosion drives a piece at the origin, in pixels a second.
var speed := 0.0
## The distance of half the strength, in pixels; 0 for the same strength everywhere.
var reach := 0.0
## How fast pieces begin to turn, at most, in radians a second.
var spin := 0.0


func _init(p_origin := Vector2.ZERO, p_impulse := Vector2.ZERO) -> void:
	origin = p_origin
	impulse = p_impulse


## Explodes like another, wherever it is; not at all with [code]null[/code].
func explode_like(other: Blast) -> void:
	if other != null:
		speed = other.speed
		reach = other.reach
		spin = other.spin


## Returns how strong it is at a distance, from 0 to 1.
func strength(distance: float) -> float:
	return reach / (reach + distance) if reach > 0.0 else 1.0


## Returns the velocity that it gives at a place, if [param push] is what its impulse gives where it
## is strongest.
func velocity(at: Vector2, push: Vector2) -> Vector2:
	var away := at - origin
	var distance := away.length()
	var share := strength(distance)
	if distance == 0.0:
		return push * share
	return push * share + away * (speed * share / distance)


## Returns the parameters of a pattern, moved to where something is hit, in its own coordinates.
## Patterns that know no hit stay as they are.
static func aimed(params: Dictionary, point: Vector2) -> Dictionary:
	var pattern: String = params.get("pattern", "random")
	var fields: Array = CutoutFractureParams.FIELDS.get(pattern, [])
	if not ("impact_point" in fields or "origin" in fields):
		return params
	var all := params.duplicate()
	if "impact_point" in fields:
		all["impact_point"] = point
	if "origin" in fields:
		# (0, 0) would be the middle of the bounding box.
		all["origin"] = point if point != Vector2.ZERO else Vector2(1e-3, 1e-3)
	return all
