extends "../prefab_case.gd"
## No code comes along that the list does not let in; what it lets in is attached and checked.

const _SCRIPT := PARTS + "/plain.gd"
const _SCENE := PARTS + "/part.tscn"

var _with_script := ""
var _with_scene := ""


func run() -> void:
	await prepare()
	_with_script = write_prefab(
		"script.json",
		{
			"children":
			[{"name": "A", "type": "Node3D", "script": _SCRIPT, "properties": {"speed": 3}}]
		}
	)
	_with_scene = write_prefab(
		"scene.json",
		{
			"children":
			[{"name": "P", "scene": _SCENE, "children": [{"name": "More", "type": "Node3D"}]}]
		}
	)
	await _none_by_default()
	await _allowed()
	_patterns()
	await _wrong_scripts()
	await _scenes()
	clean()


func _none_by_default() -> void:
	var loader := new_loader()
	await fails_as(loader, _with_script, CutoutError.Code.BAD_FILE, [_SCRIPT, "allow_scripts"])
	await fails_as(loader, _with_scene, CutoutError.Code.BAD_FILE, [_SCENE, "allow_scripts"])
	loader.allow_scripts = ["res://elsewhere/*.gd"]
	loader.invalidate(_with_script)
	await fails_as(loader, _with_script, CutoutError.Code.BAD_FILE, [_SCRIPT])
	loader.queue_free()


func _allowed() -> void:
	var loader := new_loader()
	loader.allow_scripts = [PARTS + "/*.gd"]
	var root := await make_well(loader, _with_script)
	var script: Script = root.get_node(^"A").get_script()
	equal(script.resource_path, _SCRIPT, "the script")
	equal(root.get_node(^"A").get("speed"), 3.0, "its property")
	root.free()
	loader.queue_free()
	# By the project instead.
	ProjectSettings.set_setting("cutout/prefabs/allow_scripts", PackedStringArray([_SCRIPT]))
	loader = new_loader()
	check(await load_well(loader, _with_script) != null, "allowed by the setting")
	loader.queue_free()
	ProjectSettings.set_setting("cutout/prefabs/allow_scripts", null)


## The patterns mean here what they mean in Python.
func _patterns() -> void:
	var permissions: GDScript = load("res://addons/cutout/prefabs/loading/script_permissions.gd")
	var cases := {
		"res://a/*.gd":
		[["res://a/b.gd"], ["res://a/b/c.gd", "res://a/b.gdc", "xres://a/b.gd", "res://aXb.gd"]],
		"res://a/**": [["res://a/b.gd", "res://a/b/c.tscn"], ["res://b/c.gd"]],
		"**.gd": [["res://a/b.gd"], ["res://a/b.gd/c.tscn", "res://a/bxgd"]],
		"res://a/**/x.gd":
		[["res://a/b/c/x.gd", "res://a/b/x.gd"], ["res://a/x.gd", "res://a/bx.gd"]],
		"res://(a|b)+.gd": [["res://(a|b)+.gd"], ["res://a.gd", "res://aa.gd"]],
		"res://ä[b].gd": [["res://ä[b].gd"], ["res://äb.gd"]],
		"res://exact.gd": [["res://exact.gd"], ["res://exactly.gd", "res://exact.gd\n"]],
	}
	for pattern: String in cases:
		var listed: RefCounted = permissions.call(&"new", PackedStringArray([pattern]))
		for side in 2:
			for path: String in cases[pattern][side]:
				equal(listed.call(&"is_listed", path), side == 0, "%s and %s" % [pattern, path])
	var none: RefCounted = permissions.call(&"new", PackedStringArray())
	for path: String in ["res://a.png", "res://a.wav", "res://a.ogg", "res://a.ttf"]:
		equal(none.call(&"allows", path), true, path)
	for path: String in [
		"res://a.gd",
		"res://a.tscn",
		"res://a.SCN",
		"res://a.tres",
		"res://a.res",
		"res://a.gdextension",
		"res://a.png.remap",
		"res://a",
		"res://../a.png",
		"user://a.png",
		"/a.png",
	]:
		equal(none.call(&"allows", path), false, path)


func _wrong_scripts() -> void:
	var loader := new_loader()
	loader.allow_scripts = [PARTS + "/*"]
	var path := write_prefab("flat.json", {"name": "Bent", "script": PARTS + "/flat.gd"})
	var prefab := await load_well(loader, path)
	equal(loader.instantiate(prefab), null, "a script for another sort of node")
	var error := loader.get_error(path)
	equal(error.code, CutoutError.Code.BAD_FILE, "code")
	for word: String in [path, "Bent", "flat.gd", "Node2D", "Node3D"]:
		check(word in error.message, "«%s» says %s" % [error.message, word])
	path = write_prefab("no_script.json", {"script": _SCENE})
	await fails_as(loader, path, CutoutError.Code.BAD_FILE, [_SCENE, "Script"])
	path = write_prefab("no_scene.json", {"children": [{"name": "S", "scene": _SCRIPT}]})
	await fails_as(loader, path, CutoutError.Code.BAD_FILE, [_SCRIPT, "PackedScene"])
	path = write_prefab("unknown.json", {"script": _SCRIPT, "properties": {"sped": 3}})
	prefab = await load_well(loader, path)
	equal(loader.instantiate(prefab), null, "a property that it lacks")
	check("sped" in loader.get_error(path).message, str(loader.get_error(path)))
	loader.queue_free()


func _scenes() -> void:
	var loader := new_loader()
	loader.allow_scripts = [PARTS + "/*.tscn"]
	var root := await make_well(loader, _with_scene)
	var mesh: BoxMesh = root.get_node(^"P/Mesh").get("mesh")
	equal(mesh.size, Vector3(2, 3, 4), "what the scene has")
	check(root.has_node(^"P/More"), "what is added to it")
	root.free()
	# By itself: the game says so, no file does.
	loader.allow_scripts = []
	var prefab := await load_well(loader, _SCENE)
	check(prefab.is_scene and prefab.scene != null and prefab.form.is_empty(), "a scene")
	equal([prefab.node_count, prefab.root_class], [2, &"Node3D"], "what is known of it")
	var place := Transform3D(Basis(), Vector3(7, 8, 9))
	var spawn := loader.spawn(prefab, self, place, {"name": "Placed"})
	await ends(spawn, CutoutSpawn.State.DONE)
	equal(spawn.root.name, &"Placed", "name of a scene")
	equal(spawn.root.get("transform"), place, "place of a scene")
	check(spawn.root.has_node(^"Mesh"), "what a scene has")
	spawn.root.queue_free()
	await _scene_again(loader)
	await fails_as(
		loader, "res://no/such.tscn", CutoutError.Code.FILE_MISSING, ["res://no/such.tscn"]
	)
	loader.queue_free()


## A scene that has changed is another one.
func _scene_again(loader: CutoutPrefabLoader) -> void:
	var text := FileAccess.get_file_as_string(_SCENE)
	var path := write("part.tscn", text)
	var old := await load_well(loader, path)
	write("part.tscn", text + '\n[node name="More" type="Node3D" parent="."]\n')
	var wait: Signal = loader.reload(path)
	var told: Array[CutoutPrefab] = []
	wait.connect(func(prefab: CutoutPrefab) -> void: told.append(prefab), CONNECT_ONE_SHOT)
	await wait_for(func() -> bool: return told.size() == 1, "it is loaded again")
	equal([old.node_count, told[0].node_count], [2, 3], "nodes of the old one and the new one")
	check(not is_same(old.scene, told[0].scene), "each has its scene")
	equal(loader.get_loaded(path), told[0], "what is there now")
