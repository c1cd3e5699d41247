class_name CutoutJob
extends RefCounted
## One piece of work: from the call that submits it to the frame that applies its result.
##
## Jobs come from [CutoutBatchProcessor]. Await [method wait] for the end, or connect
## [signal finished]. A job ends exactly once.

## The job has reached a terminal state. Never emitted inside the call that submits the job.
signal finished(job: CutoutJob)

## Where a job is on its way.
enum State {
	## Waits in the queue.
	QUEUED,
	## On its way to a worker, or running there.
	SENT,
	## The result has arrived and waits for room in a frame.
	COMPUTED,
	## The result is being applied.
	APPLIED,
	## Done: [member CutoutJob.result] is there.
	COMPLETED,
	## Not done: [member CutoutJob.error] says why.
	FAILED,
	## Given up before its end.
	CANCELLED,
	## A newer job with the same key took its place.
	SUPERSEDED,
}

## The bands of [member priority]; any number from -100 to 100 will do.
enum Priority {
	## Can wait: scenery far away, things to be ready later.
	LOW = -10,
	## What is not said to be anything else.
	NORMAL = 0,
	## What the player is about to see.
	HIGH = 10,
	## What the player looks at: goes to the workers at once, past what they were given before.
	CRITICAL = 20,
}

## The limits of [member priority] are this and its negative.
const MOST_URGENT := 100

## The kind that [method CutoutBatchProcessor.fracture_object] and its like submit.
const FRACTURE := &"fracture"

const Flight := preload("../bridge/flight.gd")
const HeldWaits := preload("held_waits.gd")
const Messages := preload("../bridge/messages.gd")

## The number that signals and [method CutoutBatchProcessor.cancel_job] use. Never reused.
var id := 0
## The kind of work, such as [code]fracture[/code].
var kind: StringName
## How urgent the job is; see [method CutoutBatchProcessor.set_job_priority].
var priority := 0
## Where the job is on its way.
var state: State = State.QUEUED
## How much is done, from 0 to 1, as far as the kind reports it; 1 once the job is completed.
var progress := 0.0
## Why the job failed or was given up; [code]null[/code] unless it was.
var error: CutoutError
## Whether [member body] is the answer from the start, as of a [CutoutBakedFracture]: the job needs
## no worker. For the engine room.
var has_answer := false
## What the worker made: a [CutoutFracture] for the kind [code]fracture[/code], else the plain
## value. It is decoded when it is first looked at.
var result: Variant:
	get:
		if _has_encoded_result():
			result = (
				CutoutFracture.from_body(body) if kind == FRACTURE else Messages.decode_body(body)
			)
			body = PackedByteArray()
		return result
## The job's place in its batch or stream, from 0; -1 if it is in none.
var index := -1
## When the job was submitted, on the clock of [method Time.get_ticks_usec].
var queued_usec := 0
## When the job was sent to the workers, on the same clock; 0 until then.
var sent_usec := 0
## When the job's result arrived, on the same clock; 0 until then.
var computed_usec := 0
## When the result began to be applied, on the same clock; 0 until then.
var applied_usec := 0
## When the job ended, on the same clock; 0 until then.
var finished_usec := 0
## How long the worker ran, in microseconds; 0 for an answer from the cache.
var run_usec := 0
## The frame, as [method Engine.get_process_frames] counts, in which the job was submitted.
var queued_frame := 0
## The frame in which the job ended.
var finished_frame := 0

## The encoded payload until the job is sent, then the encoded result until somebody looks at
## [member result]. For the bridge.
var body: PackedByteArray
## How long the job may run, in milliseconds. For the bridge.
var deadline_msec := 0
## Whether an earlier answer to the same payload will do. For the bridge.
var may_be_cached := false
## The chunk in which the job is with the workers; [code]null[/code] if it is not. For the bridge.
var flight: Flight
## The job asks for less than was passed, because the queue was nearly full. For the processor.
var wants_less := false
## The job stands in the queue. For the queue.
var is_waiting := false
## How long the job may wait, in microseconds; 0 for as long as it takes. For the queue.
var wait_limit_usec := 0
## What a newer job supersedes this one by; [code]null[/code] for nothing. For the job table.
var key: Variant
## The instance id of the node without which the job is pointless; 0 for none. For the job table.
var owner_id := 0
## Called with the job inside the frame budget once [member result] is there; called again as long
## as it returns [code]true[/code]. If it returns a [Signal] with one argument, the job ends with
## that. For the processor.
var apply: Callable
## Called with the id by [method cancel]. For the processor.
var canceller: Callable


## Sets what every job has from the start. For the factory: a member set from outside costs six
## times as much.
func set_up(p_id: int, p_kind: StringName, p_body: PackedByteArray, p_canceller: Callable) -> void:
	id = p_id
	kind = p_kind
	body = p_body
	canceller = p_canceller
	may_be_cached = p_kind == FRACTURE


## Sets whom the result is for. For the factory.
func set_owner(p_owner_id: int, p_apply: Callable) -> void:
	owner_id = p_owner_id
	key = p_owner_id
	apply = p_apply


## Returns what to [code]await[/code] for the end of the job, which yields the job: its
## [signal finished], or the job itself if it has ended already.
func wait() -> Variant:
	# Not a coroutine: whoever awaits one holds its state, and the engine loses track of that.
	if is_finished():
		return self
	return finished


## Gives the job up. Has no effect on a job that has ended.
func cancel() -> void:
	if state < State.COMPLETED and canceller.is_valid():
		canceller.call(id)


## Returns [code]true[/code] once the job is in a terminal state.
func is_finished() -> bool:
	return state >= State.COMPLETED


## Returns [code]true[/code] if the job was meant for a node that no longer exists.
func is_orphaned() -> bool:
	return owner_id != 0 and not is_instance_id_valid(owner_id)


## Returns the result as signals carry it: the outlines of fragments, an array as it is, anything
## else as the one element of an array. For the processor.
func result_as_array() -> Array:
	if kind == FRACTURE and _has_encoded_result():
		return CutoutFracture.rings_in(body)
	var value: Variant = result
	if value is CutoutFracture:
		var fracture: CutoutFracture = value
		return fracture.rings()
	if value is Array:
		return value
	return [value]


## Gives up on whoever awaits the job, when the game ends before it. For the processor.
func release() -> void:
	HeldWaits.hold(finished)


func _has_encoded_result() -> bool:
	return (state == State.APPLIED or state == State.COMPLETED) and not body.is_empty()


func _to_string() -> String:
	return "<CutoutJob %d %s %s>" % [id, kind, State.find_key(state)]
