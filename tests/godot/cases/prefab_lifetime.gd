extends "../prefab_case.gd"
## Loaders that leave in mid-load and mid-spawn take all along; loads and
## spawns without end leave nothing behind.


func run() -> void:
	await prepare()
	await _leaves()
	await _returns()
	await _freed_by_whom_it_tells()
	await _flat()
	await _forgets_a_few_at_a_time()
	clean()


func _leaves() -> void:
	CutoutBatch._pipeline.budget.fixed_usec = 100
	var before := census()
	var loader := new_test_loader()
	var row := await load_well(loader, write("row.json", {"nodes": 2000}))
	var parent := Node3D.new()
	add_child(parent)
	var spawns: Array[CutoutSpawn] = [
		loader.spawn(row, parent),
		loader.spawn(row, parent, null, {"progressive": true, "priority": 1}),
		loader.spawn(row, parent, null, {"priority": -1}),
	]
	var told: Array[Variant] = []
	for number in 4:
		_await_prefab.call(loader, write("%d.json" % number, {"work_msec": 20}), told)
	await wait_for(func() -> bool: return spawns[1].progress > 0.1, "it has begun")
	remove_child(loader)
	equal(told, [], "nobody is woken while the tree is taken apart")
	for spawn in spawns:
		equal(spawn.state, CutoutSpawn.State.CANCELLED, "state")
		await spawn.wait()
	await wait_for(func() -> bool: return told.size() == 4, "whoever awaits is told")
	equal(told, [null, null, null, null], "what they are told")
	equal([loader.stats()["loading"], loader.stats()["spawning"]], [0, 0], "under way")
	await settle()
	equal(parent.get_child_count(), 0, "what is left under the parent")
	loader.free()
	parent.free()
	row = null
	spawns.clear()
	await settle()
	equal(census(), before, "nodes, orphans and resources")
	CutoutBatch._pipeline.budget.fixed_usec = 0


func _await_prefab(loader: CutoutPrefabLoader, path: String, told: Array[Variant]) -> void:
	told.append(await loader.load_async(path))


## Out of the tree and into it again.
func _returns() -> void:
	var loader := new_test_loader()
	var path := write("returning.json", {"work_msec": 20})
	loader.load_async(path)
	remove_child(loader)
	await settle()
	add_child(loader)
	var prefab := await load_well(loader, path)
	remove_child(loader)
	equal(loader.get_loaded(path), prefab, "what is kept is there without a tree")
	loader.free()


## Whoever is told may free the loader at once.
func _freed_by_whom_it_tells() -> void:
	var loader := new_test_loader()
	await load_well(loader, write("told.json"))
	loader.free()
	loader = new_test_loader()
	var spawn := loader.spawn(await load_well(loader, folder + "/told.json"), self)
	var waiting := loader.spawn(spawn.prefab, self)
	await spawn.wait()
	loader.free()
	equal(spawn.state, CutoutSpawn.State.DONE, "the first")
	await waiting.wait()
	equal(waiting.state, CutoutSpawn.State.CANCELLED, "the second")
	spawn.root.free()


## Objects are counted, not bytes of a heap.
func _flat() -> void:
	var loader := new_test_loader()
	loader._kept.shelf.limit = 20_000
	var paths := write_many(16, {"nodes": 5})
	await _churn(loader, paths, 50)
	var before := census()
	var objects := Performance.get_monitor(Performance.OBJECT_COUNT)
	await _churn(loader, paths, 500)
	equal(census(), before, "nodes, orphans and resources after 500 spawns")
	var grown := Performance.get_monitor(Performance.OBJECT_COUNT) - objects
	check(absf(grown) < 20, "%d more objects after 500 spawns" % grown)
	var evicted: int = loader.stats()["evicted"]
	check(evicted > 0, "prefabs have made way")
	loader.queue_free()
	await settle()


func _churn(loader: CutoutPrefabLoader, paths: PackedStringArray, spawns: int) -> void:
	for number in spawns:
		var prefab := await load_well(loader, paths[(number * 7) % paths.size()])
		var spawn := loader.spawn(prefab, self)
		if number % 3 == 0:
			spawn.cancel()
		await spawn.wait()
		if spawn.root != null:
			spawn.root.free()
	loader.clear()
	await settle()


## However many instances are gone, one that comes does not look at all of them; in the end all are
## forgotten.
func _forgets_a_few_at_a_time() -> void:
	var loader := new_test_loader()
	var row := await load_well(loader, write("forgotten.json", {"nodes": 1}))
	var roots: Array[Node] = []
	for number in 255:
		roots.append(loader.instantiate(row))
	for root in roots:
		root.free()
	for number in 2:
		loader.instantiate(row).free()
	var known := loader._live._by_id
	check(known.size() > 200, "%d are known, of 257 that are gone" % known.size())
	for number in 400:
		loader.instantiate(row).free()
	check(known.size() < 10, "%d are known still" % known.size())
	loader.queue_free()
