class_name CutoutRoads
extends RefCounted
## Makes roads in the worker processes: meshes, what to collide with, and a terrain cut to fit.
##
## Submitting costs microseconds; the mesh arrives in a later frame. Everything is static.
## [codeblock]
## var job: CutoutJob = await CutoutRoads.generate($Path3D.curve, {"type": "highway"})
## if job.error == null:
##     $Road.mesh = CutoutRoads.make_mesh(job.result)
##     $Road/Body/Shape.shape = CutoutRoads.make_collision(job.result)
## [/codeblock]
## The result is a [Dictionary]: [code]mesh[/code], [code]collider[/code], [code]length[/code] in
## metres, [code]vertices[/code], [code]triangles[/code], [code]bounds[/code], and if the road was
## cut into a terrain, [code]terrain_heights[/code].
## [br][br]
## The guide, docs/guide_roads.md, has every option.

## The kind of job that makes a road.
const KIND := &"road_mesh"

## What a road may be, the [code]type[/code] among the options. The points of an intersection are
## the far ends of its arms, and it needs a [code]center[/code].
const TYPES: PackedStringArray = ["standard", "highway", "intersection", "bridge"]

## How wide common roads are, in metres.
const WIDTHS := {"highway": 30.0, "main_street": 34.0, "side_street": 19.0, "alley": 8.0}

## What options are unless they are passed.
const DEFAULTS := {
	"width": 19.0,
	"lanes": 0,
	"median": 0.0,
	"shoulder": 0.5,
	"markings": true,
	"line_width": 0.15,
	"dash": 3.0,
	"gap": 4.5,
	"skirt": 0.6,
	"deck_thickness": 1.4,
	"railing_height": 1.1,
	"pier_spacing": 30.0,
	"pier_width": 1.6,
	"corner_radius": 6.0,
	"step": 6.5,
	"lod": 0,
	"fit": "none",
	"clearance": 0.05,
	"cut_slope": 0.6,
	"ground_height": 0.0,
}

## Where a type's default differs.
const TYPE_DEFAULTS := {
	"standard": {},
	"highway": {"width": 30.0, "median": 3.0, "shoulder": 2.0},
	"intersection": {},
	"bridge": {},
}

## The least and the greatest value of options that are numbers.
const RANGES := {
	"width": [1.0, 200.0],
	"lanes": [0, 32],
	"median": [0.0, 50.0],
	"shoulder": [0.0, 20.0],
	"line_width": [0.02, 2.0],
	"dash": [0.1, 1000.0],
	"gap": [0.1, 1000.0],
	"skirt": [0.0, 50.0],
	"deck_thickness": [0.1, 20.0],
	"railing_height": [0.0, 10.0],
	"pier_spacing": [0.0, 1000.0],
	"pier_width": [0.1, 20.0],
	"corner_radius": [0.1, 100.0],
	"step": [0.5, 100.0],
	"lod": [0, 8],
	"clearance": [0.0, 10.0],
	"cut_slope": [0.05, 10.0],
	"ground_height": [-100000.0, 100000.0],
}

const Processor := preload("../autoload/processor.gd")
const RoadMaterials := preload("road_materials.gd")
const SurfaceArrays := preload("../meshes/surface_arrays.gd")


## Makes a road. Returns what to [code]await[/code] for it, which yields the [CutoutJob] that did
## it: its [member CutoutJob.error] is [code]null[/code] if all went well, and its
## [member CutoutJob.result] is there. Returns [code]null[/code] and logs if an argument is wrong.
## For the arguments see [method submit].
static func generate(points: Variant, options: Dictionary = {}) -> Variant:
	# Not a coroutine: whoever awaits one holds its state, and the engine loses track of that.
	var job := submit(points, options)
	return null if job == null else job.wait()


## Queues a road and returns its job; [code]null[/code] and a log line if an argument is wrong.
## [br]- [param points]: what the middle of the road goes through, a [PackedVector3Array], an
## [Array] of [Vector3], or a [Curve3D], of which the baked points are taken.
## [br]- [param options]: those of [constant DEFAULTS], [code]type[/code], [code]center[/code] of
## an intersection, and [code]terrain[/code], which [method terrain_from] makes. What is unknown
## or out of range fails the job with [constant CutoutError.Code.BAD_PARAMS].
## [br]- [param job_options]: as for [method CutoutBatchProcessor.submit]: priority, owner, and a
## [code]deadline_sec[/code] for roads of tens of kilometres.
static func submit(
	points: Variant, options: Dictionary = {}, job_options: Dictionary = {}
) -> CutoutJob:
	var payload := payload_of(points, options)
	var processor := _processor()
	if payload.is_empty() or processor == null:
		return null
	return processor.submit(KIND, payload, job_options)


## Returns the payload of a job of the kind [constant KIND]; empty and a log line if
## [param points] are none.
static func payload_of(points: Variant, options: Dictionary = {}) -> Dictionary:
	var places := PackedVector3Array()
	if points is PackedVector3Array:
		places = points
	elif points is Curve3D:
		var curve: Curve3D = points
		places = curve.get_baked_points()
	elif _are_vectors(points):
		var vectors: Array = points
		places = PackedVector3Array(vectors)
	else:
		push_error(
			(
				"Cutout: points of a road are a %s; pass a PackedVector3Array or a Curve3D."
				% type_string(typeof(points))
			)
		)
		return {}
	var payload := options.duplicate()
	payload["points"] = places
	return payload


## Returns a terrain for the options: the heights of [param shape], which stands as its node does,
## with its middle at [param middle], and [param step] metres from height to height.
static func terrain_from(
	shape: HeightMapShape3D, middle: Vector3 = Vector3.ZERO, step: float = 1.0
) -> Dictionary:
	var half := Vector3(shape.map_width - 1, 0.0, shape.map_depth - 1) * step / 2.0
	return {
		"heights": shape.map_data,
		"columns": shape.map_width,
		"step": step,
		"origin": middle - half,
	}


## Returns the mesh of a result, with [param materials] by name in place of
## [method default_materials]; [code]null[/code] and a log line if it is broken.
static func make_mesh(result: Dictionary, materials: Dictionary = {}) -> ArrayMesh:
	if not result.get("mesh") is Dictionary:
		push_error("Cutout: this is no result of a road; pass the result of a job that completed.")
		return null
	var mesh: Dictionary = result["mesh"]
	return SurfaceArrays.make_mesh(mesh, default_materials().merged(materials, true))


## Returns what to collide with: the asphalt, and the sides of a bridge.
static func make_collision(result: Dictionary) -> ConcavePolygonShape3D:
	if not result.get("collider") is PackedVector3Array:
		push_error("Cutout: this is no result of a road; pass the result of a job that completed.")
		return null
	var faces: PackedVector3Array = result["collider"]
	var shape := ConcavePolygonShape3D.new()
	shape.set_faces(faces)
	return shape


## Returns the box around everything that was made.
static func bounds_of(result: Dictionary) -> AABB:
	var corners: PackedVector3Array = result["bounds"]
	return AABB(corners[0], corners[1] - corners[0])


## Returns the materials that roads have by default, by name. All roads share them.
static func default_materials() -> Dictionary:
	return RoadMaterials.by_name()


static func _are_vectors(points: Variant) -> bool:
	if not points is Array:
		return false
	var each: Array = points
	return each.all(func(point: Variant) -> bool: return point is Vector3)


static func _processor() -> CutoutBatchProcessor:
	var found := Processor.of_game()
	if found == null:
		push_error("Cutout: CutoutRoads finds no CutoutBatch; enable the plugin Cutout.")
	return found
