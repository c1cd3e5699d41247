extends "../case.gd"
## What was baked breaks although Python is down, and what was not fails with a sentence.


func run() -> void:
	expect_error("/nowhere/python")
	await wait_for(_is_down, "Python is down")
	var node := Polygon2D.new()
	node.polygon = SQUARE
	add_child(node)
	var payload := {"points": SQUARE, "offsets": PackedInt32Array([0, 4]), "params": {"seed": 1}}
	var message := {
		"points": SQUARE,
		"offsets": PackedInt32Array([0, 4]),
		"areas": PackedFloat32Array([10000.0]),
		"centroids": PackedVector2Array([Vector2(50, 50)]),
		"triangles": PackedInt32Array([0, 1, 2, 0, 2, 3]),
		"triangle_offsets": PackedInt32Array([0, 6]),
		"parts": PackedInt32Array([0, 1, 2, 3]),
		"part_offsets": PackedInt32Array([0, 4]),
		"fragment_parts": PackedInt32Array([0, 1]),
		"neighbours": PackedInt32Array(),
		"shared_lengths": PackedFloat32Array(),
		"report": {"removed_area": 0.0, "rest": []},
	}
	var fracture := CutoutFracture.from_message(message)
	CutoutBakedFracture.attach(node, CutoutBakedFracture.from_result(payload, fracture))
	var job: CutoutJob = await CutoutBatch.fracture_object(node, {"seed": 1})
	equal(job.state, CutoutJob.State.COMPLETED, "it breaks: %s" % job.error)
	var other: CutoutJob = await CutoutBatch.fracture_object(node, {"seed": 2})
	equal(other.error.code, CutoutError.Code.BACKEND_DOWN, "another request needs Python")


func _is_down() -> bool:
	return CutoutBatch.get_backend_state() == CutoutBatchProcessor.BackendState.FAILED
