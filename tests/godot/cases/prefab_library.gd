extends "../prefab_case.gd"
## What stands in the files of the library stands in the tree: read here once more, by other means.

var _loader: CutoutPrefabLoader


func run() -> void:
	await prepare()
	_loader = new_loader()
	for title in DirAccess.get_files_at(LIBRARY):
		if title.get_extension() in ["json", "ron"] and not ".world." in title:
			await _spawns(LIBRARY.path_join(title))
	await _equals_its_file("lamp.json")
	await _equals_its_file("house.json")
	await _equals_its_file("kiosk.json")
	await _inherits()
	await _json_is_ron()
	await _relative_paths()
	clean()


func _spawns(path: String) -> void:
	var prefab := await load_well(_loader, path)
	if prefab == null:
		return
	var place := Transform3D(Basis(Vector3.UP, 0.5), Vector3(1, 2, 3))
	var spawn := _loader.spawn(prefab, self, place)
	await ends(spawn, CutoutSpawn.State.DONE)
	equal(_size_of(spawn.root), prefab.node_count, "nodes of %s" % path)
	equal((spawn.root as Node3D).transform, place, "place of %s" % path)
	var made := _loader.instantiate(prefab)
	equal(_size_of(made), prefab.node_count, "nodes of %s at once" % path)
	equal(_loader.instances_of(path), [spawn.root, made] as Array[Node], "instances of %s" % path)
	made.free()
	spawn.root.free()
	equal(_loader.instances_of(path), [] as Array[Node], "instances that are gone")


## A file without others in it, compared key by key.
func _equals_its_file(title: String) -> void:
	var path := LIBRARY.path_join(title)
	var file: Dictionary = JSON.parse_string(FileAccess.get_file_as_string(path))
	var root := await make_well(_loader, path)
	var components := {}
	for component: Dictionary in file["components"]:
		components[component["id"]] = component
	_node_equals(root, file, components)
	root.free()


func _node_equals(node: Node, written: Dictionary, components: Dictionary) -> void:
	equal(node.name, StringName(str(written["name"])), "name")
	equal(node.get_class(), str(written["type"]), "class of %s" % node.name)
	for group: String in written.get("groups", []):
		check(node.is_in_group(group), "%s is in %s" % [node.name, group])
	var properties: Dictionary = written.get("properties", {})
	_properties_equal(node, properties, components)
	var children: Array = written.get("children", [])
	equal(node.get_child_count(), children.size(), "children of %s" % node.name)
	for place in mini(children.size(), node.get_child_count()):
		var child: Dictionary = children[place]
		_node_equals(node.get_child(place), child, components)


func _properties_equal(object: Object, written: Dictionary, components: Dictionary) -> void:
	for title: String in written:
		var value: Variant = object.get(title)
		var expected: Variant = written[title]
		var what := "%s of %s" % [title, object]
		if not expected is Dictionary:
			check(_is_close(value, expected), "%s: %s, not %s" % [what, value, expected])
			continue
		var tagged: Dictionary = expected
		var tag: String = tagged.keys()[0]
		var inner: Variant = tagged[tag]
		match tag:
			"resource":
				var component: Dictionary = components[inner]
				var inner_properties: Dictionary = component["properties"]
				var resource: Resource = value
				equal(resource.get_class(), str(component["type"]), "class of %s" % what)
				_properties_equal(resource, inner_properties, components)
			"Color":
				var color: Color = value
				check(color.is_equal_approx(Color(str(inner))), "colour: " + what)
			"Vector3":
				var list: Array = inner
				var numbers := PackedFloat32Array(list)
				var vector := Vector3(numbers[0], numbers[1], numbers[2])
				var actual: Vector3 = value
				check(actual.is_equal_approx(vector), "%s: %s, not %s" % [what, value, vector])
			_:
				fail("the test does not know %s" % tag)


func _is_close(value: Variant, expected: Variant) -> bool:
	if value is float or value is int:
		return absf(float(str(value)) - float(str(expected))) < 1e-5
	return value == expected


func _inherits() -> void:
	var lamp := await make_well(_loader, LIBRARY + "/lamp.json")
	var red := await make_well(_loader, LIBRARY + "/lamp_red.json")
	equal(red.name, &"RedLamp", "name")
	check(lamp.has_node(^"Foot") and not red.has_node(^"Foot"), "what is taken away")
	check(red.is_in_group("lamps"), "what is inherited")
	var color := ^"Pole:mesh:material:albedo_color"
	equal(_value_at(lamp, color), Color("#2b3a42"), "colour")
	equal(_value_at(red, color), Color("#b23a3a"), "colour that is replaced")
	equal(_value_at(red, ^"Pole:mesh:height"), _value_at(lamp, ^"Pole:mesh:height"), "height")
	lamp.free()
	red.free()


func _json_is_ron() -> void:
	var json := write_prefab(
		"same.json",
		{
			"name": "Same",
			"components":
			[{"id": "box", "type": "BoxMesh", "properties": {"size": {"Vector3": [1, 2, 3]}}}],
			"children":
			[
				{
					"name": "Box",
					"type": "MeshInstance3D",
					"groups": ["boxes"],
					"properties": {"mesh": {"resource": "box"}, "layers": 4, "visible": false}
				}
			],
		}
	)
	var ron := write(
		"same.ron",
		"""Prefab(version: 1, type: Node3D, name: "Same",
		components: [Component(id: "box", type: BoxMesh, properties: (size: Vector3(1, 2, 3)))],
		children: [Node(name: "Box", type: MeshInstance3D, groups: ["boxes"], // the same
			properties: (mesh: Resource("box"), layers: 4, visible: false))])"""
	)
	var first := await load_well(_loader, json)
	var second := await load_well(_loader, ron)
	var one := first.form.duplicate()
	var other := second.form.duplicate()
	for form: Dictionary in [one, other]:
		form.erase("sources")
	equal(one, other, "the form of JSON and RON")
	equal(first.sources.keys(), [json], "sources")


func _relative_paths() -> void:
	var path := LIBRARY + "/lamp.json"
	var prefab := await load_well(_loader, path)
	equal(_loader.load_async(ProjectSettings.globalize_path(path)), prefab, "an absolute path")
	equal(
		_loader.load_async("demo_scenes/prefab_library/../prefab_library/lamp.json"), prefab, ".."
	)
	equal(prefab.path, path, "the path that a prefab has")


func _value_at(root: Node, path: NodePath) -> Variant:
	var found := root.get_node_and_resource(path)
	var target: Object = found[1] if found[1] != null else found[0]
	return target.get_indexed(str(found[2]).trim_prefix(":"))


func _size_of(node: Node) -> int:
	return node.find_children("*", "", true, false).size() + 1
