extends "../prefab_case.gd"
## Every sort of value arrives in a property, and instances share only what is shared.

const _PLAIN: Dictionary[String, Variant] = {
	"nothing": null,
	"truth": true,
	"whole": 9007199254740993,
	"number": 0.5,
	"text": "Hällo",
}

var _loader: CutoutPrefabLoader


func run() -> void:
	await prepare()
	_loader = new_loader()
	await _typed()
	await _links()
	await _nested()
	await _own_and_shared()
	await _shared_by_prefabs()
	await _unlisted_properties()
	clean()


func _typed() -> void:
	var written := {
		"Vector2": [[1, 2], Vector2(1, 2)],
		"Vector2i": [[1, 2], Vector2i(1, 2)],
		"Vector3": [[1, 2, 3], Vector3(1, 2, 3)],
		"Vector3i": [[1, 2, 3], Vector3i(1, 2, 3)],
		"Vector4": [[1, 2, 3, 4], Vector4(1, 2, 3, 4)],
		"Rect2": [[1, 2, 3, 4], Rect2(1, 2, 3, 4)],
		"Rect2i": [[1, 2, 3, 4], Rect2i(1, 2, 3, 4)],
		"Color": ["#ff000080", Color(1, 0, 0, 128 / 255.0)],
		"Quaternion": [[0, 1, 0, 0], Quaternion(0, 1, 0, 0)],
		"Plane": [[0, 1, 0, 5], Plane(0, 1, 0, 5)],
		"AABB": [[1, 2, 3, 4, 5, 6], AABB(Vector3(1, 2, 3), Vector3(4, 5, 6))],
		"Basis":
		[[1, 2, 3, 4, 5, 6, 7, 8, 9], Basis(Vector3(1, 2, 3), Vector3(4, 5, 6), Vector3(7, 8, 9))],
		"Transform2D":
		[[1, 2, 3, 4, 5, 6], Transform2D(Vector2(1, 2), Vector2(3, 4), Vector2(5, 6))],
		"Transform3D":
		[
			[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
			Transform3D(Vector3(1, 2, 3), Vector3(4, 5, 6), Vector3(7, 8, 9), Vector3(10, 11, 12))
		],
		"NodePath": ["A/B:c", ^"A/B:c"],
		"StringName": ["idle", &"idle"],
		"PackedByteArray": [[1, 255], PackedByteArray([1, 255])],
		"PackedInt32Array": [[1, -2], PackedInt32Array([1, -2])],
		"PackedInt64Array": [[1, -2], PackedInt64Array([1, -2])],
		"PackedFloat32Array": [[1, 0.5], PackedFloat32Array([1, 0.5])],
		"PackedFloat64Array": [[1, 0.1], PackedFloat64Array([1, 0.1])],
		"PackedStringArray": [["a", "b"], PackedStringArray(["a", "b"])],
		"PackedVector2Array": [[[1, 2]], PackedVector2Array([Vector2(1, 2)])],
		"PackedVector3Array": [[[1, 2, 3]], PackedVector3Array([Vector3(1, 2, 3)])],
		"PackedColorArray": [[[1, 0, 0, 1]], PackedColorArray([Color.RED])],
		"Dictionary": [{"Vector3": 1}, {"Vector3": 1}],
	}
	var properties := {}
	for title: String in _PLAIN:
		properties["metadata/" + title] = _PLAIN[title]
	for tag: String in written:
		properties["metadata/" + tag] = {tag: written[tag][0]}
	var root := await make_well(_loader, write_prefab("types.json", {"properties": properties}))
	for title: String in _PLAIN:
		# Metadata that is null is none.
		_same(root.get_meta(title) if title != "nothing" else null, _PLAIN[title], title)
	for tag: String in written:
		_same(root.get_meta(tag), written[tag][1], tag)
	root.free()


func _same(actual: Variant, expected: Variant, title: String) -> void:
	equal(typeof(actual), typeof(expected), "type of %s" % title)
	equal(actual, expected, title)


func _links() -> void:
	var children := [
		{
			"name": "First",
			"type": "Node3D",
			"script": "res://tests/godot/prefabs/plain.gd",
			"properties": {"target": {"node": "../Last/Inner"}, "speed": 7}
		},
		{
			"name": "Last",
			"type": "RemoteTransform3D",
			"properties": {"remote_path": {"NodePath": "../First"}},
			"children": [{"name": "Inner", "type": "Timer"}]
		},
	]
	_loader.allow_scripts = [PARTS + "/*.gd"]
	var prefab := await load_well(_loader, write_prefab("links.json", {"children": children}))
	var root := _loader.instantiate(prefab)
	equal(root.get_node(^"First").get("target"), root.get_node(^"Last/Inner"), "a node further on")
	equal(root.get_node(^"First").get("speed"), 7.0, "a property of a script")
	equal(root.get_node(^"Last").get("remote_path"), ^"../First", "a path")
	var again := _loader.instantiate(prefab)
	equal(again.get_node(^"First").get("target"), again.get_node(^"Last/Inner"), "its own node")
	root.free()
	again.free()


## Links in lists and dictionaries.
func _nested() -> void:
	var keys := {
		"components":
		[
			{"id": "own", "type": "BoxMesh"},
			{"id": "shared", "type": "SphereMesh", "shared": true},
		],
		"properties":
		{
			"metadata/list": [{"resource": "own"}, {"resource": "shared"}, [{"resource": "own"}]],
			"metadata/table": {"at": {"Vector3": [1, 2, 3]}, "who": {"node": "Child"}},
		},
		"children": [{"name": "Child", "type": "Node"}],
	}
	var prefab := await load_well(_loader, write_prefab("nested.json", keys))
	var roots: Array[Node] = [_loader.instantiate(prefab), _loader.instantiate(prefab)]
	var lists: Array[Array] = []
	for root in roots:
		var list: Array = root.get_meta("list")
		var table: Dictionary = root.get_meta("table")
		check(list[0] is BoxMesh and list[1] is SphereMesh, "resources in a list")
		equal(list[2], [list[0]], "a resource further in")
		equal(table, {"at": Vector3(1, 2, 3), "who": root.get_node(^"Child")}, "a table")
		lists.append(list)
	check(not is_same(lists[0][0], lists[1][0]), "each instance has its own")
	equal(lists[0][1], lists[1][1], "what is shared")
	for root in roots:
		root.free()


func _own_and_shared() -> void:
	var keys := {
		"components":
		[
			{"id": "own", "type": "BoxMesh", "properties": {"material": {"resource": "paint"}}},
			{"id": "paint", "type": "StandardMaterial3D", "shared": true},
		],
		"properties":
		{
			"metadata/list": [1, 2],
			"metadata/packed": {"PackedInt32Array": [1]},
			"metadata/table": {"a": [1]}
		},
		"children":
		[
			{"name": "A", "type": "MeshInstance3D", "properties": {"mesh": {"resource": "own"}}},
			{"name": "B", "type": "MeshInstance3D", "properties": {"mesh": {"resource": "own"}}},
		],
	}
	var prefab := await load_well(_loader, write_prefab("own.json", keys))
	var one := _loader.instantiate(prefab)
	var other := _loader.instantiate(prefab)
	equal(one.get_node(^"A").get("mesh"), one.get_node(^"B").get("mesh"), "one within an instance")
	var mesh: Mesh = one.get_node(^"A").get("mesh")
	check(not is_same(mesh, other.get_node(^"A").get("mesh")), "each has its own")
	equal(
		one.get_node(^"A").get_indexed(^"mesh:material"),
		other.get_node(^"A").get_indexed(^"mesh:material"),
		"the shared one"
	)
	var list: Array = one.get_meta("list")
	list.append(3)
	var packed: PackedInt32Array = one.get_meta("packed")
	packed.append(3)
	var table: Dictionary = one.get_meta("table")
	var inner: Array = table["a"]
	inner.append(2)
	equal(other.get_meta("list"), [1, 2], "a list of the other one")
	equal(other.get_meta("packed"), PackedInt32Array([1]), "a packed array of the other one")
	equal(other.get_meta("table"), {"a": [1]}, "a table of the other one")
	var third := _loader.instantiate(prefab)
	equal(third.get_meta("list"), [1, 2], "a list of one that came later")
	for root: Node in [one, other, third]:
		root.free()


## What two prefabs describe alike is made once, and goes with the last who uses it.
func _shared_by_prefabs() -> void:
	var keys := {
		"components":
		[
			{
				"id": "pole",
				"type": "CylinderMesh",
				"shared": true,
				"properties": {"height": 12.5, "material": {"resource": "iron"}}
			},
			{
				"id": "iron",
				"type": "StandardMaterial3D",
				"shared": true,
				"properties": {"metallic": 1}
			},
		],
		"children":
		[{"name": "Pole", "type": "MeshInstance3D", "properties": {"mesh": {"resource": "pole"}}}],
	}
	var own := new_loader()
	var one := await make_well(own, write_prefab("shared_1.json", keys))
	var path := write_prefab("shared_2.json", keys.merged({"name": "Other"}))
	var other := await make_well(own, path)
	var mesh: CylinderMesh = one.get_node(^"Pole").get("mesh")
	equal(other.get_node(^"Pole").get("mesh"), mesh, "the mesh of another prefab")
	equal([mesh.height, mesh.material.get("metallic")], [12.5, 1.0], "what it is like")
	equal(own.stats()["shared_resources"], 2, "shared resources")
	mesh = null
	one.free()
	own.clear()
	await settle()
	equal(own.stats()["shared_resources"], 2, "as long as somebody uses them")
	other.free()
	equal(own.stats()["shared_resources"], 0, "when nobody does")
	own.queue_free()


## What a class does not list depends on the instance: it is set last, and looked at.
func _unlisted_properties() -> void:
	var keys := {
		"components":
		[
			{"id": "box", "type": "BoxMesh"},
			{"id": "paint", "type": "StandardMaterial3D"},
		],
		"children":
		[
			{
				"name": "Box",
				"type": "MeshInstance3D",
				"properties":
				{"surface_material_override/0": {"resource": "paint"}, "mesh": {"resource": "box"}}
			},
			{
				"name": "Label",
				"type": "Label",
				"properties": {"theme_override_colors/font_color": {"Color": "#f00"}}
			},
		],
	}
	var root := await make_well(_loader, write_prefab("unlisted.json", keys))
	var box: MeshInstance3D = root.get_node(^"Box")
	check(box.get_surface_override_material(0) is StandardMaterial3D, "a material of a surface")
	var label: Label = root.get_node(^"Label")
	equal(label.get_theme_color(&"font_color"), Color.RED, "a colour of a theme")
	root.free()
