extends RefCounted
## Makes jobs from what a caller passes; a wrong argument is logged and makes none.

const Breakable := preload("../nodes/breakable.gd")
const FractureRequest := preload("../fracture/fracture_request.gd")
const JobOptions := preload("../jobs/job_options.gd")
const Messages := preload("../bridge/messages.gd")

## How long a job may run unless it says otherwise, in milliseconds.
var deadline_msec := 2000
## How long a job may wait unless it says otherwise, in microseconds; 0 for as long as it takes.
var wait_limit_usec := 0
## Puts fragments in the place of what breaks.
var debris: CutoutDebris
## Called with the id of a job that is to be cancelled.
var canceller: Callable
## Returns [code]true[/code] if jobs should make do with less; invalid if they never should.
var asks_for_less: Callable

var _apply: Callable = _apply_to_owner
var _next_id := 1


## Returns a number that no job, batch or stream has.
func next_id() -> int:
	_next_id += 1
	return _next_id - 1


## Returns a job of any kind, or [code]null[/code] if an option is wrong.
func make(kind: StringName, payload: Dictionary, options: Dictionary) -> CutoutJob:
	var job := _new_job(kind, payload)
	return job if JobOptions.apply(options, job) else null


## Returns a job that breaks a polygon, or [code]null[/code] if it is none.
func make_fracture(polygon: Variant, params: Variant, priority: int) -> CutoutJob:
	var payload := FractureRequest.make(polygon, params)
	if payload.is_empty():
		return null
	var job := _new_job(CutoutJob.FRACTURE, payload)
	if priority != 0:
		job.priority = JobOptions.priority_from(priority)
	return job


## Returns a job that breaks a node and hands it the result, or [code]null[/code] if the node cannot
## break. It ends with the node, and makes way for a newer one of the same node.
func make_node_fracture(node: Node, params: Variant) -> CutoutJob:
	var polygon: Variant = Breakable.polygon_of(node)
	if polygon == null:
		push_error(
			(
				"Cutout: %s cannot break; give it get_polygon_data() and apply_fracture(result)."
				% node.name
			)
		)
		return null
	var payload := FractureRequest.make(polygon, Breakable.params_of(node, params))
	var job: CutoutJob
	if not payload.is_empty():
		job = _new_job(CutoutJob.FRACTURE, payload)
		job.set_owner(node.get_instance_id(), _apply)
		_answer_from(CutoutBakedFracture.of(node), job, payload)
	return job


## Returns a job that breaks a node or a polygon, or [code]null[/code] if it cannot break.
func make_any_fracture(node_or_polygon: Variant, params: Variant) -> CutoutJob:
	if is_instance_valid(node_or_polygon) and node_or_polygon is Node:
		var node: Node = node_or_polygon
		return make_node_fracture(node, params)
	return make_fracture(node_or_polygon, params, 0)


## Lets a fracture that was baked for this very request be the answer.
func _answer_from(baked: CutoutBakedFracture, job: CutoutJob, payload: Dictionary) -> void:
	if baked != null and baked.matches(payload):
		job.body = baked.body
		job.has_answer = true
		job.wants_less = false


func _new_job(kind: StringName, payload: Dictionary) -> CutoutJob:
	var wants_less := false
	if kind == CutoutJob.FRACTURE and asks_for_less.is_valid():
		wants_less = asks_for_less.call()
	var wanted := FractureRequest.halved(payload) if wants_less else payload
	var job := CutoutJob.new()
	job.set_up(_next_id, kind, Messages.encode_body(wanted), canceller)
	_next_id += 1
	job.deadline_msec = deadline_msec
	if wait_limit_usec > 0:
		job.wait_limit_usec = wait_limit_usec
	if wants_less:
		job.wants_less = true
	return job


func _apply_to_owner(job: CutoutJob) -> Variant:
	var fracture: CutoutFracture = job.result
	return Breakable.apply(instance_from_id(job.owner_id) as Node, fracture, debris)
