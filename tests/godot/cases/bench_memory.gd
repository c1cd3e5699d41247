extends "bench_stage.gd"
## Streams small fractures for as long as it is told, and watches the memory of everybody: the
## engine's own count, the process of the game with the Python side in it, and the workers.

const _PAGE := 4096
const _SAMPLES := 100
const _CORNERS := 3

var _done := 0
var _samples: Dictionary[String, PackedFloat64Array] = {"engine": [], "game": [], "workers": []}


func run() -> void:
	await wait_for_workers()
	var stream := CutoutBatch.create_stream()
	stream.ordered = false
	stream.capacity = 2000
	stream.results_ready.connect(_on_results_ready)
	stream.start()
	var warm_up := int(argument("warm_up", 20_000))
	await _stream(stream, warm_up)
	var count := int(argument("jobs", 100_000))
	var step := maxi(1, floori(count / float(_SAMPLES)))
	var start := Time.get_ticks_usec()
	for i in _SAMPLES:
		await _stream(stream, step)
		_take_sample()
	facts["jobs"] = step * _SAMPLES
	facts["jobs_per_sec"] = step * _SAMPLES / ((Time.get_ticks_usec() - start) / 1e6)
	equal(stat("completed"), warm_up + step * _SAMPLES, "jobs that have completed")
	equal(stat("worker_restarts"), 0, "workers that were replaced")
	for key in _samples:
		var tenth := floori(_SAMPLES / 10.0)
		facts[key + "_first_bytes"] = quantile(_samples[key].slice(0, tenth), 0.5)
		facts[key + "_last_bytes"] = quantile(_samples[key].slice(-tenth), 0.5)


func _stream(stream: CutoutStream, count: int) -> void:
	var target := _done + count
	var pushed := 0
	while _done < target:
		while pushed < count and stream.push(_triangle(_done + pushed), {"fragment_count": 2}):
			pushed += 1
		await get_tree().process_frame


## Returns a polygon that differs from the others, so that no answer comes from the cache.
func _triangle(number: int) -> PackedVector2Array:
	var points := PackedVector2Array()
	for i in _CORNERS:
		points.append(100.0 * Vector2.from_angle(TAU * i / _CORNERS + number * 1e-3))
	return points


func _take_sample() -> void:
	_samples["engine"].append(OS.get_static_memory_usage())
	_samples["game"].append(_resident_bytes("self"))
	var workers := 0
	var pids: PackedInt64Array = CutoutBatch.get_stats()["worker_pids"]
	for pid in pids:
		workers += _resident_bytes(str(pid))
	_samples["workers"].append(workers)


func _resident_bytes(process: String) -> int:
	# The kernel says that such a file is empty, so it cannot be read as a whole.
	var pages := FileAccess.open("/proc/%s/statm" % process, FileAccess.READ).get_line()
	return pages.get_slice(" ", 1).to_int() * _PAGE


func _on_results_ready(results: Array) -> void:
	_done += results.size()
