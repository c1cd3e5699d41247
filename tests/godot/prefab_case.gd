extends "file_case.gd"
## What the cases of prefabs share: loaders, and what they are to say of files.

## The kind that returns what its files say.
const KIND := &"test_prefab"
const LIBRARY := "res://demo_scenes/prefab_library"
const PARTS := "res://tests/godot/prefabs"


## Writes a prefab of one node, with these keys besides.
func write_prefab(title: String, keys: Dictionary) -> String:
	return write(title, {"version": 1, "type": "Node3D"}.merged(keys, true))


## Returns a loader.
func new_loader() -> CutoutPrefabLoader:
	var loader := CutoutPrefabLoader.new()
	loader.hot_reload = false
	add_child(loader)
	return loader


## Returns a loader of what [constant KIND] makes.
func new_test_loader() -> CutoutPrefabLoader:
	var loader := new_loader()
	loader.kind = KIND
	return loader


## Returns a prefab, which has to be there in the end.
func load_well(loader: CutoutPrefabLoader, path: String) -> CutoutPrefab:
	var prefab: CutoutPrefab = await loader.load_async(path)
	if prefab == null:
		fail("%s: %s" % [path, loader.get_error(path)])
	return prefab


## Returns an instance that was made at once, which has to work.
func make_well(loader: CutoutPrefabLoader, path: String) -> Node:
	var root := loader.instantiate(await load_well(loader, path))
	if root == null:
		fail("%s: %s" % [path, loader.get_error(path)])
		# Whoever goes on with it is not to stop here.
		root = Node3D.new()
	return root


## Checks that a prefab fails with a code, and that its message has these words in it.
func fails_as(
	loader: CutoutPrefabLoader, path: String, code: CutoutError.Code, words: PackedStringArray = []
) -> void:
	equal(await loader.load_async(path), null, "prefab of %s" % path)
	var error := loader.get_error(path)
	if error == null:
		fail("%s has no error" % path)
		return
	equal(error.code, code, "code of «%s»" % error)
	for word in words:
		check(word in error.message, "«%s» does not say «%s»" % [error.message, word])


## Checks how a spawn ends.
func ends(spawn: CutoutSpawn, expected: CutoutSpawn.State) -> void:
	await spawn.wait()
	equal(spawn.state, expected, "state of %s (%s)" % [spawn, spawn.error])


## Returns how many objects of each sort the engine knows.
func census() -> PackedInt64Array:
	var counts := PackedInt64Array()
	for monitor: Performance.Monitor in [
		Performance.OBJECT_NODE_COUNT,
		Performance.OBJECT_ORPHAN_NODE_COUNT,
		Performance.OBJECT_RESOURCE_COUNT,
	]:
		counts.append(int(Performance.get_monitor(monitor)))
	return counts


## Waits for what is freed at the end of a frame.
func settle() -> void:
	for frame in 3:
		await get_tree().process_frame
