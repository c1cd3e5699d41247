extends RefCounted
## Counts what the demo did, and prints one line a figure.

## How many letters have broken.
var destructions := 0
## How many letters failed to break.
var failures := 0

var _fragments := 0
var _first_usec := 0
var _last_usec := 0
var _frame_usec := PackedInt64Array()
var _previous_usec := 0


## Counts a frame; call it once in each.
func count_frame() -> void:
	var now := Time.get_ticks_usec()
	if _previous_usec > 0:
		_frame_usec.append(now - _previous_usec)
	_previous_usec = now


## Leaves out the time until the next frame.
func skip_frame() -> void:
	_previous_usec = 0


## Counts something that broke.
func count_destruction(fragments: int) -> void:
	destructions += 1
	_fragments += fragments
	_last_usec = Time.get_ticks_usec()
	if _first_usec == 0:
		_first_usec = _last_usec


## Counts something that should have broken.
func count_failure() -> void:
	failures += 1


## Returns how many letters have broken, or failed to.
func ended() -> int:
	return destructions + failures


## Prints the report.
func print_lines() -> void:
	var stats := CutoutBatch.get_stats()
	var seconds := maxf((_last_usec - _first_usec) / 1e6, 0.001)
	var p50_usec: int = stats["latency_usec_p50"]
	var p95_usec: int = stats["latency_usec_p95"]
	var job_usec: float = stats["job_usec"]
	_frame_usec.sort()
	print("destructions     %d (%d failed)" % [destructions, failures])
	print("fragments        %d" % _fragments)
	print(
		(
			"frames           %d (not drawn), ms p50 %.1f  p95 %.1f  p99 %.1f  max %.1f"
			% [_frame_usec.size(), _frame_ms(0.5), _frame_ms(0.95), _frame_ms(0.99), _frame_ms(1.0)]
		)
	)
	print("jobs per second  %.0f (as the wave asks for them)" % (destructions / seconds))
	print(
		(
			"latency          frames p50 %d  p95 %d, ms p50 %.1f  p95 %.1f"
			% [
				stats["latency_frames_p50"],
				stats["latency_frames_p95"],
				p50_usec / 1e3,
				p95_usec / 1e3,
			]
		)
	)
	print("worker time      %.2f ms a job" % (job_usec / 1e3))
	print("workers          %d, restarts %d" % [stats["workers_ready"], stats["worker_restarts"]])


func _frame_ms(share: float) -> float:
	if _frame_usec.is_empty():
		return 0.0
	return _frame_usec[mini(int(share * _frame_usec.size()), _frame_usec.size() - 1)] / 1e3
