extends SceneTree
## Writes how Godot spells many values, for the tests of [code]cutout.wire[/code].
##
## One JSON object a line, with a name and the base64 of what [method @GlobalScope.var_to_bytes]
## gives. Run it after a change of the table below:
## [code]godot --headless --script make_golden.gd -- variants.jsonl[/code].


func _initialize() -> void:
	var path: String = OS.get_cmdline_user_args()[0]
	var file := FileAccess.open(path, FileAccess.WRITE)
	var cases := {}
	cases.merge(_scalars())
	cases.merge(_structs())
	cases.merge(_packed())
	cases.merge(_containers())
	cases.merge(_typed())
	cases.merge(_refused())
	for name: String in cases:
		var base64 := Marshalls.raw_to_base64(var_to_bytes(cases[name]))
		file.store_line(JSON.stringify({"name": name, "bytes": base64}))
	file.close()
	quit()


func _scalars() -> Dictionary:
	var zero := 0.0  # in one table, the constants 0.0 and -0.0 are one
	return {
		"null": null,
		"false": false,
		"true": true,
		"int zero": 0,
		"int minus one": -1,
		"int 32 max": 0x7FFFFFFF,
		"int 32 min": -0x80000000,
		"int 33 bits": 0x80000000,
		"int 33 bits negative": -0x80000001,
		"int 64 max": 0x7FFFFFFFFFFFFFFF,
		"int 64 min": -0x7FFFFFFFFFFFFFFF - 1,
		"float zero": 0.0,
		"float minus zero": -zero,
		"float half": 0.5,
		"float tenth": 0.1,
		"float huge": 1e300,
		"float infinite": INF,
		"float minus infinite": -INF,
		"float nan": NAN,
		"string empty": "",
		"string 1": "a",
		"string 3": "abc",
		"string 4": "abcd",
		"string 5": "abcde",
		"string unicode": "Größe 尺寸 🪨",
		"string name": &"fracture",
	}


func _structs() -> Dictionary:
	return {
		"Vector2": Vector2(1.5, -2.25),
		"Vector2i": Vector2i(-3, 4),
		"Rect2": Rect2(1.0, 2.0, 3.0, 4.0),
		"Rect2i": Rect2i(-1, -2, 3, 4),
		"Vector3": Vector3(1.0, 2.0, 3.0),
		"Vector3i": Vector3i(1, -2, 3),
		"Transform2D": Transform2D(Vector2(1.0, 2.0), Vector2(3.0, 4.0), Vector2(5.0, 6.0)),
		"Color": Color(0.25, 0.5, 0.75, 1.0),
	}


func _packed() -> Dictionary:
	return {
		"PackedByteArray empty": PackedByteArray(),
		"PackedByteArray 3": PackedByteArray([1, 2, 255]),
		"PackedByteArray 4": PackedByteArray([1, 2, 3, 4]),
		"PackedInt32Array empty": PackedInt32Array(),
		"PackedInt32Array": PackedInt32Array([1, -2, 0x7FFFFFFF]),
		"PackedInt64Array empty": PackedInt64Array(),
		"PackedInt64Array": PackedInt64Array([1, -2, 0x7FFFFFFFFFFFFFFF]),
		"PackedFloat32Array empty": PackedFloat32Array(),
		"PackedFloat32Array": PackedFloat32Array([0.5, -1.5]),
		"PackedFloat64Array empty": PackedFloat64Array(),
		"PackedFloat64Array": PackedFloat64Array([0.1, -1e300]),
		"PackedStringArray empty": PackedStringArray(),
		"PackedStringArray": PackedStringArray(["", "abc", "abcd", "ß"]),
		"PackedVector2Array empty": PackedVector2Array(),
		"PackedVector2Array": PackedVector2Array([Vector2(1.0, 2.0), Vector2(3.0, 4.0)]),
		"PackedVector3Array empty": PackedVector3Array(),
		"PackedVector3Array": PackedVector3Array([Vector3(1.0, 2.0, 3.0)]),
		"PackedColorArray empty": PackedColorArray(),
		"PackedColorArray": PackedColorArray([Color(0.0, 0.25, 0.5, 1.0)]),
	}


func _containers() -> Dictionary:
	var deep: Array = []
	for _level: int in 31:
		deep = [deep]
	return {
		"Array empty": [],
		"Array mixed": [null, true, 1, 0.5, "a", Vector2(1.0, 2.0), [], {}],
		"Array 32 deep": deep,
		"Dictionary empty": {},
		"Dictionary": {"b": 1, "a": [2, {"c": null}], 3: 0.5, Vector2i(1, 2): "cell", null: true},
		"run": _run(),
	}


func _run() -> Dictionary:
	var first := var_to_bytes(PackedVector2Array([Vector2(0.0, 0.0), Vector2(8.0, 0.0)]))
	var second := var_to_bytes(null)
	return {
		"op": "run",
		"kind": "fracture",
		"ids": PackedInt64Array([7, 0x100000000]),
		"ends": PackedInt32Array([first.size(), first.size() + second.size()]),
		"body": first + second,
		"deadline_msec": 2000,
	}


func _typed() -> Dictionary:
	var numbers: Array[int] = [1, 2]
	var points: Array[Vector2] = [Vector2(1.0, 2.0)]
	var rings: Array[PackedVector2Array] = [PackedVector2Array([Vector2(1.0, 2.0)])]
	var names: Array[StringName] = [&"a"]
	var counts: Dictionary[String, int] = {"a": 1}
	var anything: Dictionary[String, Variant] = {"a": []}
	var by_cell: Dictionary[Variant, float] = {1: 0.5}
	return {
		"typed Array int": numbers,
		"typed Array Vector2": points,
		"typed Array PackedVector2Array": rings,
		"typed Array StringName": names,
		"typed Dictionary": counts,
		"typed Dictionary keys only": anything,
		"typed Dictionary values only": by_cell,
	}


func _refused() -> Dictionary:
	var nodes: Array[Node] = []
	var nodes_by_name: Dictionary[String, Node] = {}
	return {
		"refused Vector4": Vector4(1.0, 2.0, 3.0, 4.0),
		"refused Vector4i": Vector4i(1, 2, 3, 4),
		"refused Plane": Plane(0.0, 1.0, 0.0, 2.0),
		"refused Quaternion": Quaternion.IDENTITY,
		"refused AABB": AABB(Vector3.ZERO, Vector3.ONE),
		"refused Basis": Basis.IDENTITY,
		"refused Transform3D": Transform3D.IDENTITY,
		"refused Projection": Projection.IDENTITY,
		"refused NodePath": NodePath("Root/Stone:position"),
		"refused RID": RID(),
		"refused Callable": Callable(),
		"refused Signal": Signal(),
		"refused PackedVector4Array": PackedVector4Array([Vector4.ONE]),
		"refused Array typed by a class": nodes,
		"refused Dictionary typed by a class": nodes_by_name,
		"refused key Array": {[1]: 2},
		"refused key packed": {PackedByteArray([1]): 2},
		"refused keys equal in Python": {1: "int", 1.0: "float"},
	}
