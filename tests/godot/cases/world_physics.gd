extends "world_stage.gd"
## What is seen is what one stands on: rays from above hit the ground, a box, and a triangle, where
## they are, in a world that is moved and turned.

const _RISE := 6.0


func run() -> void:
	await wait_for_workers()
	new_world()
	world.load_distance = 150.0
	new_viewer(Vector3(100, 0, 100))
	await settle("all is there")
	for i in 3:
		await get_tree().physics_frame
	_check_ground(Vector3(30, 50, 30))
	_check_ground(Vector3(170, 50, 190))
	# The box is 4 m high on the middle, the triangle lies 9 m up in the corner.
	_check_ray(Vector3(101, 50, 99), 4.0)
	_check_ray(Vector3(-99, 50, 101), 4.0)
	_check_ray(Vector3(2, 50, 2), 9.0)
	world.collision_layer = 4
	world.reload()
	await settle("in another layer")
	for i in 3:
		await get_tree().physics_frame
	var body := world.get_chunk_root(Vector2i.ZERO).get_node(^"Body") as StaticBody3D
	equal(body.collision_layer, 4, "layer")


## The ground rises along x; it stops rays and bodies at the same height.
func _check_ground(from: Vector3) -> void:
	var height := _RISE * from.x / SIZE
	_check_ray(from, height)
	var ball := SphereShape3D.new()
	ball.radius = 0.5
	var query := PhysicsShapeQueryParameters3D.new()
	query.shape = ball
	var space := world.get_world_3d().direct_space_state
	query.transform.origin = Vector3(from.x, height + 0.45, from.z)
	check(not space.intersect_shape(query).is_empty(), "a ball touches the ground at %s" % from)
	query.transform.origin.y = height + 0.55
	check(space.intersect_shape(query).is_empty(), "a ball is over the ground at %s" % from)


func _check_ray(from: Vector3, height: float) -> void:
	var ray := PhysicsRayQueryParameters3D.create(from, from + Vector3.DOWN * 100.0)
	var hit := world.get_world_3d().direct_space_state.intersect_ray(ray)
	if hit.is_empty():
		fail("no ground below %s" % from)
		return
	var at: Vector3 = hit["position"]
	check(absf(at.y - height) < 0.01, "below %s it is %f high" % [from, at.y])
	check(hit["collider"] is StaticBody3D, "what is hit is a body")
