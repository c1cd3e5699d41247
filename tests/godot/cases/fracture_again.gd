extends "../case.gd"
## Fragments break again until they are as deep as they may be; then the job says so.

const _MOST := 3


func run() -> void:
	var params := CutoutFractureParams.new()
	params.fragment_count = 3
	params.max_refracture_depth = _MOST - 1
	var polygon := SQUARE
	var depth := 0
	for expected in range(1, _MOST + 1):
		var wanted := CutoutFractureParams.dictionary_at_depth(params, depth)
		var job := CutoutBatch.get_job(CutoutBatch.submit_fracture(polygon, wanted))
		await ends_as(job, CutoutJob.State.COMPLETED)
		var fracture: CutoutFracture = job.result
		equal(fracture.size(), 3, "fragments at depth %d" % expected)
		equal(fracture.refracture_depth, expected, "depth")
		depth = fracture.refracture_depth
		polygon = fracture.ring(0)
	await _refused(polygon, CutoutFractureParams.dictionary_at_depth(params, depth))
	await _refused(polygon, CutoutFractureParams.dictionary_at_depth({"seed": 5}, 2))
	await _refused(polygon, CutoutFractureParams.dictionary_at_depth(null, 2))
	var own := {"seed": 7}
	CutoutFractureParams.dictionary_at_depth(own, 2)
	equal(own, {"seed": 7}, "what the caller passed is left alone")
	await _rest()


func _refused(polygon: PackedVector2Array, wanted: Dictionary) -> void:
	var job := CutoutBatch.get_job(CutoutBatch.submit_fracture(polygon, wanted))
	await ends_as(job, CutoutJob.State.FAILED)
	equal(job.error.code, CutoutError.Code.REFRACTURE_LIMIT, "code of %s" % job.error)
	equal(job.result, null, "result of a job that failed")


## What a punch leaves standing, and what it takes away.
func _rest() -> void:
	var wanted := {
		"pattern": "punch",
		"punch_shape": PackedVector2Array([Vector2(-10, -10), Vector2(10, -10), Vector2(0, 10)]),
		"impact_point": Vector2(50, 50),
		"hit_part": "keep",
	}
	var job := CutoutBatch.get_job(CutoutBatch.submit_fracture(SQUARE, wanted))
	await ends_as(job, CutoutJob.State.COMPLETED)
	var kept: CutoutFracture = job.result
	var standing := 0.0
	for index in kept.rest:
		standing += kept.areas[index]
	equal(kept.rest.size(), kept.size() - 1, "fragments left standing")
	check(absf(standing - 9800.0) < 0.1, "the area left standing is %f" % standing)
	equal(kept.removed_area, 0.0, "area removed")
	wanted["hit_part"] = "remove"
	job = CutoutBatch.get_job(CutoutBatch.submit_fracture(SQUARE, wanted))
	await ends_as(job, CutoutJob.State.COMPLETED)
	var holed: CutoutFracture = job.result
	equal(holed.rest.size(), holed.size(), "fragments left standing around a hole")
	check(absf(holed.removed_area - 200.0) < 0.1, "the area removed is %f" % holed.removed_area)
