extends "../prefab_case.gd"
## Compiled forms that are broken, wrong, or bring code: a kind of one's own may return anything,
## and whoever can write the folder of compiled prefabs may too. Each is an error, and nothing is
## left.

var _loader: CutoutPrefabLoader


func run() -> void:
	await prepare()
	_loader = new_test_loader()
	var sound := await make_well(_loader, write("sound.json", {"nodes": 3}))
	equal(sound.get_child_count(), 2, "children of a sound one")
	sound.free()
	var before := census()
	for group: String in ["broken", "wrong", "forbidden", "unmade"]:
		for fault in str(arguments[group]).split("|"):
			await _fails(group, fault)
	# A worker that dies of one.
	await fails_as(_loader, write("k.json", {"fault": "kill"}), CutoutError.Code.WORKER_CRASHED)
	await wait_for_workers()
	await fails_as(
		_loader, write("r.json", {"fault": "reject"}), CutoutError.Code.BAD_FILE, ["line 3"]
	)
	_loader.clear()
	await settle()
	equal(census(), before, "nodes, orphans and resources")
	clean()


func _fails(group: String, fault: String) -> void:
	var path := write("%s.json" % fault.md5_text(), {"fault": fault})
	match group:
		"broken":
			await fails_as(_loader, path, CutoutError.Code.INTERNAL, [path, "docs/architecture.md"])
		"wrong":
			await fails_as(_loader, path, CutoutError.Code.BAD_FILE, [path])
		"forbidden":
			await fails_as(_loader, path, CutoutError.Code.BAD_PATH, [path, "allow_scripts"])
		_:
			await _is_not_made(path)
	if _loader.get_error(path) != null:
		facts[fault] = _loader.get_error(path).message


## What only an instance can tell.
func _is_not_made(path: String) -> void:
	var prefab := await load_well(_loader, path)
	equal(_loader.instantiate(prefab), null, "instance of %s" % path)
	var error := _loader.get_error(path)
	equal(error.code, CutoutError.Code.BAD_FILE, "code of %s" % error)
	check(path in error.message, "«%s» does not name the file" % error.message)
	var spawn := _loader.spawn(prefab, self)
	await ends(spawn, CutoutSpawn.State.FAILED)
	equal(spawn.error.message, error.message, "the same error")
	equal(spawn.root, null, "root of what failed")
