extends RefCounted
## Writes a trace file: the Trace Event Format, JSON object form.
##
## One event a line, written as it comes: a long trace is never in memory as one text.

var _file: FileAccess
var _separator := ""


## Opens the file and returns [constant OK], or why it cannot be written.
func open(path: String) -> Error:
	_file = FileAccess.open(path, FileAccess.WRITE)
	if _file == null:
		return FileAccess.get_open_error()
	_file.store_string('{"displayTimeUnit": "ms", "traceEvents": [\n')
	return OK


## Writes one event.
func add(event: Dictionary) -> void:
	_file.store_string(_separator + JSON.stringify(event, "", false))
	_separator = ",\n"


## Names a process (with [param track] -1) or one of its tracks, and says where it stands.
func add_name(process: int, track: int, name: String) -> void:
	var subject := "process" if track < 0 else "thread"
	var place := process if track < 0 else track
	var event := {"ph": "M", "name": subject + "_name", "pid": process, "args": {"name": name}}
	var order := {
		"ph": "M",
		"name": subject + "_sort_index",
		"pid": process,
		"args": {"sort_index": place},
	}
	if track >= 0:
		event["tid"] = track
		order["tid"] = track
	add(event)
	add(order)


## Ends the file with facts about the trace; returns [constant OK], or why it was not written.
func close(facts: Dictionary) -> Error:
	_file.store_string('\n], "otherData": %s}\n' % JSON.stringify(facts))
	_file.flush()
	var error := _file.get_error()
	_file.close()
	return error
