extends "../prefab_case.gd"
## Quits while prefabs are loaded and spawned: in whatever phase, and somebody awaiting them.

const _PICTURES := 12


func run() -> void:
	await prepare()
	var number := str(arguments.get("number", "0")).to_int()
	CutoutBatch._pipeline.budget.fixed_usec = 100
	var loader := new_test_loader()
	var row := await load_well(loader, write("row.json", {"nodes": 2000}))
	for title in 8:
		_await_prefab.call(loader, write("%d.json" % title, {"nodes": 500, "work_msec": 5}))
	var other := new_loader()
	other.allow_scripts = [folder + "/*", PARTS + "/*"]
	_await_prefab.call(other, _with_assets())
	_await_prefab.call(other, PARTS + "/part.tscn")
	for spawn: CutoutSpawn in [
		loader.spawn(row, self),
		loader.spawn(row, self, null, {"progressive": true, "priority": "high"}),
		loader.spawn(row, self),
	]:
		_await_spawn.call(spawn)
	for frame in number * 4:
		await get_tree().process_frame
	if number % 2 == 1:
		# Loaders that leave by themselves, in the midst of it.
		loader.queue_free()
		other.free()
	facts["frames"] = number * 4


func _with_assets() -> String:
	var children := []
	for number in _PICTURES:
		var image := Image.create(64, 64, false, Image.FORMAT_RGB8)
		var title := "picture_%d.tres" % number
		ResourceSaver.save(ImageTexture.create_from_image(image), folder.path_join(title))
		children.append(
			{"name": "S%d" % number, "type": "Sprite3D", "properties": {"texture": {"load": title}}}
		)
	return write_prefab("assets.json", {"children": children})


func _await_prefab(loader: CutoutPrefabLoader, path: String) -> void:
	var held := {"path": path}
	var prefab: CutoutPrefab = await loader.load_async(path)
	held["prefab"] = prefab


func _await_spawn(spawn: CutoutSpawn) -> void:
	var held := {"spawn": spawn}
	held["ended"] = await spawn.wait()
