extends "../case.gd"
## What the cases of [code]make bench[/code] share: a game that works in every frame, a record
## of its frames, and the processor time of the main thread.
##
## The work of a frame goes from its first tick to the end of its deferred calls; its period goes to
## the first tick of the next one.

## The length of a frame of 60 a second, and what a game of medium size works in it.
const RATE := 60
const WORK_USEC := 5600
## The kernel's account of the main thread: its first number is the time on a processor, in ns.
const ACCOUNT := "/proc/self/schedstat"
const _AFTER_EVERYBODY := 0x7fffffff


## The last node of a frame.
class FrameEnd:
	extends Node

	var on_end: Callable

	func _process(_delta: float) -> void:
		# Deferred, to come after the deferred calls of this frame.
		on_end.call_deferred()


## How long a frame of the simulated game works, in microseconds.
var work_usec := 0

var _busy_usec := 0.0
var _is_in_frame := false
var _record := new_record()
var _start_usec := 0


## Lets every frame from now on work for so long, 60 times a second, and records the frames.
func play(p_work_usec := WORK_USEC) -> void:
	Engine.max_fps = RATE
	work_usec = p_work_usec
	var end := FrameEnd.new()
	end.process_priority = _AFTER_EVERYBODY
	end.on_end = _end_frame
	add_child(end)
	get_tree().physics_frame.connect(_begin_frame)
	get_tree().process_frame.connect(_begin_frame)
	await wait_frames(RATE >> 1)


## Waits for so many frames.
func wait_frames(count: int) -> void:
	for i in count:
		await get_tree().process_frame


## Returns the frames since the last call, in microseconds: their [code]period[/code], their
## [code]work[/code], and the processor time [code]cpu[/code] that the main thread had of each.
func take_frames() -> Dictionary[String, PackedFloat64Array]:
	var taken := _record
	_record = new_record()
	return taken


## Returns how long the main thread has been on a processor, in microseconds. The kernel brings this
## account up to date every few milliseconds, and when the thread sleeps, as it does between frames.
func busy_usec() -> float:
	if not FileAccess.file_exists(ACCOUNT):
		return Time.get_ticks_usec()
	var account := FileAccess.open(ACCOUNT, FileAccess.READ)
	return account.get_line().get_slice(" ", 0).to_float() / 1000.0


## Returns a number that was passed to the case.
func argument(key: String, default: float) -> float:
	return str(arguments.get(key, default)).to_float()


## Notes quantiles of recorded frames as facts, in milliseconds.
func note_frames(key: String, record: Dictionary[String, PackedFloat64Array]) -> void:
	for what in record:
		note_times("%s_%s" % [key, what], record[what])


## Notes quantiles and the worst of some times as facts, in milliseconds.
func note_times(key: String, usec: PackedFloat64Array) -> void:
	facts[key + "_p50_ms"] = quantile(usec, 0.5) / 1e3
	facts[key + "_p95_ms"] = quantile(usec, 0.95) / 1e3
	facts[key + "_p99_ms"] = quantile(usec, 0.99) / 1e3
	facts[key + "_worst_ms"] = quantile(usec, 1.0) / 1e3


## Returns a record without a frame.
static func new_record() -> Dictionary[String, PackedFloat64Array]:
	return {"period": [], "work": [], "cpu": []}


## Adds the frames of one record to another.
static func add_frames(
	into: Dictionary[String, PackedFloat64Array], record: Dictionary[String, PackedFloat64Array]
) -> void:
	for what in record:
		into[what] += record[what]


## Returns what the share [param share] of some values does not exceed.
static func quantile(values: PackedFloat64Array, share: float) -> float:
	var sorted := values.duplicate()
	sorted.sort()
	return sorted[maxi(0, ceili(share * sorted.size()) - 1)]


func _process(_delta: float) -> void:
	var end := Time.get_ticks_usec() + work_usec
	_play_frame()
	while Time.get_ticks_usec() < end:
		pass


## What the game does in a frame, within its time for work.
func _play_frame() -> void:
	pass


func _begin_frame() -> void:
	if _is_in_frame:
		return
	_is_in_frame = true
	var now := Time.get_ticks_usec()
	var busy := busy_usec()
	if _start_usec > 0:
		_record["period"].append(now - _start_usec)
		_record["cpu"].append(busy - _busy_usec)
	_start_usec = now
	_busy_usec = busy


func _end_frame() -> void:
	_is_in_frame = false
	_record["work"].append(Time.get_ticks_usec() - _start_usec)
