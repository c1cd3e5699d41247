extends "../case.gd"
## What differs between two compiled forms.

const PrefabChange := preload("res://addons/cutout/prefabs/reloading/prefab_change.gd")


func run() -> void:
	_values()
	_groups()
	_structure()
	_resources_of_an_instance()
	_resources_that_are_shared()
	_resources_in_lists()
	_meshes()


func _form(changes := {}) -> Dictionary:
	var form := {
		"names": PackedStringArray(["Root", "A"]),
		"types": PackedStringArray(["Node3D", "MeshInstance3D"]),
		"parents": PackedInt32Array([-1, 0]),
		"scripts": PackedStringArray(["", ""]),
		"groups": [PackedStringArray(["g"]), PackedStringArray()],
		"properties": [{"visible": true}, {"mesh": {"@resource": 1}, "layers": 1}],
		"resources":
		[_resource("StandardMaterial3D"), _resource("BoxMesh", {"material": _link(0)})],
	}
	return form.merged(changes, true)


func _resource(type: String, properties := {}, key := "") -> Dictionary:
	return {"type": type, "properties": properties, "shared": not key.is_empty(), "key": key}


func _link(number: int) -> Dictionary:
	return {"@resource": number}


func _of(nodes: Dictionary, resources: Array = []) -> Dictionary:
	return _form({"properties": [{}, nodes], "resources": resources})


func _edits(change: PrefabChange) -> Array:
	return change.nodes.map(
		func(edit: PrefabChange.Edit) -> Array: return [edit.number, edit.sets, edit.resets]
	)


func _resource_edits(change: PrefabChange) -> Array:
	return change.resources.map(
		func(edit: PrefabChange.Edit) -> Array: return [edit.number, edit.sets, edit.resets]
	)


func _values() -> void:
	check(PrefabChange.new(_form(), _form()).is_empty(), "equal forms")
	var old := _of({"a": 1, "b": [1, {"c": Vector3.ONE}], "gone": 1, "t": {"@NodePath": "x"}})
	var new := _of({"a": 1.0, "b": [1, {"c": Vector3.ZERO}], "new": 1, "t": {"@NodePath": "x"}})
	var change := PrefabChange.new(old, new)
	var sets := {"a": 1.0, "b": [1, {"c": Vector3.ZERO}], "new": 1}
	equal(_edits(change), [[1, sets, PackedStringArray(["gone"])]], "what a node is told")
	equal(change.structure, "", "why it would be made anew")
	check(not change.is_empty(), "it is a change")
	for pair: Array in [
		[{"k": 1}, {"l": 1}], [[1], [1, 2]], [{"@node": "a"}, {"@node": "b"}], [null, 0], ["1", 1]
	]:
		change = PrefabChange.new(_of({"v": pair[0]}), _of({"v": pair[1]}))
		equal(_edits(change), [[1, {"v": pair[1]}, PackedStringArray()]], "%s" % [pair])
		change = PrefabChange.new(_of({"v": pair[0]}), _of({"v": pair[0]}))
		check(change.is_empty(), "%s as it was" % [pair[0]])


func _groups() -> void:
	var groups := [PackedStringArray(["h"]), PackedStringArray()]
	var change := PrefabChange.new(_form(), _form({"groups": groups}))
	equal(change.nodes.size(), 1, "nodes that are told")
	equal(change.nodes[0].joins, PackedStringArray(["h"]), "new groups")
	equal(change.nodes[0].leaves, PackedStringArray(["g"]), "groups that are gone")


func _structure() -> void:
	var names := PackedStringArray(["Other", "A"])
	check(PrefabChange.new(_form(), _form({"names": names})).is_empty(), "the name of the root")
	for other: Dictionary in [
		{"names": PackedStringArray(["Root", "B"])},
		{"types": PackedStringArray(["Node3D", "Node3D"])},
		{"parents": PackedInt32Array([-1, 0, 0]), "names": PackedStringArray(["Root", "A", "B"])},
		{"scripts": PackedStringArray(["", "res://a.gd"])},
	]:
		var change := PrefabChange.new(_form(), _form(other))
		check(not change.structure.is_empty(), "%s" % other)
		check(not change.is_empty(), "%s is a change" % other)
	# What a scene says of a property is not in the form.
	var scene := {"types": PackedStringArray(["Node3D", "res://a.tscn"])}
	var without := _form(scene).merged({"properties": [{}, {}]}, true)
	check(PrefabChange.new(_form(scene), without).structure != "", "taken from a scene")
	check(PrefabChange.new(without, _form(scene)).structure == "", "given to a scene")


## Each instance has its own: they stay the same objects, wherever they are listed now.
func _resources_of_an_instance() -> void:
	var paint := _resource("StandardMaterial3D", {"albedo_color": Color.RED, "metallic": 1.0})
	var repaint := _resource("StandardMaterial3D", {"albedo_color": Color.BLUE})
	var box := _resource("BoxMesh", {"material": _link(0), "size": Vector3.ONE})
	var moved := _resource("BoxMesh", {"material": _link(1), "size": Vector3.ONE * 2})
	var old := _of({"mesh": _link(1)}, [paint, box])
	var new := _of({"mesh": _link(2)}, [_resource("Gradient"), repaint, moved])
	var change := PrefabChange.new(old, new)
	equal(_edits(change), [], "what nodes are told")
	var told := [
		[1, {"albedo_color": Color.BLUE}, PackedStringArray(["metallic"])],
		[2, {"size": Vector3.ONE * 2}, PackedStringArray()],
	]
	equal(_resource_edits(change), told, "what resources are told, those that are needed first")
	equal(change.kept, {2: 1, 1: 0} as Dictionary[int, int], "which is which")
	# Of another type.
	var sphere := _of({"mesh": _link(1)}, [paint, _resource("SphereMesh", {"material": _link(0)})])
	change = PrefabChange.new(old, sphere)
	equal(_edits(change), [[1, {"mesh": _link(1)}, PackedStringArray()]], "another type")
	# Two that were one.
	var one := _of({"a": _link(0), "b": _link(0)}, [paint])
	var two := _of({"a": _link(0), "b": _link(1)}, [paint, paint])
	change = PrefabChange.new(one, two)
	equal(_edits(change), [[1, {"b": _link(1)}, PackedStringArray()]], "one becomes two")
	change = PrefabChange.new(two, one)
	equal(_edits(change), [[1, {"b": _link(0)}, PackedStringArray()]], "two become one")


func _resources_that_are_shared() -> void:
	var red := _resource("StandardMaterial3D", {"albedo_color": Color.RED}, "red")
	var blue := _resource("StandardMaterial3D", {"albedo_color": Color.BLUE}, "blue")
	var old := _of({"material": _link(0)}, [red])
	check(PrefabChange.new(old, _of({"material": _link(0)}, [red])).is_empty(), "the same")
	# It belongs to others as well, so it is not touched.
	var change := PrefabChange.new(old, _of({"material": _link(0)}, [blue]))
	equal(_edits(change), [[1, {"material": _link(0)}, PackedStringArray()]], "another")
	equal(_resource_edits(change), [], "what the shared one is told")
	var own := _resource("StandardMaterial3D", {"albedo_color": Color.RED})
	change = PrefabChange.new(old, _of({"material": _link(0)}, [own]))
	equal(_edits(change).size(), 1, "shared before, not any more")


func _resources_in_lists() -> void:
	var curve := _resource("Curve")
	var longer := _resource("Curve", {"max_value": 2.0})
	var old := _of({"curves": [_link(0), _link(1)]}, [curve, curve])
	var change := PrefabChange.new(old, _of({"curves": [_link(0), _link(1)]}, [curve, longer]))
	equal(_edits(change), [], "what nodes are told")
	equal(_resource_edits(change), [[1, {"max_value": 2.0}, PackedStringArray()]], "the second")
	change = PrefabChange.new(old, _of({"curves": [_link(0)]}, [curve]))
	equal(_edits(change), [[1, {"curves": [_link(0)]}, PackedStringArray()]], "a shorter list")


func _meshes() -> void:
	var mesh := {"@mesh": "user://a.stl"}
	var form := _of({"mesh": mesh})
	var renewed: Dictionary[String, bool] = {"user://a.stl": true}
	check(PrefabChange.new(form, form).is_empty(), "a mesh as it was")
	equal(
		_edits(PrefabChange.new(form, form, renewed)),
		[[1, {"mesh": mesh}, PackedStringArray()]],
		"a mesh whose file has changed"
	)
	renewed = {"user://b.stl": true}
	check(PrefabChange.new(form, form, renewed).is_empty(), "another file")
	var own := _of({"multimesh": _link(0)}, [_resource("MultiMesh", {"mesh": mesh})])
	renewed = {"user://a.stl": true}
	equal(
		_resource_edits(PrefabChange.new(own, own, renewed)),
		[[0, {"mesh": mesh}, PackedStringArray()]],
		"a resource that refers to it"
	)
