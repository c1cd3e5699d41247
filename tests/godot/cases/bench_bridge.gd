extends "../case.gd"
## Measures what the bridge costs the main thread. For [code]make bench[/code].

const _ROUNDS := 1500
const _POLL_ROUNDS := 21
const _EMPTY_POLLS := 5000
## A kilobyte of them.
const _IDS := 128


func run() -> void:
	await wait_for_workers()
	# Every instance is a handle to the one pipe of the process.
	var native: RefCounted = ClassDB.instantiate(&"CutoutPython")
	var message := var_to_bytes({"op": "cancel", "ids": _unknown_ids()})
	var posts := PackedFloat64Array()
	var copies := PackedFloat64Array()
	for i in _ROUNDS:
		var start := Time.get_ticks_usec()
		native.call(&"post", message)
		posts.append(Time.get_ticks_usec() - start)
		start = Time.get_ticks_usec()
		for again in 10:
			var_to_bytes(message)
		copies.append((Time.get_ticks_usec() - start) / 10.0)
		# Spaced out, as in a game: the reader sleeps between two messages.
		OS.delay_usec(300)
	var polls := PackedFloat64Array()
	var calls := PackedFloat64Array()
	for i in _POLL_ROUNDS:
		var start := Time.get_ticks_usec()
		for again in _EMPTY_POLLS:
			native.call(&"poll")
		polls.append(float(Time.get_ticks_usec() - start) / _EMPTY_POLLS)
		start = Time.get_ticks_usec()
		for again in _EMPTY_POLLS:
			native.call(&"get_reference_count")
		calls.append(float(Time.get_ticks_usec() - start) / _EMPTY_POLLS)
	facts["post_usec"] = _median(posts)
	facts["poll_empty_usec"] = _median(polls)
	facts["empty_call_usec"] = _median(calls)
	facts["copy_usec"] = _median(copies)


## Ids that no job has: what the host does with them costs it next to nothing.
func _unknown_ids() -> PackedInt64Array:
	var ids := PackedInt64Array()
	for i in _IDS:
		ids.append(-1 - i)
	return ids


func _median(values: PackedFloat64Array) -> float:
	values.sort()
	return values[values.size() >> 1]
