extends CutoutBatchRequest
## Requests that are computed before anything breaks, and what became of them.

## Every job has ended. [param all] has an entry for each request, in their order:
## [code]null[/code] for one that failed.
signal baked(all: Array[CutoutBakedFracture])

# By request; null for one that is nothing.
var _job_of: Array[CutoutJob] = []
# Not typed: some may have been freed.
var _nodes: Array = []
var _requests: Array[Dictionary] = []


## Adds the request of a node, which may be empty. [param node], unless it is [code]null[/code],
## gets what is baked.
func add_request(request: Dictionary, node: Node = null) -> void:
	var rings: Array[PackedVector2Array] = []
	var points: PackedVector2Array = request.get("points", PackedVector2Array())
	var offsets: PackedInt32Array = request.get("offsets", PackedInt32Array())
	for i in range(1, offsets.size()):
		rings.append(points.slice(offsets[i - 1], offsets[i]))
	_job_of.append(add_fracture(rings, request["params"]) if not rings.is_empty() else null)
	_nodes.append(node)
	_requests.append(request)


func _awaited() -> Array[Signal]:
	return [finished, baked]


func _finish() -> void:
	if _is_finished:
		return
	super()
	var all: Array[CutoutBakedFracture] = []
	for i in _requests.size():
		var job := _job_of[i]
		var own: CutoutBakedFracture
		# A job that made do with less has answered another request.
		if job != null and job.state == CutoutJob.State.COMPLETED and not job.wants_less:
			var fracture: CutoutFracture = job.result
			own = CutoutBakedFracture.from_result(_requests[i], fracture)
			if is_instance_valid(_nodes[i]):
				var node: Node = _nodes[i]
				CutoutBakedFracture.attach(node, own)
		all.append(own)
	baked.emit(all)
