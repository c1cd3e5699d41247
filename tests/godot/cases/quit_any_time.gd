extends "../case.gd"
## Quits at a random moment with a random mixture of work under way: nothing leaks, nothing stays.

var _random := RandomNumberGenerator.new()


func run() -> void:
	_random.seed = int(str(arguments["seed"]))
	if _random.randf() < 0.7:
		await wait_for_workers()
	for i in _random.randi_range(0, 12):
		_begin_something()
		if _random.randf() < 0.5:
			await get_tree().process_frame
	for i in _random.randi_range(0, 20):
		await get_tree().process_frame


func _begin_something() -> void:
	match _random.randi() % 9:
		0:
			CutoutBatch.submit(&"act", {"do": "spin"})
		1:
			CutoutBatch.submit(&"act", {"do": "kill"})
		2:
			for i in 100:
				CutoutBatch.submit_fracture(SQUARE, {"seed": i})
		3:
			var polygons: Array[PackedVector2Array] = []
			polygons.resize(300)
			polygons.fill(SQUARE)
			CutoutBatch.submit_batch(polygons)
		4:
			var stream := CutoutBatch.create_stream()
			for i in 100:
				stream.push(SQUARE, {"seed": i})
			stream.start()
		5:
			var polygon := Polygon2D.new()
			polygon.polygon = SQUARE
			add_child(polygon)
			CutoutBatch.fracture_object(polygon)
		6:
			var job := CutoutBatch.submit(&"echo", {"value": 1}, {"key": 1, "wait_limit_sec": 0.1})
			if _random.randf() < 0.5:
				job.cancel()
		7:
			CutoutBatch.reload_workers()
		8:
			_await_all_kinds()


## Waits, with something to lose on the stack, for what the end of the game may cut short.
func _await_all_kinds() -> void:
	_await_job.call(RefCounted.new())
	_await_batch.call(RefCounted.new())
	_await_stream.call(RefCounted.new())


func _await_job(local: RefCounted) -> void:
	var job := CutoutBatch.submit(&"act", {"do": "spin"})
	await job.wait()
	local.get_reference_count()


func _await_batch(local: RefCounted) -> void:
	var batch := CutoutBatch.create()
	batch.add_fracture(SQUARE)
	await batch.execute()
	local.get_reference_count()


func _await_stream(local: RefCounted) -> void:
	var stream := CutoutBatch.create_stream()
	stream.push(SQUARE)
	stream.start()
	stream.close()
	await stream.finished
	local.get_reference_count()
