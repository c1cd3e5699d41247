extends "world_stage.gd"
## More than 500 chunks at a time, with a handful of meshes and materials for all of them; then all
## of them go, and nothing stays behind.

const _LEAST := 500


func run() -> void:
	await wait_for_workers()
	await _round()
	var objects := Performance.get_monitor(Performance.OBJECT_COUNT)
	var nodes := Performance.get_monitor(Performance.OBJECT_NODE_COUNT)
	await _round()
	equal(Performance.get_monitor(Performance.OBJECT_NODE_COUNT), nodes, "nodes left")
	var more := Performance.get_monitor(Performance.OBJECT_COUNT) - objects
	check(more < 50.0, "%d objects more are left" % more)


func _round() -> void:
	new_world()
	world.load_distance = 2450.0
	world.unload_distance = 2600.0
	var viewer := new_viewer(Vector3(100, 0, 100))
	await settle("all is there")
	check(there.size() >= _LEAST, "%d chunks are there" % there.size())
	check_chunks()
	_count_assets()
	facts["chunks"] = there.size()
	facts["stats"] = world.get_stats()
	viewer.position.x = 1e5
	await pass_frames(2)
	await wait_for(func() -> bool: return not Vector2i.ZERO in there, "the first is gone")
	world.load_distance = 0.0
	await pass_frames(2)
	viewer.position.x = -1e5
	await wait_for(func() -> bool: return there.is_empty(), "all are gone", 60.0)
	equal(world.get_child_count(), 0, "nodes below the world")
	viewer.free()
	world.free()
	await pass_frames(5)


## Requirement 001: four assets, not 1,875.
func _count_assets() -> void:
	var meshes := {}
	var materials := {}
	for coordinate in there:
		for child in world.get_chunk_root(coordinate).get_children():
			if child is MultiMeshInstance3D:
				meshes[(child as MultiMeshInstance3D).multimesh.mesh] = true
			elif child is MeshInstance3D:
				var ground := (child as MeshInstance3D).mesh
				for i in ground.get_surface_count():
					materials[ground.surface_get_material(i)] = true
	facts["shared_meshes"] = meshes.size()
	facts["shared_materials"] = materials.size()
	equal(meshes.size(), 2, "meshes of what is repeated")
	equal(materials.size(), 2, "materials of surfaces")
