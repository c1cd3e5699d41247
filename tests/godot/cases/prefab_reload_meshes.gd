extends "../prefab_reload_case.gd"
## The files of meshes that prefabs name are watched as well.


func run() -> void:
	await prepare()
	await _changed()
	await _broken()
	await _in_a_shared_resource()
	clean()


## Writes a mesh of one triangle.
func _write_mesh(title: String, size: float) -> void:
	var corners := [Vector3.ZERO, Vector3(size, 0, 0), Vector3(0, size, 0)].map(
		func(each: Vector3) -> String: return "vertex %f %f %f" % [each.x, each.y, each.z]
	)
	var lines := ["solid a", "facet normal 0 0 1", "outer loop"]
	lines.append_array(corners)
	lines.append_array(["endloop", "endfacet", "endsolid a", ""])
	# At once, as an editor saves: the watcher is to see no half of it.
	var half := write("%s.half" % title, "\n".join(lines))
	DirAccess.rename_absolute(half, folder.path_join(title))


func _width_of(mesh: Mesh) -> float:
	return mesh.get_aabb().size.x


func _changed() -> void:
	_write_mesh("part.stl", 1.0)
	var child := {
		"name": "M", "type": "MeshInstance3D", "properties": {"mesh": {"mesh": "part.stl"}}
	}
	var path := write_prefab("machine.json", {"children": [child]})
	var user := write("user.json", {"version": 1, "extends": "machine.json"})
	var root := await spawned(path)
	var other := await spawned(user)
	var part: MeshInstance3D = root.get_node("M")
	var own := await spawned(path)
	(own.get_node("M") as MeshInstance3D).layers = 4
	equal(_width_of(part.mesh), 1.0, "its width")
	var loads: int = loader.mesh_cache.loader.stats()["completed"]
	# Of a mesh, nobody says which content was loaded: sizes and seconds tell until the first look.
	await looks()
	forget()
	for width: float in [2.0, 3.0]:
		changed.clear()
		_write_mesh("part.stl", width)
		await follows(path)
		await follows(user)
		equal(_width_of(part.mesh), width, "its width now")
		check((other.get_node("M") as MeshInstance3D).mesh == part.mesh, "all have the same")
	equal(loader.mesh_cache.loader.stats()["completed"], loads + 2, "times that it was read")
	equal((own.get_node("M") as MeshInstance3D).layers, 4, "what the game has changed")
	equal([failed, replaced], [[], []], "what is told besides")
	# The same content in a new file.
	changed.clear()
	_write_mesh("part.stl", 3.0)
	await looks()
	equal(changed, [], "what has changed")
	for node: Node in [root, other, own]:
		node.free()


func _broken() -> void:
	_write_mesh("cracked.stl", 1.0)
	var child := {
		"name": "M", "type": "MeshInstance3D", "properties": {"mesh": {"mesh": "cracked.stl"}}
	}
	var path := write_prefab("cracked.json", {"children": [child]})
	var root := await spawned(path)
	var part: MeshInstance3D = root.get_node("M")
	forget()
	write("cracked.stl", "solid a\nfacet normal 0 0 1\nouter loop\nvertex 0 0")
	await fails(path)
	await looks(4)
	equal(failed.size(), 1, "failures that are told")
	equal(_width_of(part.mesh), 1.0, "its width")
	_write_mesh("cracked.stl", 2.0)
	await follows(path)
	equal(_width_of(part.mesh), 2.0, "its width once it is mended")
	root.free()


## What is shared is known by what prefabs say, which is the same: it is told in its place.
func _in_a_shared_resource() -> void:
	_write_mesh("leaf.stl", 1.0)
	var many := {"id": "many", "type": "MultiMesh", "shared": true, "properties": {}}
	many["properties"] = {"transform_format": 1, "mesh": {"mesh": "leaf.stl"}}
	var child := {"name": "M", "type": "MultiMeshInstance3D"}
	child["properties"] = {"multimesh": {"resource": "many"}}
	var path := write_prefab("tree.json", {"components": [many], "children": [child]})
	var root := await spawned(path)
	var leaves: MultiMeshInstance3D = root.get_node("M")
	var shared := leaves.multimesh
	await looks()
	forget()
	_write_mesh("leaf.stl", 2.0)
	await follows(path)
	check(leaves.multimesh == shared, "the shared one is the same")
	equal(_width_of(shared.mesh), 2.0, "the width of its mesh")
	root.free()
