extends "../case.gd"
## [code]await fracture_object(polygon)[/code] puts pieces where the Polygon2D was.


func run() -> void:
	var polygon := Polygon2D.new()
	polygon.polygon = SQUARE
	polygon.color = Color.RED
	polygon.position = Vector2(300, 200)
	polygon.texture = PlaceholderTexture2D.new()
	add_child(polygon)
	var job: CutoutJob = await CutoutBatch.fracture_object(polygon, {"fragment_count": 9})
	equal(job.error, null, "the job's error")
	equal(job.state, CutoutJob.State.COMPLETED, "the job's state")
	check(not polygon.visible, "the polygon is hidden")
	var pieces: Array[CutoutFragment2D] = []
	for child in get_children():
		if child is CutoutFragment2D:
			pieces.append(child as CutoutFragment2D)
	var fracture: CutoutFracture = job.result
	equal(pieces.size(), fracture.size(), "one piece a fragment")
	var area := 0.0
	for index in pieces.size():
		area += pieces[index].area
		equal(pieces[index].color, Color.RED, "a piece has the polygon's colour")
		var expected := polygon.position + fracture.centroids[index]
		check(pieces[index].position.distance_to(expected) < 1.0, "a piece is where it was")
		check(PhysicsServer2D.body_get_shape_count(pieces[index].get_rid()) > 0, "it collides")
	check(absf(area - 10000.0) < 0.05, "areas add up")
	var again: CutoutJob = await CutoutBatch.fracture_object(polygon, CutoutFractureParams.new())
	equal(again.error, null, "a params resource works as well")
