extends "../case.gd"
## What cannot break fails with a code and a sentence, and harms nothing else.

const FractureRequest := preload("res://addons/cutout/fracture/fracture_request.gd")

var _errors := {}


func run() -> void:
	CutoutBatch.job_failed.connect(_on_job_failed)
	var nan_ring := PackedVector2Array([Vector2(0, 0), Vector2(NAN, 0), Vector2(0, 9)])
	var flat_ring := PackedVector2Array([Vector2(0, 0), Vector2(5, 0), Vector2(9, 0)])
	var two := PackedVector2Array([Vector2(0, 0), Vector2(5, 5)])
	var not_finite := CutoutBatch.submit_fracture(nan_ring)
	var flat := CutoutBatch.submit_fracture(flat_ring)
	var short := CutoutBatch.submit_fracture(two)
	var misspelt := CutoutBatch.submit_fracture(SQUARE, {"fragment_cuont": 5})
	var too_many := CutoutBatch.submit_fracture(SQUARE, {"fragment_count": 5000})
	var unknown := CutoutBatch.submit(&"no_such_kind", {})
	var good := CutoutBatch.submit(&"fracture", FractureRequest.make(SQUARE, null))
	equal(_errors.size(), 0, "signals inside submit")
	await good.wait()
	equal(good.error, null, "a good job beside bad ones")
	await wait_for(func() -> bool: return _errors.size() == 6, "all bad jobs have failed")
	_check(not_finite, CutoutError.Code.BAD_POLYGON, "")
	_check(flat, CutoutError.Code.BAD_POLYGON, "")
	_check(short, CutoutError.Code.BAD_POLYGON, "")
	_check(misspelt, CutoutError.Code.BAD_PARAMS, "fragment_cuont")
	_check(too_many, CutoutError.Code.BAD_PARAMS, "5000")
	_check(unknown.id, CutoutError.Code.UNKNOWN_KIND, "no_such_kind")
	expect_error("a ring is String")
	equal(CutoutBatch.submit_fracture("no polygon"), -1, "misuse returns -1")
	expect_error("cannot break")
	equal(await CutoutBatch.fracture_object(self), null, "a node that cannot break")


func _on_job_failed(job_id: int, error: CutoutError) -> void:
	_errors[job_id] = error


func _check(id: int, code: CutoutError.Code, mention: String) -> void:
	var error: CutoutError = _errors.get(id)
	if error == null:
		fail("job %d has no error" % id)
		return
	equal(error.code, code, "code of «%s»" % error.message)
	check(error.message.length() > 20, "the message is a sentence: «%s»" % error.message)
	check(
		error.message.contains(mention) or mention.is_empty(),
		"«%s» names %s" % [error.message, mention]
	)
