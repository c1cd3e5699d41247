extends "bench_stage.gd"
## What a fragment in space costs to create and to free: the plain way of a body with two children
## that is freed by [code]queue_free()[/code], against [CutoutFragment3D], by hand and through
## [CutoutDebris3D], a body that is drawn by an instance of the rendering server without a node, and
## a picture without physics. In turn, in one run. For [code]make bench[/code].
##
## Counted is what the calls take and what shows up in the rest of the frame: the time from their
## end to the next frame, less that of a frame in which nothing happens to as many bodies. Time in
## which the machine let others run does not count.

const Breakup3D := preload("res://addons/cutout/debris/breakup_3d.gd")
const FrameBudget := preload("res://addons/cutout/frame/frame_budget.gd")
const Look3D := preload("res://addons/cutout/debris/look_3d.gd")

const _OBJECTS := 10
const _FRAGMENTS := 12
const _ROUNDS := 25
const _STEADY_FRAMES := 5
const _DEPTH := 0.05
const _UNITS := 0.02
const _STEP := Vector3(3, 0, 0)
const _ENDLESS_USEC := 1 << 40

var _budget := FrameBudget.new()
var _bodies: Array[PackedByteArray] = []
var _fractures: Array[CutoutFracture] = []
var _look := Look3D.new()
var _made: Array[Node] = []
var _place := Node3D.new()


func run() -> void:
	await _prepare()
	var ways: Dictionary[String, Callable] = {
		"naive": _make_naive,
		"fragment": _make_fragments,
		"server": _make_served,
		"debris": _make_debris,
		"picture": _make_pictures
	}
	var creates: Dictionary[String, PackedFloat64Array] = {}
	var moves: Dictionary[String, PackedFloat64Array] = {}
	var frees: Dictionary[String, PackedFloat64Array] = {}
	for way in ways:
		creates[way] = PackedFloat64Array()
		moves[way] = PackedFloat64Array()
		frees[way] = PackedFloat64Array()
	for i in _ROUNDS:
		for way in ways:
			var cost := await _measure(ways[way], way == "naive")
			if i > 0:
				creates[way].append(cost.x)
				moves[way].append(cost.y)
				frees[way].append(cost.z)
	for way in ways:
		facts[way + "_create_usec"] = quantile(creates[way], 0.5)
		facts[way + "_move_usec"] = quantile(moves[way], 0.5)
		facts[way + "_free_usec"] = quantile(frees[way], 0.5)
	_place.free()


func _prepare() -> void:
	_budget.fixed_usec = _ENDLESS_USEC
	CutoutBatch.debris_3d.set_up(CutoutBatch._pipeline.applier, _budget)
	var limits := CutoutBatch.debris_3d.limits
	limits.bodies = _ENDLESS_USEC
	limits.awake = _ENDLESS_USEC
	limits.fast_3d = _ENDLESS_USEC
	limits.fast_life_sec = 0.01
	limits.small_area_3d = 0.0
	var camera := Camera3D.new()
	camera.position = Vector3(15, 0, 40)
	add_child(camera)
	add_child(_place)
	_look.extrusion.depth = _DEPTH
	_look.extrusion.units_per_pixel = _UNITS
	_look.cover([SQUARE])
	_look.materials = [Look3D.plain(Color.WHITE), Look3D.plain(Color.RED), Look3D.plain(Color.RED)]
	for i in _OBJECTS:
		var wanted := {"fragment_count": _FRAGMENTS, "seed": i}
		wanted.merge(_look.extrusion.solid_params())
		var job := CutoutBatch.get_job(CutoutBatch.submit_fracture(SQUARE, wanted))
		await ends_as(job, CutoutJob.State.COMPLETED)
		var fracture: CutoutFracture = job.result
		equal(fracture.size(), _FRAGMENTS, "fragments")
		_bodies.append(fracture.to_body())


## Returns what a fragment costs to create, in each later frame, and to free, in microseconds.
func _measure(make: Callable, is_naive: bool) -> Vector3:
	# New ones: the first look at a result takes it apart, which counts.
	_fractures.clear()
	for body in _bodies:
		_fractures.append(CutoutFracture.from_body(body))
	var empty := await _steady()
	var start := _now()
	make.call()
	var made := _now()
	await get_tree().process_frame
	var rest := _now() - made
	var steady := await _steady()
	var create := made - start + maxf(0.0, rest - steady)
	start = _now()
	for node in _made:
		if is_naive:
			node.queue_free()
		else:
			node.free()
	made = _now()
	await get_tree().process_frame
	var free := made - start + maxf(0.0, _now() - made - empty)
	_made.clear()
	return Vector3(create, steady - empty, free) / (_OBJECTS * _FRAGMENTS)


## Returns what a frame takes in which nothing comes or goes.
func _steady() -> float:
	await get_tree().process_frame
	var frames := PackedFloat64Array()
	for i in _STEADY_FRAMES:
		var start := _now()
		await get_tree().process_frame
		frames.append(_now() - start)
	return quantile(frames, 0.5)


func _make_naive() -> void:
	for object in _OBJECTS:
		var fracture := _fractures[object]
		for index in fracture.size():
			var body := RigidBody3D.new()
			var collision := CollisionShape3D.new()
			var shape := ConvexPolygonShape3D.new()
			shape.points = _look.extrusion.hull(fracture.local_ring(index))
			collision.shape = shape
			body.add_child(collision)
			var picture := MeshInstance3D.new()
			picture.mesh = _new_mesh(fracture, index)
			body.add_child(picture)
			body.mass = maxf(fracture.areas[index] * 0.001, 0.01)
			_launch(body, fracture, index, object)


func _make_fragments() -> void:
	for object in _OBJECTS:
		var fracture := _fractures[object]
		for index in fracture.size():
			var piece := CutoutFragment3D.new()
			piece.assemble(fracture, index, _look, 0.001)
			_launch(piece, fracture, index, object)


func _make_served() -> void:
	for object in _OBJECTS:
		var fracture := _fractures[object]
		for index in fracture.size():
			var piece := Served.new()
			var owner_id := piece.create_shape_owner(piece)
			for part in fracture.convex_parts(index, fracture.local_ring(index)):
				var shape := ConvexPolygonShape3D.new()
				shape.points = _look.extrusion.hull(part)
				piece.shape_owner_add_shape(owner_id, shape)
			piece.mass = maxf(fracture.areas[index] * 0.001, 0.01)
			piece.mesh = _new_mesh(fracture, index)
			piece.set_notify_transform(true)
			_launch(piece, fracture, index, object)


func _make_debris() -> void:
	_spawn_all()
	_made.append_array(_place.get_children())
	equal(_made.size(), _OBJECTS * _FRAGMENTS, "bodies")


func _make_pictures() -> void:
	CutoutBatch.debris_3d.limits.awake = 0
	_spawn_all()
	CutoutBatch.debris_3d.limits.awake = _ENDLESS_USEC


func _new_mesh(fracture: CutoutFracture, index: int) -> ArrayMesh:
	var mesh := ArrayMesh.new()
	var surfaces := fracture.surfaces(index)
	for i in surfaces.size():
		mesh.add_surface_from_arrays(Mesh.PRIMITIVE_TRIANGLES, surfaces[i])
		mesh.surface_set_material(i, _look.materials[i])
	return mesh


func _launch(body: RigidBody3D, fracture: CutoutFracture, index: int, object: int) -> void:
	body.collision_layer = 2
	body.position = _look.extrusion.to_space(fracture.centroids[index]) + object * _STEP
	body.linear_velocity = Vector3(1, 2, 0)
	body.angular_velocity = Vector3(0, 0, 1)
	_place.add_child(body)
	_made.append(body)


func _spawn_all() -> void:
	for object in _OBJECTS:
		var breakup := Breakup3D.new()
		breakup.fracture = _fractures[object]
		breakup.place = Transform3D(Basis.IDENTITY, object * _STEP)
		breakup.parent = _place
		breakup.look = _look
		breakup.motion.linear = Vector3(1, 2, 0)
		breakup.motion.angular = Vector3(0, 0, 1)
		CutoutBatch.debris_3d.spawn(breakup)
	# Not in the frame's own budget: all of them have to come at once.
	CutoutBatch._pipeline.applier.run(_budget)


## Returns the time, in microseconds, less what the main thread has waited for a processor.
func _now() -> float:
	if not FileAccess.file_exists(ACCOUNT):
		return Time.get_ticks_usec()
	var account := FileAccess.open(ACCOUNT, FileAccess.READ)
	var waited := account.get_line().get_slice(" ", 1).to_float() / 1000.0
	return Time.get_ticks_usec() - waited


## A body that the rendering server draws without a node.
class Served:
	extends RigidBody3D

	var mesh: ArrayMesh
	var _instance: RID

	func _notification(what: int) -> void:
		match what:
			NOTIFICATION_ENTER_WORLD:
				var scenario := get_world_3d().scenario
				_instance = RenderingServer.instance_create2(mesh.get_rid(), scenario)
				RenderingServer.instance_set_transform(_instance, global_transform)
			NOTIFICATION_TRANSFORM_CHANGED:
				RenderingServer.instance_set_transform(_instance, global_transform)
			NOTIFICATION_VISIBILITY_CHANGED:
				RenderingServer.instance_set_visible(_instance, is_visible_in_tree())
			NOTIFICATION_EXIT_WORLD:
				RenderingServer.free_rid(_instance)
