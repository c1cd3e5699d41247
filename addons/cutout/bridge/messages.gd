extends RefCounted
## The bytes between the game and its workers: the one place that knows how a message is laid out.
##
## Messages use Godot's own binary Variant format. Layouts are in [code]docs/architecture.md[/code].


## Returns the bytes of one job's payload. Objects are refused: they become null.
static func encode_body(payload: Variant) -> PackedByteArray:
	return var_to_bytes(payload)


## Returns the value in one job's body.
static func decode_body(body: PackedByteArray) -> Variant:
	return bytes_to_var(body)


## Returns the message that asks for these jobs: all of one kind, with one deadline, and either all
## or none of them answered from the cache. [param is_front] puts them before all that wait.
static func encode_run(jobs: Array[CutoutJob], is_front: bool) -> PackedByteArray:
	var ids := PackedInt64Array()
	var ends := PackedInt32Array()
	var body := PackedByteArray()
	for job in jobs:
		ids.append(job.id)
		body.append_array(job.body)
		ends.append(body.size())
	return var_to_bytes(
		{
			"op": "run",
			"kind": String(jobs[0].kind),
			"ids": ids,
			"ends": ends,
			"body": body,
			"deadline_msec": jobs[0].deadline_msec,
			"cache": jobs[0].may_be_cached,
			"front": is_front,
		}
	)


## Returns the message that gives these jobs up.
static func encode_cancel(ids: PackedInt64Array) -> PackedByteArray:
	return var_to_bytes({"op": "cancel", "ids": ids})


## Returns the message that has every worker replaced, so that changed Python modules are loaded.
static func encode_reload() -> PackedByteArray:
	return var_to_bytes({"op": "reload"})


## Returns the message that has the log say where every job is.
static func encode_describe() -> PackedByteArray:
	return var_to_bytes({"op": "describe"})


## Returns the message in these bytes; empty if there is none.
static func decode(message: PackedByteArray) -> Dictionary:
	var value: Variant = bytes_to_var(message)
	return value if value is Dictionary else {}


## Returns the error in a failed job's body.
static func decode_error(code: int, body: PackedByteArray) -> CutoutError:
	var value: Variant = bytes_to_var(body)
	var fields: Dictionary = value if value is Dictionary else {}
	var message: String = fields.get("message", "The worker gave no reason.")
	var details: String = fields.get("details", "")
	var known := code if code in CutoutError.Code.values() else CutoutError.Code.INTERNAL
	return CutoutError.new(known as CutoutError.Code, message, details)
