extends "../case.gd"
## Prints a hash of every result, for comparison with what the Python API makes of the same request.

const FractureHash := preload("../fracture_hash.gd")


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
		hashes.append(FractureHash.of(fracture))
	facts["hashes"] = hashes


## The same polygon as in test_parallel.py: a quadrilateral with whole numbers as coordinates.
func _polygon(number: int) -> PackedVector2Array:
	var along := number * 11 % 50
	return [
		Vector2(along, 0), Vector2(100, along), Vector2(100 - along, 100), Vector2(0, 100 - along)
	]
