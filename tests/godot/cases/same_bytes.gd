extends "../case.gd"
## Prints a hash of every result, for comparison with what the Python API makes of the same request.


func run() -> void:
	var count := int(str(arguments["count"]))
	var jobs: Array[CutoutJob] = []
	for i in count:
		var id := CutoutBatch.submit_fracture(
			_polygon(i), {"fragment_count": 2 + i % 30, "seed": i}, i % 3
		)
		jobs.append(CutoutBatch.get_job(id))
	var hashes := PackedStringArray()
	for job in jobs:
		await ends_as(job, CutoutJob.State.COMPLETED)
		var fracture: CutoutFracture = job.result
		hashes.append(_hash(fracture))
	facts["hashes"] = hashes


## The same polygon as in test_parallel.py: a quadrilateral with whole numbers as coordinates.
func _polygon(number: int) -> PackedVector2Array:
	var along := number * 11 % 50
	return [
		Vector2(along, 0), Vector2(100, along), Vector2(100 - along, 100), Vector2(0, 100 - along)
	]


func _hash(fracture: CutoutFracture) -> String:
	var rings: Array = []
	var triangles: Array = []
	for i in fracture.size():
		rings.append(fracture.ring(i))
		triangles.append(fracture.triangles(i))
	var bytes := var_to_bytes(
		{
			"areas": fracture.areas,
			"centroids": fracture.centroids,
			"neighbours": fracture.neighbours,
			"shared_lengths": fracture.shared_lengths,
			"report": fracture.report,
			"rings": rings,
			"triangles": triangles,
		}
	)
	var context := HashingContext.new()
	context.start(HashingContext.HASH_SHA256)
	context.update(bytes)
	return context.finish().hex_encode()
