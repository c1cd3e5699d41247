extends RefCounted
## Reads what the workers answer, and matches it to the jobs that asked.

## A job's answer has arrived: its body if [param error] is [code]null[/code].
signal answered(job: CutoutJob, body: PackedByteArray, error: CutoutError)
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
		if job != null:
			var body := bodies.slice(start, ends[i])
			job.run_usec = usec[i]
			if codes[i] == CutoutError.Code.OK:
				answered.emit(job, body, null)
			else:
				answered.emit(job, body, Messages.decode_error(codes[i], body))
		start = ends[i]
