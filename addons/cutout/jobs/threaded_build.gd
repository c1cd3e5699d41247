@abstract
extends "../frame/thread_task.gd"
## Makes something of a job's answer in a thread: extend it and override [method _run] and
## [method _outcome].

## For the job: its result is there.
signal applied(outcome: Variant)

## The encoded answer.
var bytes: PackedByteArray
## The job whose answer it is; [code]null[/code] for what comes from elsewhere.
var job: CutoutJob
## Takes the failure of the job.
var processor: CutoutBatchProcessor
## What the file is called in the table of whoever started the build.
var key := ""
## What is wrong with the answer; empty if nothing is.
var fault := ""


## Ends the job with what was made, or with what is wrong: a step of the frame budget. Nothing but
## the build is at work meanwhile, so whoever awaits the job may free whoever started it.
func hand_over() -> void:
	if job.is_finished():
		return
	var error := _error()
	if error == null:
		job.result = _outcome()
		applied.emit(job.result)
	else:
		processor.fail_job(job.id, error)


## Returns what was made.
@abstract func _outcome() -> Variant


## Returns why the job fails, [code]null[/code] if it does not.
func _error() -> CutoutError:
	if fault.is_empty():
		return null
	var sentence := (
		"The result of the kind '%s' for %s is broken: %s; it has to be what docs/architecture.md"
		+ " says of such a kind."
	)
	return CutoutError.new(CutoutError.Code.INTERNAL, sentence % [job.kind, key, fault])


func _end() -> void:
	bytes = PackedByteArray()
