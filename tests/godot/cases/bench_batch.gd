extends "bench_stage.gd"
## How many fractures a second a batch of heavier ones makes, in a game that does nothing else.

const _ROUNDS := 3
## Jagged cuts take a worker milliseconds, and make few fragments to decode.
const _HEAVY := {"pattern": "parallel", "slice_count": 8, "noise_amplitude": 4.0}

var _next_seed := 0


func run() -> void:
	await wait_for_workers()
	Engine.max_fps = RATE
	var count := int(argument("jobs", 60))
	await _batch(count >> 2)
	var rates := PackedFloat64Array()
	for i in _ROUNDS:
		var start := Time.get_ticks_usec()
		await _batch(count)
		rates.append(count / ((Time.get_ticks_usec() - start) / 1e6))
	facts["jobs_per_sec"] = quantile(rates, 0.5)


func _batch(count: int) -> void:
	var batch := CutoutBatch.create()
	var params := _HEAVY.duplicate()
	if "fragments" in arguments:
		params = {"fragment_count": int(argument("fragments", 8))}
	for i in count:
		params["seed"] = _next_seed
		_next_seed += 1
		batch.add_fracture(SQUARE, params)
	batch.start()
	await wait_for(batch.is_finished, "the batch is done")
	equal(batch.results.filter(_is_broken).size(), count, "polygons that broke")


static func _is_broken(outlines: Array) -> bool:
	return outlines.size() > 1
