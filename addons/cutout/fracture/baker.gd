extends RefCounted
## Computes the fractures of nodes before they break.

const BakeRequest := preload("bake_request.gd")
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


## Computes requests. Returns what to [code]await[/code] for that, which yields their fractures in
## the same order: [code]null[/code] for one that failed. [param on_progress], if it is valid, is
## called with the share that is done. [param nodes], if there are any, one for each request, get
## their fractures.
static func bake(
	processor: CutoutBatchProcessor,
	requests: Array[Dictionary],
	on_progress := Callable(),
	nodes: Array = []
) -> Signal:
	# Not a coroutine: whoever awaits one holds its state, and the engine loses track of that.
	var batch := BakeRequest.new()
	processor.adopt(batch)
	for i in requests.size():
		var node: Node = nodes[i] if not nodes.is_empty() else null
		batch.add_request(requests[i], node)
	if on_progress.is_valid():
		batch.progressed.connect(on_progress)
	batch.start()
	return batch.baked
