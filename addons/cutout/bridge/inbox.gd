extends RefCounted
## Reads what the workers answer, and matches it to the jobs that asked.

## A job's answer has arrived: in [member CutoutJob.body] if [param error] is [code]null[/code].
signal answered(job: CutoutJob, error: CutoutError)
## A job says how far it is.
signal progressed(job: CutoutJob, progress: float)
## The number of workers has changed.
signal workers_changed(workers: Dictionary)
## A line for the log.
signal logged(level: String, text: String)

const Backend := preload("backend.gd")
const Dispatcher := preload("dispatcher.gd")
const Messages := preload("messages.gd")


## Reads every message that has arrived. Bodies of results stay encoded: decoding them is work for
## the frame budget.
func read(backend: Backend, dispatcher: Dispatcher) -> void:
	while true:
		var bytes := backend.poll()
		if bytes.is_empty():
			return
		var message := Messages.decode(bytes)
		match message.get("op"):
			"reply":
				_read_reply(message, dispatcher)
			"progress":
				_read_progress(message, dispatcher)
			"workers":
				workers_changed.emit(message)
			"log":
				logged.emit(message.get("level", "info"), message.get("text", ""))


func _read_reply(message: Dictionary, dispatcher: Dispatcher) -> void:
	var ids: PackedInt64Array = message["ids"]
	var codes: PackedInt32Array = message["codes"]
	var usec: PackedInt32Array = message["usec"]
	var ends: PackedInt32Array = message["ends"]
	var bodies: PackedByteArray = message["body"]
	var start := 0
	for i in ids.size():
		var job := dispatcher.land(ids[i], usec[i])
		if job != null and not job.is_finished():
			job.run_usec = usec[i]
			# The answer to a long job is large, and alone in its message: no need to copy it.
			job.body = bodies if ids.size() == 1 else bodies.slice(start, ends[i])
			if codes[i] == CutoutError.Code.OK:
				answered.emit(job, null)
			else:
				answered.emit(job, Messages.decode_error(codes[i], job.body))
		start = ends[i]


func _read_progress(message: Dictionary, dispatcher: Dispatcher) -> void:
	var ids: PackedInt64Array = message["ids"]
	var values: PackedFloat32Array = message["values"]
	for i in ids.size():
		var job := dispatcher.find(ids[i])
		if job != null and not job.is_finished():
			progressed.emit(job, values[i])
