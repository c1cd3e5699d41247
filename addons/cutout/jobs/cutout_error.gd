class_name CutoutError
extends RefCounted
## Why a job failed: a code to branch on and a sentence to show.
##
## A failed job carries one in [member CutoutJob.error], and the signal
## [signal CutoutBatchProcessor.job_failed] passes it on.

## What went wrong. The numbers are those of [code]pylib/cutout/errors.py[/code].
enum Code {
	## Nothing is wrong.
	OK = 0,
	## Bytes between the game and a worker that are no message.
	BAD_MESSAGE = 101,
	## A polygon that is not finite, has too few points or encloses no area.
	BAD_POLYGON = 102,
	## A parameter with an unknown name, a wrong type or a value out of range.
	BAD_PARAMS = 103,
	## No kind of job with this name is registered.
	UNKNOWN_KIND = 104,
	## A polygon, message or result over its limit.
	TOO_LARGE = 105,
	## A fragment that has been broken as often as [member CutoutFractureParams.max_refracture_depth]
	## allows; it stays as it is.
	REFRACTURE_LIMIT = 106,
	## A path outside the folders that kinds may read, or of something that is no plain file.
	BAD_PATH = 107,
	## There is no file at this path, or it may not be read.
	FILE_MISSING = 108,
	## A file that does not hold what it should; [member message] names the offset or the line.
	BAD_FILE = 109,
	## Files that need each other; [member message] names them in turn.
	DEPENDENCY_CYCLE = 110,
	## The geometry could not be made in a way that passes its own checks.
	UNSTABLE_GEOMETRY = 201,
	## The job ran longer than its deadline; its worker was replaced.
	TIMED_OUT = 301,
	## The job killed its worker, and again when it ran alone.
	WORKER_CRASHED = 302,
	## The job passed the memory limit of its worker.
	OUT_OF_MEMORY = 303,
	## The queue is at its limit, and the job was not taken.
	QUEUE_FULL = 401,
	## The job was cancelled.
	CANCELLED = 402,
	## A newer job for the same target took its place.
	SUPERSEDED = 403,
	## Python does not run; [method CutoutBatchProcessor.get_backend_error] says why.
	BACKEND_DOWN = 501,
	## A fault of Cutout or of a user's own kind; [member details] holds the traceback.
	INTERNAL = 901,
}

## What went wrong, to branch on.
var code: Code = Code.OK
## What is wrong, with which value, and what to do.
var message := ""
## A traceback or another longer text; may be empty.
var details := ""


func _init(p_code: Code, p_message: String, p_details := "") -> void:
	code = p_code
	message = p_message
	details = p_details


func _to_string() -> String:
	return "%s: %s" % [Code.find_key(code), message]
