extends "../prefab_reload_case.gd"
## Only values change: instances stay the same objects, and keep what the game has changed.


func run() -> void:
	await prepare()
	await _keeps_what_the_game_changed()
	await _goes_back_to_defaults()
	await _place_of_the_root()
	await _resources()
	await _links()
	await _groups()
	await _reaches_all_that_is_made_from_it()
	await _touch()
	await _parts_that_are_gone()
	await _many()
	clean()


func _lamp(changes := {}) -> Dictionary:
	var lamp := {
		"version": 1,
		"name": "Lamp",
		"type": "Node3D",
		"components": [{"id": "bulb", "type": "SphereMesh", "properties": {"radius": 0.5}}],
		"children":
		[
			{"name": "Pole", "type": "Node3D", "properties": {"scale": {"Vector3": [1, 2, 1]}}},
			{
				"name": "Bulb",
				"type": "MeshInstance3D",
				"properties": {"mesh": {"resource": "bulb"}, "layers": 3}
			},
		],
	}
	return lamp.merged(changes, true)


func _keeps_what_the_game_changed() -> void:
	var path := write("lamp.json", _lamp())
	var place := Transform3D(Basis(), Vector3(1, 2, 3))
	var root := await spawned(path, place, {"name": "Mine"}) as Node3D
	var pole: Node3D = root.get_node("Pole")
	var bulb: MeshInstance3D = root.get_node("Bulb")
	var mesh := bulb.mesh
	bulb.transparency = 0.25
	bulb.layers = 7
	root.position.x = 10
	forget()
	var changes := _lamp()
	changes["children"][0]["properties"]["scale"] = {"Vector3": [1, 5, 1]}
	changes["children"][0]["properties"]["visible"] = false
	changes["components"][0]["properties"]["radius"] = 2.0
	changes["name"] = "Lantern"
	write("lamp.json", changes)
	await follows(path)
	equal(loader.instances_of(path), [root] as Array[Node], "instances")
	check(root.get_node("Pole") == pole, "the pole is the same")
	equal(pole.scale, Vector3(1, 5, 1), "what has changed")
	equal(pole.visible, false, "what is new")
	check(bulb.mesh == mesh, "the mesh is the same")
	equal((mesh as SphereMesh).radius, 2.0, "what has changed in it")
	equal(root.position, Vector3(10, 2, 3), "the place of the root")
	equal(str(root.name), "Mine", "the name of the root")
	equal([bulb.transparency, bulb.layers], [0.25, 7], "what the game has changed")
	equal([changed, failed, replaced], [[path], [], []], "what is told")
	var prefab := loader.get_loaded(path)
	equal(prefab.form["names"][0], "Lantern", "what is kept now")
	# New ones are of the new form.
	var other := await spawned(path) as Node3D
	equal((other.get_node("Pole") as Node3D).scale, Vector3(1, 5, 1), "the next one")
	root.free()
	other.free()


func _goes_back_to_defaults() -> void:
	var keys := {"properties": {"rotation_order": 4, "visible": false, "metadata/price": 5}}
	var path := write_prefab("plain.json", keys)
	var root := await spawned(path) as Node3D
	equal([root.rotation_order, root.visible], [4, false], "what the file says")
	equal(root.get_meta("price"), 5, "what the file says of it")
	forget()
	write_prefab("plain.json", {"properties": {"visible": false}})
	await follows(path)
	equal([root.rotation_order, root.visible], [2, false], "what the file says now")
	check(not root.has_meta("price"), "it has no price any more")
	root.free()


## It belongs to the game once it has moved it, or has spawned it elsewhere.
func _place_of_the_root() -> void:
	var path := write_prefab("placed.json", {"properties": {"position": {"Vector3": [1, 0, 0]}}})
	var stays := await spawned(path) as Node3D
	var elsewhere := await spawned(path, Transform3D(Basis(), Vector3(5, 5, 5))) as Node3D
	forget()
	write_prefab("placed.json", {"properties": {"position": {"Vector3": [2, 0, 0]}}})
	await follows(path)
	equal(stays.position, Vector3(2, 0, 0), "one that nobody has moved")
	equal(elsewhere.position, Vector3(5, 5, 5), "one that was put elsewhere")
	forget()
	stays.position = Vector3(3, 3, 3)
	write_prefab("placed.json", {})
	await follows(path)
	equal(stays.position, Vector3(3, 3, 3), "one that was moved since")
	stays.free()
	elsewhere.free()


func _resources() -> void:
	var components := [
		{"id": "own", "type": "StandardMaterial3D", "properties": {"metallic": 1.0}},
		{"id": "red", "type": "StandardMaterial3D", "shared": true},
	]
	var children := [
		{
			"name": "A",
			"type": "MeshInstance3D",
			"properties": {"material_override": {"resource": "own"}}
		},
		{
			"name": "B",
			"type": "MeshInstance3D",
			"properties": {"material_override": {"resource": "red"}}
		},
	]
	var path := write_prefab("painted.json", {"components": components, "children": children})
	var first := await spawned(path)
	var second := await spawned(path)
	var a: MeshInstance3D = first.get_node("A")
	var b: MeshInstance3D = first.get_node("B")
	var own: StandardMaterial3D = a.material_override
	var shared := b.material_override
	# The game has painted one of them over.
	own.roughness = 0.5
	(second.get_node("A") as MeshInstance3D).material_override = null
	forget()
	components[0]["properties"]["metallic"] = 0.5
	components[1]["properties"] = {"metallic": 0.75}
	components.push_front({"id": "new", "type": "StandardMaterial3D"})
	children[1]["properties"]["material_overlay"] = {"resource": "new"}
	write_prefab("painted.json", {"components": components, "children": children})
	await follows(path)
	check(a.material_override == own, "its own is the same")
	equal([own.metallic, own.roughness], [0.5, 0.5], "what was changed in it")
	check(b.material_override != shared, "the shared one is another")
	equal((shared as StandardMaterial3D).metallic, 0.0, "what the old shared one is like")
	var other: MeshInstance3D = second.get_node("B")
	check(b.material_override == other.material_override, "it is shared still")
	equal((b.material_override as StandardMaterial3D).metallic, 0.75, "what it is like")
	check(b.material_overlay != null and b.material_overlay != other.material_overlay, "a new one")
	equal((second.get_node("A") as MeshInstance3D).material_override, null, "what the game took")
	# Once more: what was made since is known too.
	forget()
	var overlay := b.material_overlay
	components[0]["properties"] = {"metallic": 0.125}
	write_prefab("painted.json", {"components": components, "children": children})
	await follows(path)
	check(b.material_overlay == overlay, "the new one is the same")
	equal((overlay as StandardMaterial3D).metallic, 0.125, "what it is like now")
	first.free()
	second.free()


func _links() -> void:
	var script := PARTS.path_join("plain.gd")
	loader.allow_scripts = [PARTS + "/*"]
	var children := [
		{"name": "A", "type": "Node"},
		{"name": "B", "type": "Node"},
		{"name": "C", "type": "Node", "properties": {"metadata/way": {"NodePath": "../A"}}},
	]
	var path := write_prefab("linked.json", {"script": script, "children": children})
	var root := await spawned(path)
	forget()
	children[2]["properties"]["metadata/way"] = {"NodePath": "../B"}
	children[2]["properties"]["metadata/who"] = {"node": "../B"}
	write_prefab("linked.json", {"script": script, "children": children})
	await follows(path)
	equal(root.get_node("C").get_meta("way"), ^"../B", "a path")
	equal(root.get_node("C").get_meta("who"), root.get_node("B"), "a node")
	# An instance in the tree could reach further than one that is made anew.
	forget()
	children[2]["properties"]["metadata/way"] = {"NodePath": "../A"}
	children[2]["properties"]["metadata/who"] = {"node": "../.."}
	write_prefab("linked.json", {"script": script, "children": children})
	await fails(path)
	equal(root.get_node("C").get_meta("who"), root.get_node("B"), "a node that it may reach")
	equal(root.get_node("C").get_meta("way"), ^"../B", "what came with the other")
	root.free()


func _groups() -> void:
	var path := write_prefab("grouped.json", {"groups": ["a", "b"]})
	var root := await spawned(path)
	root.add_to_group("mine")
	root.remove_from_group("a")
	forget()
	write_prefab("grouped.json", {"groups": ["a", "c"]})
	await follows(path)
	var groups := ["a", "b", "c", "mine"].filter(
		func(group: String) -> bool: return root.is_in_group(group)
	)
	equal(groups, ["c", "mine"], "groups")
	root.free()


func _reaches_all_that_is_made_from_it() -> void:
	var base := write_prefab("base.json", {"properties": {"rotation_order": 1}})
	var derived := write("derived.json", {"version": 1, "extends": "base.json"})
	var again := write("again.json", {"version": 1, "extends": "derived.json"})
	var holder := write_prefab("holder.json", {"children": [{"prefab": "again.json", "name": "X"}]})
	var other := write_prefab("other.json", {})
	var roots: Array[Node] = []
	for path: String in [base, derived, again, holder, other]:
		roots.append(await spawned(path))
	forget()
	write_prefab("base.json", {"properties": {"rotation_order": 3}})
	for path: String in [base, derived, again, holder]:
		await follows(path)
	var orders := [roots[0], roots[1], roots[2], roots[3].get_node("X"), roots[4]].map(
		func(node: Node3D) -> int: return node.rotation_order
	)
	equal(orders, [3, 3, 3, 3, 2], "what they are like")
	equal(changed.size(), 4, "prefabs that have changed")
	equal(replaced, [], "instances that were replaced")
	for root in roots:
		root.free()


## A file that has the same content, or has it again, is no change.
func _touch() -> void:
	var path := write_prefab("touched.json", {"properties": {"visible": false}})
	var root := await spawned(path)
	var prefab := loader.get_loaded(path)
	forget()
	write_prefab("touched.json", {"properties": {"visible": false}})
	await looks()
	equal([changed, failed], [[], []], "what is told")
	check(loader.get_loaded(path) == prefab, "the prefab is the same")
	root.free()


## Nodes that the game has moved elsewhere are found, and those it has freed are not missed.
func _parts_that_are_gone() -> void:
	var path := write("lamp.json", _lamp())
	var root := await spawned(path)
	var bulb: MeshInstance3D = root.get_node("Bulb")
	bulb.reparent(self)
	bulb.name = "Stolen"
	root.get_node("Pole").free()
	var nobody := await spawned(path)
	nobody.free()
	forget()
	var changes := _lamp()
	changes["children"][0]["properties"]["visible"] = false
	changes["children"][1]["properties"]["layers"] = 5
	write("lamp.json", changes)
	await follows(path)
	equal(bulb.layers, 5, "a node that was moved")
	equal(loader.instances_of(path), [root] as Array[Node], "instances")
	equal(failed, [], "what has failed")
	root.free()
	bulb.free()


func _many() -> void:
	var path := write_prefab("many.json", {"properties": {"rotation_order": 0}})
	var prefab := await load_well(loader, path)
	var roots: Array[Node] = []
	for number in 500:
		roots.append(loader.instantiate(prefab))
	forget()
	write_prefab("many.json", {"properties": {"rotation_order": 5}})
	await follows(path)
	var behind := roots.filter(func(root: Node3D) -> bool: return root.rotation_order != 5)
	equal(behind.size(), 0, "instances that are behind, though in no tree")
	for root in roots:
		root.free()
