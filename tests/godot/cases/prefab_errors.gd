extends "../prefab_case.gd"
## What is wrong with files reaches the game as an error with a code, and never as a crash.

var _failed: Array[String] = []
var _loader: CutoutPrefabLoader


func run() -> void:
	await prepare()
	_loader = new_loader()
	_loader.prefab_failed.connect(func(path: String, _e: CutoutError) -> void: _failed.append(path))
	await _files()
	await _paths()
	await _cycles()
	await _properties()
	await _assets()
	await _retry()
	_misuse()
	clean()


func _files() -> void:
	var path := write("broken.json", '{"version": 1,\n"type": "Node3D"\n"name": "X"}')
	await fails_as(_loader, path, CutoutError.Code.BAD_FILE, [path, "line 3"])
	equal(_failed, [path], "signals")
	path = write("broken.ron", "Prefab(version: 1,\ntype: Node3D,, )")
	await fails_as(_loader, path, CutoutError.Code.BAD_FILE, [path, "line 2"])
	path = write_prefab("key.json", {"propertys": {}})
	await fails_as(_loader, path, CutoutError.Code.BAD_FILE, ["propertys", "properties"])
	path = write("large.json", " ".repeat(5 << 20))
	await fails_as(_loader, path, CutoutError.Code.TOO_LARGE, [])
	await fails_as(_loader, folder + "/none.json", CutoutError.Code.FILE_MISSING, ["none.json"])
	path = write_prefab("needs.json", {"extends": "missing.json"})
	# Who needs it, too.
	await fails_as(_loader, path, CutoutError.Code.FILE_MISSING, ["missing.json", path])


func _paths() -> void:
	await fails_as(_loader, "/etc/passwd", CutoutError.Code.BAD_PATH)
	await fails_as(_loader, "user://../../../../etc/passwd", CutoutError.Code.BAD_PATH)
	var path := write_prefab("out.json", {"extends": "../../../../../../../etc/hosts"})
	await fails_as(_loader, path, CutoutError.Code.BAD_PATH, ["etc/hosts"])
	await fails_as(_loader, "", CutoutError.Code.BAD_PATH)


func _cycles() -> void:
	var path := write_prefab("a.json", {"extends": "b.json"}.merged({}))
	write("b.json", {"version": 1, "extends": "c.json"})
	write(
		"c.json", {"version": 1, "type": "Node3D", "children": [{"name": "A", "prefab": "a.json"}]}
	)
	write("a.json", {"version": 1, "extends": "b.json"})
	var ring := PackedStringArray(["a.json", "b.json", "c.json", "a.json"])
	var shown := " → ".join(
		Array(ring).map(func(title: String) -> String: return folder.path_join(title))
	)
	await fails_as(_loader, path, CutoutError.Code.DEPENDENCY_CYCLE, [shown])


## Found before anything is made.
func _properties() -> void:
	var box := {"name": "Box", "type": "MeshInstance3D"}
	var faults: Dictionary[String, Dictionary] = {
		"'mash'": {"mash": 1},
		"'visible' takes bool": {"visible": "yes"},
		"'mesh' takes Mesh, not StandardMaterial3D": {"mesh": {"resource": "paint"}},
		"'mesh' takes Mesh, not int": {"mesh": 7},
		"'layers' takes int, not StandardMaterial3D": {"layers": {"resource": "paint"}},
		"'multiplayer' can only be read": {"multiplayer": null},
	}
	for fault in faults:
		var child := box.merged({"properties": faults[fault]})
		var keys := {
			"components": [{"id": "paint", "type": "StandardMaterial3D"}], "children": [child]
		}
		var path := write_prefab("wrong.json", keys)
		_loader.invalidate(path)
		await fails_as(_loader, path, CutoutError.Code.BAD_FILE, [path, "Box", fault])
	for type: String in ["NodeOfDreams", "Resource", "CollisionObject3D", "Engine"]:
		var path := write_prefab("type.json", {"children": [{"name": "Odd", "type": type}]})
		_loader.invalidate(path)
		await fails_as(_loader, path, CutoutError.Code.BAD_FILE, [path, "Odd", type])
	var keys := {
		"components": [{"id": "a", "type": "BoxMesh", "shared": true, "properties": {"sise": 1}}],
		"properties": {"metadata/a": {"resource": "a"}}
	}
	await fails_as(
		_loader, write_prefab("c1.json", keys), CutoutError.Code.BAD_FILE, ["BoxMesh", "'sise'"]
	)


func _assets() -> void:
	var sprite := {"name": "S", "type": "Sprite3D"}
	var path := write_prefab(
		"asset_1.json",
		{"children": [sprite.merged({"properties": {"texture": {"load": "res://none.png"}}})]}
	)
	await fails_as(_loader, path, CutoutError.Code.FILE_MISSING, [path, "res://none.png"])
	path = write_prefab(
		"asset_2.json",
		{
			"children":
			[sprite.merged({"properties": {"material_override": {"load": "res://icon.svg"}}})]
		}
	)
	await fails_as(
		_loader, path, CutoutError.Code.BAD_FILE, ["res://icon.svg", "material_override"]
	)
	path = write_prefab(
		"asset_3.json",
		{
			"children":
			[
				{
					"name": "M",
					"type": "MeshInstance3D",
					"properties": {"mesh": {"mesh": "nothing.stl"}}
				}
			]
		}
	)
	await fails_as(_loader, path, CutoutError.Code.FILE_MISSING, [path, "nothing.stl"])
	# An asset that the engine refuses.
	write("bent.res", '[gd_resource type="BoxMesh" format=3]\n[resource\n')
	_loader.allow_scripts = [folder + "/*.res"]
	path = write_prefab("asset_4.json", {"properties": {"metadata/x": {"load": "bent.res"}}})
	expect_error("bent.res")
	await fails_as(_loader, path, CutoutError.Code.BAD_FILE, ["bent.res"])
	_loader.allow_scripts = []


## A broken prefab is not tried again in each frame, but once it has changed.
func _retry() -> void:
	_loader.check_interval_sec = 60.0
	var path := write("late.json", "{")
	await fails_as(_loader, path, CutoutError.Code.BAD_FILE)
	var told := _failed.size()
	for frame in 3:
		equal(_loader.load_async(path), null, "asked for again")
		check(not _loader.is_loading(path), "and not tried again")
	write_prefab("late.json", {"name": "Late"})
	var prefab: CutoutPrefab = await _loader.load_async(path)
	check(prefab != null, "a file that was mended")
	equal(_loader.get_error(path), null, "no error is left")
	equal(_failed.size(), told, "failures told")
	# What it needs was mended: its own file looks the same.
	path = write_prefab("late_2.json", {"extends": "late_base.json"})
	write(path.get_file(), {"version": 1, "extends": "late_base.json"})
	await fails_as(_loader, path, CutoutError.Code.FILE_MISSING)
	write_prefab("late_base.json", {})
	equal(_loader.load_async(path), null, "not looked at yet")
	_loader.check_interval_sec = 0.0
	prefab = await _loader.load_async(path)
	check(prefab != null, "what a mended file is needed by")


func _misuse() -> void:
	expect_error("finds no CutoutBatch")
	var alone := CutoutPrefabLoader.new()
	equal(alone.load_async(folder + "/late.json"), null, "a loader outside of the tree")
	alone.free()
	expect_error("priority is soon")
	equal(_loader.load_async(folder + "/new.json", "soon"), null, "a priority of another band")
	expect_error("there is no prefab to spawn")
	equal(_loader.spawn(null, self), null, "no prefab")
	var prefab := _loader.get_loaded(folder + "/late.json")
	expect_error("got no parent")
	equal(_loader.spawn(prefab, null), null, "no parent")
	expect_error("is a Node3D, and the transform a Transform2D")
	equal(_loader.spawn(prefab, self, Transform2D()), null, "a transform of another sort")
	expect_error("there is no option 'colour'")
	equal(_loader.spawn(prefab, self, null, {"colour": 1}), null, "an unknown option")
	expect_error("the option 'progressive' is 3")
	equal(_loader.spawn(prefab, self, null, {"progressive": 3}), null, "a wrong option")
