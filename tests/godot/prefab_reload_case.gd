extends "prefab_case.gd"
## What the cases of hot reload share: a loader that follows its files, and what it tells.

var loader: CutoutPrefabLoader
## The paths of prefabs that have changed.
var changed: Array[String] = []
## Pairs: a path and the error that was told of it.
var failed: Array[Array] = []
## Pairs: the id of an old root, and the new one.
var replaced: Array[Array] = []


## Makes the folder and the loader.
func prepare() -> void:
	await super()
	loader = CutoutPrefabLoader.new()
	add_child(loader)
	loader.prefab_changed.connect(
		func(path: String, _prefab: CutoutPrefab) -> void: changed.append(path)
	)
	loader.prefab_failed.connect(
		func(path: String, error: CutoutError) -> void: failed.append([path, error])
	)
	loader.instance_replaced.connect(
		func(old_id: int, root: Node) -> void: replaced.append([old_id, root])
	)


## Forgets what was told.
func forget() -> void:
	changed.clear()
	failed.clear()
	replaced.clear()


## Spawns a prefab of a file and returns its root.
func spawned(path: String, transform: Variant = null, options := {}) -> Node:
	var prefab := await load_well(loader, path)
	var spawn := loader.spawn(prefab, self, transform, options)
	await spawn.wait()
	check(spawn.error == null, "%s spawns: %s" % [path, spawn.error])
	return spawn.root


## Waits until a prefab has changed, and its instances with it.
func follows(path: String) -> void:
	await wait_for(func() -> bool: return path in changed, "%s has changed" % path)
	await rests()


## Waits until nothing is loaded again and no instance changed.
func rests() -> void:
	await wait_for(func() -> bool: return loader._hot.under_way() == 0, "all has followed")


## Waits until a prefab has failed so often.
func fails(path: String, times := 1) -> void:
	await wait_for(func() -> bool: return failures_of(path).size() >= times, "%s has failed" % path)
	await rests()


## Returns the instance that the first one to be replaced has made way for.
func successor() -> Node:
	return replaced[0][1]


## Returns the errors that were told of a prefab.
func failures_of(path: String) -> Array:
	return failed.filter(func(pair: Array) -> bool: return pair[0] == path)


## Waits until every file was looked at so often.
func looks(count := 2) -> void:
	for number in count:
		var watch := loader._hot._watch
		await wait_for(func() -> bool: return watch._round == null, "no round is under way")
		await wait_for(func() -> bool: return watch._round != null, "the next round begins")
		await wait_for(func() -> bool: return watch._round == null, "the next round ends")
	await rests()
