extends "../case.gd"
## Quits while things in space break: some are with the workers, some have a part of their pieces,
## some pictures shrink.

const _OBJECTS := 30

var _spawned := 0


func run() -> void:
	add_child(Camera3D.new())
	CutoutBatch.debris_3d.limits.bodies = 40
	CutoutBatch.debris_3d.limits.least_life_sec = 0.0
	CutoutBatch._pipeline.budget.fixed_usec = 1
	CutoutBatch.debris_3d.fragment_spawned.connect(
		func(_piece: CutoutFragment3D) -> void: _spawned += 1
	)
	for i in _OBJECTS:
		var node := CutoutDestructible3D.new()
		node.polygon = SQUARE
		node.position = Vector3(i - 15.0, 0.0, -30.0)
		node.freeze = true
		node.params = CutoutFractureParams.new()
		node.params.fragment_count = 30
		node.params.seed = i
		add_child(node)
		node.fracture_at(node.global_position)
	# Past the limit: the first have to go, in the midst of an object.
	await wait_for(func() -> bool: return _spawned >= 45, "there are pieces")
	check(_debris("flying") > 0, "pictures shrink")
	check(_debris("waiting") > 0, "more waits")
	exit_code = 5


func _debris(key: String) -> int:
	return CutoutBatch.debris_3d.get_stats()[key]
