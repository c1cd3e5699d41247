extends "../prefab_case.gd"
## From the second instance on, nodes that hang together are made in one call of the engine. Nobody
## can tell such an instance from the first, and none shares with another what is its own.

const _SCRIPT := PARTS + "/plain.gd"
const _SCENE := PARTS + "/part.tscn"
const _MANY := 70

var _loader: CutoutPrefabLoader


func run() -> void:
	await prepare()
	_loader = new_loader()
	_loader.allow_scripts = [_SCRIPT, _SCENE]
	var path := write_prefab("mixed.json", _mixed())
	for keeps_parts: bool in [false, true]:
		_loader.hot_reload = keeps_parts
		_loader.clear()
		await _are_alike(path)
	_loader.hot_reload = false
	await _what_is_its_own(path)
	await _title_and_place(path)
	await _fails_as_the_first()
	clean()


## Nodes of every sort, among them more than one call makes.
func _mixed() -> Dictionary:
	var many: Array[Dictionary] = []
	for number in _MANY:
		many.append(
			{
				"name": "Part%d" % number,
				"type": "MeshInstance3D",
				"groups": ["parts", "odd"] if number % 2 == 1 else ["parts"],
				"properties":
				{"mesh": {"resource": "box"}, "position": {"Vector3": [number, 0, 0]}},
				"children": [{"type": "Node3D"}, {"type": "Node3D"}] if number % 9 == 0 else []
			}
		)
	var own := {
		"cast_shadow": 0,
		"mesh": {"resource": "own"},
		"surface_material_override/0": {"resource": "paint"},
		"metadata/list": [1, [2]],
		"metadata/other": {"node": "../Scripted"},
	}
	return {
		"components":
		[
			{"id": "box", "type": "BoxMesh", "shared": true},
			{"id": "own", "type": "BoxMesh", "properties": {"material": {"resource": "paint"}}},
			{"id": "paint", "type": "StandardMaterial3D"},
		],
		"children":
		[
			{"name": "First", "type": "Node3D", "children": many.slice(0, 5)},
			{"name": "Scripted", "type": "Node3D", "script": _SCRIPT, "children": many.slice(5, 9)},
			{"name": "Own", "type": "MeshInstance3D", "properties": own},
			{"name": "Scene", "scene": _SCENE, "children": [{"name": "Mesh2", "type": "Node3D"}]},
			{"name": "Graph", "type": "GraphEdit", "children": [{"name": "A", "type": "Node"}]},
			{"name": "Many", "type": "Node3D", "children": many},
		],
	}


func _are_alike(path: String) -> void:
	var prefab := await load_well(_loader, path)
	var roots: Array[Node] = [_loader.instantiate(prefab), _loader.instantiate(prefab)]
	for is_progressive: bool in [false, true]:
		var spawn := _loader.spawn(prefab, self, null, {"progressive": is_progressive})
		await ends(spawn, CutoutSpawn.State.DONE)
		remove_child(spawn.root)
		roots.append(spawn.root)
	var expected := _told(roots[0], roots[0])
	check(expected.size() > _MANY, "%d nodes" % expected.size())
	for root: Node in roots.slice(1):
		var told := _told(root, root)
		equal(told.size(), expected.size(), "nodes of an instance")
		for number in mini(told.size(), expected.size()):
			equal(told[number], expected[number], "node %d" % number)
	for root in roots:
		root.free()


## Returns what there is to say of a node and those under it.
func _told(node: Node, root: Node) -> PackedStringArray:
	var lines := PackedStringArray()
	var groups := node.get_groups()
	groups.sort()
	var place := root.get_path_to(node)
	lines.append("%s %s %s %s" % [place, node.get_class(), groups, _text_of(node.owner, root)])
	for listed in node.get_property_list():
		var usage: int = listed["usage"]
		var title: String = listed["name"]
		if usage & PROPERTY_USAGE_STORAGE and not title in ["script", "unique_id"]:
			lines[-1] += " %s=%s" % [title, _text_of(node.get(title), root)]
	for child in node.get_children():
		lines.append_array(_told(child, root))
	return lines


func _text_of(value: Variant, root: Node) -> String:
	if value is Node:
		var node: Node = value
		return str(root.get_path_to(node))
	if value is Object:
		var object: Object = value
		return object.get_class()
	return str(value)


func _what_is_its_own(path: String) -> void:
	var prefab := await load_well(_loader, path)
	_loader.instantiate(prefab).free()
	var roots: Array[Node] = [_loader.instantiate(prefab), _loader.instantiate(prefab)]
	var own: Array[MeshInstance3D] = []
	for root in roots:
		own.append(root.get_node(^"Own") as MeshInstance3D)
	check(own[0].mesh != own[1].mesh, "a component of each instance")
	for each in own:
		equal(each.get_surface_override_material(0), each.mesh.get("material"), "one component")
	var list: Array = own[0].get_meta(&"list")
	list.append(3)
	equal(own[1].get_meta(&"list"), [1, [2]], "a list of the other")
	var box: Variant = roots[0].get_node(^"Many/Part0").get("mesh")
	check(box is BoxMesh, "what is shared is there")
	equal(roots[1].get_node(^"First/Part3").get("mesh"), box, "what is shared")
	for root in roots:
		root.free()


func _title_and_place(path: String) -> void:
	var prefab := await load_well(_loader, path)
	var place := Transform3D(Basis(), Vector3(1, 2, 3))
	var spawn := _loader.spawn(prefab, self, place, {"name": "Mine"})
	await ends(spawn, CutoutSpawn.State.DONE)
	equal(spawn.root.name, &"Mine", "name")
	equal(spawn.root.get("position"), place.origin, "place")
	spawn.root.free()


## All or nothing, from whichever instance on.
func _fails_as_the_first() -> void:
	var children: Array[Dictionary] = []
	for number in _MANY:
		children.append({"type": "MeshInstance3D"})
	children[20]["properties"] = {"surface_material_override/7": {"resource": "paint"}}
	var components := [{"id": "paint", "type": "StandardMaterial3D"}]
	var path := write_prefab("fails.json", {"children": children, "components": components})
	var prefab := await load_well(_loader, path)
	var before := census()
	for number in 3:
		equal(_loader.instantiate(prefab), null, "instance %d" % number)
		check(
			"surface_material_override/7" in _loader.get_error(path).message, "the error says why"
		)
		await ends(_loader.spawn(prefab, self), CutoutSpawn.State.FAILED)
	await settle()
	equal(census().slice(0, 2), before.slice(0, 2), "nodes and orphans")
