class_name CutoutJob
extends RefCounted
## One piece of work: from the call that submits it to the frame that applies its result.
##
## Jobs come from [CutoutBatchProcessor]. Await [method wait] for the end, or connect
## [signal finished]. A job ends exactly once.

## The job has reached a terminal state. Never emitted inside the call that submits the job.
signal finished

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
	## A newer job for the same target took its place.
	SUPERSEDED,
}

## The number that signals and [method CutoutBatchProcessor.cancel_job] use. Never reused.
var id := 0
## The kind of work, such as [code]fracture[/code].
var kind: StringName
## Where the job is on its way.
var state: State = State.QUEUED
## Why the job failed or was cancelled; [code]null[/code] unless it was.
var error: CutoutError
## What the worker made: a [CutoutFracture] for the kind [code]fracture[/code], else the plain
## value.
var result: Variant
## When the job was submitted, on the clock of [method Time.get_ticks_usec].
var queued_usec := 0
## When the job's result arrived, on the same clock; 0 until then.
var computed_usec := 0
## When the job ended, on the same clock; 0 until then.
var finished_usec := 0
## How long the worker ran, in microseconds.
var run_usec := 0
## The frame, as [method Engine.get_process_frames] counts, in which the job was submitted.
var queued_frame := 0
## The frame in which the job ended.
var finished_frame := 0

## The encoded payload, dropped once it is sent. For the bridge.
var body: PackedByteArray
## Called with the job inside the frame budget once [member result] is there. For the processor.
var apply: Callable
## The node the result is meant for, or [code]null[/code] if it is for nobody. For the processor.
var target: WeakRef
var _canceller: Callable


## Waits until the job has ended, and returns it. Returns at once if it has ended already.
func wait() -> CutoutJob:
	if not is_finished():
		await finished
	return self


## Gives the job up. Has no effect on a job that has ended.
func cancel() -> void:
	if not is_finished() and _canceller.is_valid():
		_canceller.call(id)


## Returns [code]true[/code] once the job is in a terminal state.
func is_finished() -> bool:
	return state >= State.COMPLETED


## Returns [code]true[/code] if the job was meant for a node that no longer exists.
func is_orphaned() -> bool:
	return target != null and not is_instance_valid(target.get_ref())


## Tells the job who carries out [method cancel]. For the processor.
func bind_canceller(canceller: Callable) -> void:
	_canceller = canceller


func _to_string() -> String:
	return "<CutoutJob %d %s %s>" % [id, kind, State.find_key(state)]
