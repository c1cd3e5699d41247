extends RefCounted
## Computes the fractures of nodes before they break.

const Breakable := preload("../nodes/breakable.gd")
const FractureRequest := preload("fracture_request.gd")


## Returns the request of a node; empty if it cannot break. [param params] is for a node that has
## none of its own.
static func request_of(node: Node, params: Variant) -> Dictionary:
	var rings: Variant = Breakable.polygon_of(node)
	if rings == null:
		push_error(
			(
				"Cutout: %s cannot be baked; give it get_polygon_data() and apply_fracture()."
				% node.name
			)
		)
		return {}
	var own := params_of(node)
	var chosen: Variant = own if own != null else params
	return FractureRequest.make(rings, Breakable.params_of(node, chosen))


## Returns the parameters that an object breaks with, the first of its properties that holds some;
## [code]null[/code] if none does.
static func params_of(object: Object) -> CutoutFractureParams:
	if object == null or object.get_script() == null:
		return null
	for property in object.get_property_list():
		var usage: int = property["usage"]
		if property["type"] == TYPE_OBJECT and usage & PROPERTY_USAGE_SCRIPT_VARIABLE:
			var value: Variant = object.get(str(property["name"]))
			if value is CutoutFractureParams:
				return value
	return null


## Computes requests, and returns their fractures in the same order: [code]null[/code] for one that
## failed. [param on_progress], if it is valid, is called with the share that is done.
static func bake(
	processor: CutoutBatchProcessor, requests: Array[Dictionary], on_progress: Callable
) -> Array[CutoutBakedFracture]:
	var batch := processor.create()
	var jobs: Array[CutoutJob] = []
	for request in requests:
		var rings: Array[PackedVector2Array] = []
		var points: PackedVector2Array = request.get("points", PackedVector2Array())
		var offsets: PackedInt32Array = request.get("offsets", PackedInt32Array())
		for i in range(1, offsets.size()):
			rings.append(points.slice(offsets[i - 1], offsets[i]))
		jobs.append(batch.add_fracture(rings, request["params"]) if not rings.is_empty() else null)
	if on_progress.is_valid():
		batch.progressed.connect(on_progress)
	await batch.execute()
	var all: Array[CutoutBakedFracture] = []
	for i in jobs.size():
		var fracture: CutoutFracture
		# A job that made do with less has answered another request.
		if jobs[i] != null and jobs[i].error == null and not jobs[i].wants_less:
			fracture = jobs[i].result
		var baked: CutoutBakedFracture
		if fracture != null:
			baked = CutoutBakedFracture.from_result(requests[i], fracture)
		all.append(baked)
	return all
