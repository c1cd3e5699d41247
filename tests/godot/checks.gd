@tool
extends Node
## What a test in the real engine has to check with, in a game or in an editor.

## What was checked and found wrong.
var failures := PackedStringArray()
## Values for the test on the Python side.
var facts := {}
## The arguments after [code]--[/code].
var arguments := {}

var _expected := PackedStringArray()
var _seen := PackedStringArray()


## The test itself; may await.
func run() -> void:
	await get_tree().process_frame
	fail("run() is not overridden")


## Records a failure.
func fail(text: String) -> void:
	failures.append(text)


## Checks that something holds.
func check(condition: bool, text: String) -> void:
	if not condition:
		fail(text)


## Checks that two values are equal.
func equal(actual: Variant, expected: Variant, text: String) -> void:
	if actual != expected:
		fail("%s: got %s, expected %s" % [text, actual, expected])


## Announces an error in the log that the case brings about on purpose.
func expect_error(pattern: String) -> void:
	_expected.append(pattern)


## Returns [code]true[/code] if an error was announced.
func is_expected(error: String) -> bool:
	for pattern in _expected:
		if pattern in error:
			_seen.append(pattern)
			return true
	return false


## Returns the announced errors that did not come.
func missing_errors() -> PackedStringArray:
	var missing := PackedStringArray()
	for pattern in _expected:
		if not pattern in _seen:
			missing.append(pattern)
	return missing


## Waits until a condition holds; records a failure if it does not within [param limit_sec].
func wait_for(condition: Callable, text: String, limit_sec := 300.0) -> bool:
	var patience := _Patience.new(limit_sec)
	while not condition.call():
		if patience.is_over():
			fail("waited in vain until %s (%s)" % [text, patience])
			return false
		await get_tree().process_frame
	return true


## Waits until a condition holds, as long as things go on; records a failure once what
## [param state] returns has stayed the same for [param quiet_sec]. For what takes as long as the
## machine is busy with other things.
func wait_while_it_goes_on(
	condition: Callable, state: Callable, text: String, quiet_sec := 300.0
) -> bool:
	var last: Variant = state.call()
	var patience := _Patience.new(quiet_sec)
	while not condition.call():
		var now: Variant = state.call()
		if now != last:
			last = now
			patience = _Patience.new(quiet_sec)
		elif patience.is_over():
			fail("nothing went on (%s) until %s: %s" % [patience, text, now])
			return false
		await get_tree().process_frame
	return true


## Returns the arguments after [code]--[/code], by name.
static func read_arguments() -> Dictionary:
	var read := {}
	for argument in OS.get_cmdline_user_args():
		var parts := argument.trim_prefix("--").split("=", true, 1)
		read[parts[0]] = parts[1] if parts.size() > 1 else ""
	return read


## Prints the verdict as one line of JSON. [param errors] are those in the log: they count as
## failures unless they were announced.
func print_verdict(errors: PackedStringArray) -> void:
	for error in errors:
		if not is_expected(error):
			fail("unexpected error in the log: " + error)
	for pattern in missing_errors():
		fail("expected an error with: " + pattern)
	var verdict := {"ok": failures.is_empty(), "failures": failures, "facts": facts}
	print("CUTOUT_RESULT ", JSON.stringify(verdict))


## How long a wait may take. A frame in which the whole machine stood still counts for little:
## nothing that is waited for could happen in it.
class _Patience:
	const LONGEST_FRAME_SEC := 0.5
	var _limit_sec: float
	var _waited_sec := 0.0
	var _frames := 0
	var _began_usec := Time.get_ticks_usec()
	var _last_usec := _began_usec

	func _init(limit_sec: float) -> void:
		_limit_sec = limit_sec

	## Counts a frame; returns whether the limit is reached.
	func is_over() -> bool:
		var now := Time.get_ticks_usec()
		_waited_sec += minf((now - _last_usec) * 1e-6, LONGEST_FRAME_SEC)
		_last_usec = now
		_frames += 1
		return _waited_sec > _limit_sec

	func _to_string() -> String:
		return "%.1f s, %d frames" % [(_last_usec - _began_usec) * 1e-6, _frames]
