@tool
extends Node
## Runs a program beside the editor: its output comes line by line, and nothing waits.
##
## Ends with the node: what still runs is killed.

## A line of output, without its end.
signal printed(line: String)
## The program has ended, or could not be started, for which [param code] is
## [constant NOT_STARTED].
signal ended(code: int)

## Stands for the exit code of a program that could not be started.
const NOT_STARTED := -1
## What the copy of the engine says that should have become the program.
const START_FAILED := "Could not create child process"

const _READ_AT_ONCE := 65536

var _has_started := true
var _pid := 0
var _pipes: Array[FileAccess] = []
# What was read of a line that has not ended, by pipe: bytes, since a letter may be cut in two.
var _rests: Array[PackedByteArray] = []


func _exit_tree() -> void:
	if _pid > 0:
		OS.kill(_pid)
		_pid = 0


func _process(_delta: float) -> void:
	if _pid <= 0:
		return
	# Asked first: what was written before the end is then there to be read.
	var goes_on := OS.is_process_running(_pid)
	for i in _pipes.size():
		_read(i)
	if goes_on:
		return
	var code := OS.get_process_exit_code(_pid) if _has_started else NOT_STARTED
	_pid = 0
	for i in _pipes.size():
		_say(_rests[i])
	_pipes.clear()
	ended.emit(code)


## Starts a program; [method is_running] until [signal ended].
func start(program: String, arguments: PackedStringArray) -> void:
	_has_started = true
	var process := OS.execute_with_pipe(program, arguments, false)
	if process.is_empty():
		ended.emit.call_deferred(NOT_STARTED)
		return
	_pid = process["pid"]
	_pipes = [process["stdio"], process["stderr"]]
	_rests = [PackedByteArray(), PackedByteArray()]


## Returns whether a program was started and has not ended.
func is_running() -> bool:
	return _pid > 0


func _read(pipe: int) -> void:
	var bytes := _pipes[pipe].get_buffer(_READ_AT_ONCE)
	while not bytes.is_empty():
		_rests[pipe].append_array(bytes)
		bytes = _pipes[pipe].get_buffer(_READ_AT_ONCE)
	var end := _rests[pipe].find(10)
	while end >= 0:
		_say(_rests[pipe].slice(0, end))
		_rests[pipe] = _rests[pipe].slice(end + 1)
		end = _rests[pipe].find(10)


func _say(bytes: PackedByteArray) -> void:
	var line := bytes.get_string_from_utf8().strip_edges(false)
	if line.begins_with(START_FAILED):
		_has_started = false
	elif not line.is_empty():
		printed.emit(line)
