extends "../prefab_reload_case.gd"
## The structure changes: instances are made anew, each in the place of the old one.


func run() -> void:
	await prepare()
	await _same_place()
	await _in_two_dimensions()
	await _owner_and_unique_name()
	await _the_old_one_can_be_asked()
	await _several()
	await _in_no_tree()
	await _freed_meanwhile()
	await _what_does_not_spawn()
	await _leaves_nothing_behind()
	clean()


func _hut(children: PackedStringArray, type := "Node3D") -> Dictionary:
	var nodes := Array(children).map(
		func(title: String) -> Dictionary: return {"name": title, "type": type}
	)
	return {"groups": ["huts", "old"], "children": nodes}


func _same_place() -> void:
	var path := write_prefab("hut1.json", _hut(["Door"]))
	var before := Node.new()
	add_child(before)
	var place := Transform3D(Basis.from_euler(Vector3(0, 1, 0)), Vector3(1, 2, 3))
	var root := await spawned(path, place, {"name": "Mine"}) as Node3D
	var after := Node.new()
	add_child(after)
	root.scale = Vector3.ONE * 2
	root.add_to_group("found")
	root.remove_from_group("old")
	var id := root.get_instance_id()
	var where := root.transform
	var index := root.get_index()
	forget()
	write_prefab("hut1.json", _hut(["Door", "Window"]))
	await follows(path)
	equal(replaced.size(), 1, "instances that were replaced")
	equal(replaced[0][0], id, "which")
	var made := successor() as Node3D
	await wait_for(func() -> bool: return not is_instance_id_valid(id), "the old one is freed")
	equal([made.get_parent(), made.get_index(), str(made.name)], [self, index, "Mine"], "its place")
	equal(after.get_index(), index + 1, "the place of the next")
	equal(made.transform, where, "where it is")
	check(made.has_node("Door") and made.has_node("Window"), "what is under it")
	var groups := ["huts", "old", "found"].filter(
		func(group: String) -> bool: return made.is_in_group(group)
	)
	equal(groups, ["huts", "found"], "groups")
	equal(loader.instances_of(path), [made] as Array[Node], "instances")
	# The new one follows too.
	forget()
	write_prefab("hut1.json", _hut(["Door"]).merged({"properties": {"visible": false}}))
	await follows(path)
	equal(replaced.size(), 1, "instances that were replaced then")
	made = successor()
	check(not made.visible and made.transform == where, "the one after that")
	forget()
	write_prefab("hut1.json", _hut(["Door"]))
	await follows(path)
	check(made.visible and replaced.is_empty(), "and that one in its place")
	for node: Node in [before, made, after]:
		node.free()


func _in_two_dimensions() -> void:
	for type: String in ["Node2D", "Control"]:
		var path := write_prefab(type + ".json", {"type": type})
		var root := await spawned(path) as CanvasItem
		root.set(&"position", Vector2(10, 20))
		root.set(&"rotation", 0.5)
		forget()
		write_prefab(type + ".json", {"type": type, "children": [{"type": "Node"}]})
		await follows(path)
		var made := successor()
		equal(made.get(&"position"), Vector2(10, 20), "the place of a " + type)
		var rotation: float = made.get(&"rotation")
		check(is_equal_approx(rotation, 0.5), "how it is turned")
		made.free()


func _owner_and_unique_name() -> void:
	var path := write_prefab("hut2.json", _hut(["Door"]))
	var scene := Node.new()
	add_child(scene)
	var prefab := await load_well(loader, path)
	var root := loader.instantiate(prefab)
	scene.add_child(root)
	root.owner = scene
	root.name = "Only"
	root.unique_name_in_owner = true
	forget()
	write_prefab("hut2.json", _hut([]))
	await follows(path)
	equal(scene.get_node_or_null("%Only"), successor(), "the node of that unique name")
	equal(successor().owner, scene, "its owner")
	scene.free()


## Whoever is told may take from the old one what it needs.
func _the_old_one_can_be_asked() -> void:
	var path := write_prefab("hut3.json", _hut(["Door"]))
	var root := await spawned(path)
	var guest := Node.new()
	root.add_child(guest)
	root.set_meta("health", 5)
	var move := func(old_id: int, made: Node) -> void:
		var old: Node = instance_from_id(old_id)
		made.set_meta("health", old.get_meta("health"))
		guest.reparent(made)
	loader.instance_replaced.connect(move)
	var id := root.get_instance_id()
	forget()
	write_prefab("hut3.json", _hut(["Door", "Window"]))
	await follows(path)
	loader.instance_replaced.disconnect(move)
	var made := successor()
	await wait_for(func() -> bool: return not is_instance_id_valid(id), "the old one is freed")
	equal([made.get_meta("health"), guest.get_parent()], [5, made], "what was taken over")
	made.free()


func _several() -> void:
	var path := write_prefab("hut4.json", _hut(["Door"]))
	var derived := write("cabin.json", {"version": 1, "extends": "hut4.json"})
	var roots: Array[Node] = []
	for number in 20:
		roots.append(await spawned(path if number % 2 == 0 else derived))
	var first := roots[0].get_index()
	forget()
	write_prefab("hut4.json", _hut(["Window", "Door"]))
	await follows(path)
	await follows(derived)
	equal(replaced.size(), 20, "instances that were replaced")
	for number in 20:
		var made := get_child(first + number)
		equal(made.get_child(0).name, &"Window", "instance %d" % number)
	equal(loader.instances_of(path).size(), 10, "instances")
	for made in loader.instances_of(path) + loader.instances_of(derived):
		made.free()


## There is no place for another one until it enters the tree.
func _in_no_tree() -> void:
	var path := write_prefab("hut5.json", _hut(["Door"]))
	var root := await spawned(path)
	remove_child(root)
	forget()
	write_prefab("hut5.json", _hut(["Window"]))
	await follows(path)
	equal(replaced, [], "what was replaced")
	check(is_instance_valid(root), "the old one is there")
	add_child(root)
	await wait_for(func() -> bool: return replaced.size() == 1, "it is replaced in the tree")
	check(successor().has_node("Window"), "what it has now")
	successor().free()
	await rests()


func _freed_meanwhile() -> void:
	var path := write_prefab("hut6.json", _hut(["Door"]))
	var first := await spawned(path)
	var second := await spawned(path)
	var others := get_child_count()
	forget()
	loader.prefab_changed.connect(
		func(_path: String, _prefab: CutoutPrefab) -> void:
			first.free()
			second.queue_free(),
		CONNECT_ONE_SHOT
	)
	write_prefab("hut6.json", _hut(["Window"]))
	await follows(path)
	await settle()
	equal(replaced, [], "what was replaced")
	equal(get_child_count(), others - 2, "children")
	equal(loader.instances_of(path), [] as Array[Node], "instances")


## A script may fail where files are sound: the old one stays, and that is told once.
func _what_does_not_spawn() -> void:
	loader.allow_scripts = [PARTS + "/*"]
	var path := write_prefab("hut7.json", _hut(["Door"]))
	var roots: Array[Node] = [await spawned(path), await spawned(path)]
	forget()
	var flat := _hut(["Door"])
	flat["children"][0]["script"] = PARTS.path_join("flat.gd")
	write_prefab("hut7.json", flat)
	await fails(path)
	equal(failed.size(), 1, "failures that are told")
	var error: CutoutError = failed[0][1]
	equal(error.code, CutoutError.Code.BAD_FILE, "the code of «%s»" % error)
	equal(replaced, [], "what was replaced")
	equal(loader.instances_of(path), roots, "instances")
	forget()
	write_prefab("hut7.json", _hut(["Door", "Window"]))
	await follows(path)
	equal([replaced.size(), failed.size()], [2, 0], "what is told once it is mended")
	for made in loader.instances_of(path):
		made.free()


func _leaves_nothing_behind() -> void:
	var path := write_prefab("hut8.json", _hut(["Door"]))
	await spawned(path)
	var before := PackedInt64Array()
	for number in 12:
		forget()
		write_prefab(
			"hut8.json", _hut(["Door", "N%d" % number], "Node" if number % 2 else "Node3D")
		)
		await follows(path)
		await settle()
		if number == 5:
			before = census()
	equal(census(), before, "nodes, orphans and resources after more changes")
	loader.instances_of(path)[0].free()
