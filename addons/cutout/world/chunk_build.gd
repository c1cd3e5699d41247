@abstract
extends RefCounted
## Makes of a worker's answer what the game shows: in a thread, all but the last step.
##
## What was made goes with the build, unless it was shown.

## The kind of the job whose answer it is.
var job_kind: StringName
## The kind of the last step: what it is says the frame budget what it costs.
var kind: StringName = &"world_show"
## What is made: in no tree, and for the thread until that has ended.
var root: Node
## What the worker told of it.
var statistics := {}
## What is wrong with the answer; empty if nothing is.
var fault := ""

var _answer: Variant
var _bytes: PackedByteArray
var _is_shown := false


## Takes a worker's answer in.
func take(job: CutoutJob) -> void:
	job_kind = job.kind
	_bytes = job.body
	if _bytes.is_empty():
		# Somebody has looked at it.
		_answer = job.result
	job.body = PackedByteArray()


## Makes what only the main thread may make, before the thread starts.
func prepare() -> void:
	_prepare()


## Does the work, in the thread.
func make() -> void:
	fault = _make(_answer if _bytes.is_empty() else bytes_to_var(_bytes))
	_answer = null
	_bytes = PackedByteArray()


## Does all of it at once, for a comparison.
func make_now(result: Variant) -> void:
	_prepare()
	fault = _make(result)


## Shows what was made, on the main thread. The thread has ended, and nothing was wrong.
func show() -> void:
	_is_shown = true
	_show()


## Makes what only the main thread may make, before the thread starts.
@abstract func _prepare() -> void

## Makes [member root] and the rest of a result, in the thread. Returns what is wrong with the
## result; empty if nothing is.
@abstract func _make(result: Variant) -> String

## Puts [member root] where it belongs.
@abstract func _show() -> void


func _notification(what: int) -> void:
	if what == NOTIFICATION_PREDELETE and not _is_shown and root != null:
		root.free()
