@tool
@icon("../editor/icons/fracture_params.svg")
class_name CutoutFractureParams
extends Resource
## How a polygon breaks. The same names work as keys of a [Dictionary], and in Python.
##
## A pattern lays out seed points, each of which becomes a fragment, or cuts. The inspector shows
## the parameters of the chosen [member pattern] only, and only those are sent. Points and lengths
## are in the polygon's coordinates: pixels.

# Not of PackedStringArray: Godot 4.6 leaves the lists in a constant Dictionary what they are, and
# crashes when one is taken for what its type says.
## The parameters of each pattern. All patterns share [constant COMMON] and [constant OPTIONAL]
## beside them.
const FIELDS: Dictionary[String, Array] = {
	"random": ["fragment_count", "edge_padding"],
	"grid": ["grid_rows", "grid_cols", "grid_jitter"],
	"radial": ["origin", "ring_count", "ring_size", "points_per_ring", "radial_variation"],
	"spiderweb": ["origin", "ring_count", "ring_size", "points_per_ring", "radial_variation"],
	"poisson": ["min_cell_distance", "poisson_attempts", "edge_padding"],
	"clustered": ["fragment_count", "cluster_count", "cluster_radius"],
	"impact": ["fragment_count", "impact_point", "impact_radius"],
	"points": ["points"],
	"line": ["line_start", "line_end", "kerf", "noise_amplitude", "noise_frequency"],
	"parallel":
	[
		"slice_count",
		"parallel_angle",
		"parallel_angle_rand",
		"kerf",
		"noise_amplitude",
		"noise_frequency",
	],
	"cut_grid":
	[
		"h_slices",
		"v_slices",
		"h_start",
		"v_start",
		"h_random",
		"v_random",
		"h_angle_rand",
		"v_angle_rand",
		"kerf",
		"noise_amplitude",
		"noise_frequency",
	],
	"cut_radial":
	[
		"slice_count",
		"origin",
		"radial_randomness",
		"kerf",
		"noise_amplitude",
		"noise_frequency",
	],
	"chaotic": ["slice_count", "kerf", "noise_amplitude", "noise_frequency"],
	"segments": ["segments", "extend", "kerf", "noise_amplitude", "noise_frequency"],
	"polyline": ["polylines", "extend", "kerf", "noise_amplitude", "noise_frequency"],
	"cracks":
	[
		"polylines",
		"impact_point",
		"impact_scale",
		"rotation",
		"extend",
		"kerf",
		"noise_amplitude",
		"noise_frequency",
	],
	"punch":
	[
		"punch_shape",
		"punch_radius",
		"impact_point",
		"impact_scale",
		"rotation",
		"hit_part",
		"fragment_count",
	],
}
## The parameters that every pattern has.
const COMMON: PackedStringArray = ["seed", "min_fragment_area", "small_fragments"]
## Further parameters that every pattern has, with their defaults: they are sent if they differ.
const OPTIONAL: Dictionary[String, Variant] = {
	"max_refracture_depth": 1,
	"extrude_depth": 0.0,
	"units_per_pixel": 1.0,
	"uv_rect": Rect2(),
	"side_uv_scale": 1.0,
}

## Where the polygon breaks: the seed points or cuts that are laid out.
@export_enum(
	"random",
	"grid",
	"radial",
	"spiderweb",
	"poisson",
	"clustered",
	"impact",
	"points",
	"line",
	"parallel",
	"cut_grid",
	"cut_radial",
	"chaotic",
	"segments",
	"polyline",
	"cracks",
	"punch"
)
var pattern := "random":
	set(value):
		pattern = value
		notify_property_list_changed()
# The name is that of the peers and of the Python API.
## The same seed breaks the same polygon in the same way.
@warning_ignore("shadowed_global_identifier") @export var seed := 0

## How many seed points there are. A concave polygon may break into more fragments.
@export_range(1, 1024) var fragment_count := 10
## Seed points keep this distance from the bounding box, as far as there is room.
@export_range(0.0, 50.0, 0.1, "or_greater", "suffix:px") var edge_padding := 5.0

@export_group("Grid")
## Bricks on top of each other.
@export_range(1, 20, 1, "or_greater") var grid_rows := 3
## Bricks side by side.
@export_range(1, 20, 1, "or_greater") var grid_cols := 3
## How far a seed point may lie from the middle of its brick: 1 is up to the brick's border.
@export_range(0.0, 1.0, 0.01) var grid_jitter := 0.3

@export_group("Rings")
## Where rings have their centre and radial cuts meet; (0, 0) is the middle of the bounding box.
@export var origin := Vector2.ZERO
## How many rings of seed points there are.
@export_range(1, 10, 1, "or_greater") var ring_count := 3
## Distance of the first ring from the centre.
@export_range(10.0, 200.0, 0.1, "or_greater", "or_less", "suffix:px") var ring_size := 50.0
## Seed points on each ring.
@export_range(3, 24, 1, "or_greater") var points_per_ring := 8
## How far points may lie from their regular place: 1 is half-way to the next.
@export_range(0.0, 1.0, 0.01) var radial_variation := 0.2

@export_group("Poisson")
## Least distance of two seed points, as a share of the longer side of the bounding box.
@export_range(0.01, 0.5, 0.01) var min_cell_distance := 0.1
## Candidates for each seed point that fits: more fill the gaps better and take longer.
@export_range(10, 100) var poisson_attempts := 30

@export_group("Clusters")
## Places where seed points crowd.
@export_range(1, 20, 1, "or_greater") var cluster_count := 3
## How far they spread about these places, as a share of the longer side of the bounding box.
@export_range(0.001, 1.0, 0.001) var cluster_radius := 0.08

@export_group("Hit")
## Where the polygon is hit.
@export var impact_point := Vector2.ZERO
## Mean distance of the seed points from the hit.
@export_range(10.0, 200.0, 0.1, "or_greater", "or_less", "suffix:px") var impact_radius := 50.0
## How many times as large a shape or a drawing of cracks becomes.
@export_range(0.1, 10.0, 0.01, "or_greater", "or_less") var impact_scale := 1.0
## By how much a shape or a drawing of cracks is turned about the hit.
@export_range(-360.0, 360.0, 0.1, "suffix:°") var rotation := 0.0
## The shape that is punched out, about (0, 0). Without points it is made at random.
@export var punch_shape := PackedVector2Array()
## Size of a shape made at random.
@export_range(25.0, 200.0, 0.1, "or_greater", "or_less", "suffix:px") var punch_radius := 50.0
## What happens to the part in the shape: it breaks, stays in one piece, or is taken away.
@export_enum("break", "keep", "remove") var hit_part := "break"

@export_group("Cuts")
## How many cuts there are.
@export_range(1, 20, 1, "or_greater") var slice_count := 3
## One point of the cut, which has no ends.
@export var line_start := Vector2(-100.0, 0.0)
## Another point of the cut.
@export var line_end := Vector2(100.0, 0.0)
## Direction of the cuts: 0 is along x, 90 along y.
@export_range(0.0, 360.0, 0.1, "suffix:°") var parallel_angle := 0.0
## How far each cut may be turned: 1 is 45 degrees.
@export_range(0.0, 1.0, 0.01) var parallel_angle_rand := 0.0
## How far each radial cut may be turned: 1 is half-way to the next.
@export_range(0.0, 1.0, 0.01) var radial_randomness := 0.0
## How many cuts run along x.
@export_range(0, 20, 1, "or_greater") var h_slices := 3
## How many cuts run along y.
@export_range(0, 20, 1, "or_greater") var v_slices := 3
## Shift of the cuts along x, as a share of the distance between two.
@export_range(-1.0, 1.0, 0.01) var h_start := 0.0
## Shift of the cuts along y, as a share of the distance between two.
@export_range(-1.0, 1.0, 0.01) var v_start := 0.0
## How far each cut along x may be shifted: 1 is half the distance between two.
@export_range(0.0, 1.0, 0.01) var h_random := 0.0
## How far each cut along y may be shifted: 1 is half the distance between two.
@export_range(0.0, 1.0, 0.01) var v_random := 0.0
## How far each cut along x may be turned: 1 is 45 degrees.
@export_range(0.0, 1.0, 0.01) var h_angle_rand := 0.0
## How far each cut along y may be turned: 1 is 45 degrees.
@export_range(0.0, 1.0, 0.01) var v_angle_rand := 0.0
## Width of the cuts. The material in them is lost, and reported as [code]removed_area[/code].
@export_range(0.0, 50.0, 0.1, "or_greater", "suffix:px") var kerf := 0.0
## How far a jagged cut strays from its line; 0 cuts straight.
@export_range(0.0, 50.0, 0.1, "or_greater", "suffix:px") var noise_amplitude := 0.0
## Bends of a jagged cut per pixel.
@export_range(0.001, 1.0, 0.001, "or_greater", "or_less") var noise_frequency := 0.05

@export_group("Drawn by hand")
## The seed points.
@export var points := PackedVector2Array()
## Straight cuts, two points each.
@export var segments := PackedVector2Array()
## Cuts with bends; for cracks in coordinates of their own, in which (0, 0) is the hit.
@export var polylines: Array[PackedVector2Array] = []
## Whether a free end runs on until it leaves the polygon. If not, it cuts nothing inside.
@export var extend := true

@export_group("Small fragments")
## Fragments smaller than this, in square pixels, are treated as [member small_fragments] says.
@export_range(0.0, 1000.0, 0.1, "or_greater") var min_fragment_area := 0.0
## Whether they are joined to a neighbour, left as they are, or dropped.
@export_enum("merge", "keep", "discard") var small_fragments := "merge"

@export_group("Breaking again")
## How deep what still breaks may be: at 0 only what is whole, at 1 its fragments too, at 2 theirs,
## and so on. See [method dictionary_at_depth].
@export_range(0, 3, 1, "or_greater") var max_refracture_depth := 1

@export_group("Solids")
## Thickness of the fragments in space, in units of length. Above 0 the result has
## [method CutoutFracture.surfaces].
@export_range(0.0, 1.0, 0.001, "or_greater") var extrude_depth := 0.0
## Units of length in space a pixel.
@export_range(0.001, 1.0, 0.001, "or_greater", "or_less") var units_per_pixel := 1.0
## Where the texture of front and back lies on the polygon, in pixels. Without a size it covers the
## bounding box of all fragments.
@export var uv_rect := Rect2()
## How often the texture of the sides repeats in a unit of length.
@export_range(0.1, 10.0, 0.1, "or_greater", "or_less") var side_uv_scale := 1.0


func _validate_property(property: Dictionary) -> void:
	var property_name: String = property["name"]
	if not _is_shown(property_name):
		var usage: int = property["usage"]
		property["usage"] = usage & ~PROPERTY_USAGE_EDITOR


## Returns the parameters of the chosen pattern under the names that the workers know.
func to_dictionary() -> Dictionary:
	var all := {"pattern": pattern}
	for field in COMMON:
		all[field] = get(field)
	var own: Array = FIELDS.get(pattern, [])
	for field: String in own:
		all[field] = get(field)
	for field: String in OPTIONAL:
		if get(field) != OPTIONAL[field]:
			all[field] = get(field)
	return all


## Returns [param params], as [method dictionary_from] takes them, for something that has been
## broken [param refracture_depth] times before: the [member CutoutFracture.refracture_depth] that
## it came from. Over [member max_refracture_depth] a job fails with
## [constant CutoutError.REFRACTURE_LIMIT], and what was to break stays as it is.
static func dictionary_at_depth(params: Variant, refracture_depth: int) -> Dictionary:
	var all := dictionary_from(params)
	if refracture_depth == 0:
		return all
	all = all.duplicate()
	all["refracture_depth"] = refracture_depth
	return all


## Returns [param params], a [Dictionary], a [CutoutFractureParams] or [code]null[/code] for the
## defaults, as a dictionary. Logs and returns an empty one if it is something else.
static func dictionary_from(params: Variant) -> Dictionary:
	if params is CutoutFractureParams:
		var own: CutoutFractureParams = params
		return own.to_dictionary()
	if params is Dictionary:
		return params
	if params != null:
		push_error(
			(
				"Cutout: params is %s; pass a Dictionary or CutoutFractureParams."
				% type_string(typeof(params))
			)
		)
	return {}


func _is_shown(property_name: String) -> bool:
	var own: Array = FIELDS.get(pattern, [])
	if property_name in own:
		return true
	for other: Array in FIELDS.values():
		if property_name in other:
			return false
	return true
