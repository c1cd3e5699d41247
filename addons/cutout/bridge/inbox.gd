extends RefCounted
## Reads what the workers answer, and matches it to the jobs that asked.

## The answers to these jobs have arrived: in [member CutoutJob.body].
signal answered(jobs: Array[CutoutJob])
## A job has failed.
signal failed(job: CutoutJob, error: CutoutError)
## A job says how far it is.
signal progressed(job: CutoutJob, progress: float)
## The number of workers has changed.
signal workers_changed(workers: Dictionary)
## A line for the log.
signal logged(level: String, text: String)

const Backend := preload("backend.gd")
const Dispatcher := preload("dispatcher.gd")
const LargeMessage := preload("large_message.gd")
const Messages := preload("messages.gd")

## The large messages that have arrived, oldest first.
var _large: Array[LargeMessage] = []


## Reads every message that has arrived; large ones once a thread has decoded them, in order among
## themselves. Bodies of results stay encoded: decoding them is work for the frame budget.
func read(backend: Backend, dispatcher: Dispatcher) -> void:
	while not _large.is_empty() and not _large[0].is_running():
		var large: LargeMessage = _large.pop_front()
		_take(large.message, dispatcher)
	while true:
		var bytes := backend.poll()
		if bytes.is_empty():
			return
		if bytes.size() < LargeMessage.LEAST_BYTES:
			_take(Messages.decode(bytes), dispatcher)
		else:
			_decode_in_thread(bytes)


## Returns how many messages have arrived and are not decoded yet.
func decoding() -> int:
	return _large.size()


func _decode_in_thread(bytes: PackedByteArray) -> void:
	var large := LargeMessage.new()
	large.bytes = bytes
	large.start()
	_large.append(large)


func _take(message: Dictionary, dispatcher: Dispatcher) -> void:
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
	var done: Array[CutoutJob] = []
	var start := 0
	var jobs := dispatcher.land(ids, usec)
	for i in jobs.size():
		var job := jobs[i]
		if job != null and job.state < CutoutJob.State.COMPLETED:
			# The answer to a long job is large, and alone in its message: no need to copy it.
			job.body = bodies if ids.size() == 1 else bodies.slice(start, ends[i])
			if codes[i] == CutoutError.Code.OK:
				done.append(job)
			else:
				failed.emit(job, Messages.decode_error(codes[i], job.body))
		start = ends[i]
	# Once for all: a signal for each would cost more than taking it in.
	if not done.is_empty():
		answered.emit(done)


func _read_progress(message: Dictionary, dispatcher: Dispatcher) -> void:
	var ids: PackedInt64Array = message["ids"]
	var values: PackedFloat32Array = message["values"]
	for i in ids.size():
		var job := dispatcher.find(ids[i])
		if job != null and not job.is_finished():
			progressed.emit(job, values[i])
