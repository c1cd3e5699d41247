extends "../prefab_case.gd"
## Without Python, prefabs fail at once and say why; scenes need none, and are there.


func run() -> void:
	# The error may have been logged before the runner started to listen.
	_expected.append("Cutout: ")
	_seen.append("Cutout: ")
	var loader := new_loader()
	var path := LIBRARY + "/lamp.json"
	await fails_as(loader, path, CutoutError.Code.BACKEND_DOWN)
	# It may come up again, so it is tried again.
	check(loader.load_async(path) is Signal, "a second time")
	var prefab := await load_well(loader, PARTS + "/part.tscn")
	var spawn := loader.spawn(prefab, self)
	await ends(spawn, CutoutSpawn.State.DONE)
	spawn.root.free()
