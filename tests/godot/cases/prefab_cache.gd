extends "../prefab_case.gd"
## Prefabs are loaded once, the most urgent first, kept within a limit, dropped when nobody has
## asked for them longest, loaded again, and seen to change.

var _changed: Array[String] = []
var _evicted: Array[String] = []
var _loaded: Array[String] = []
var _log := ""


func run() -> void:
	await prepare()
	_log = ProjectSettings.globalize_path(folder.path_join("order.log"))
	await _disk()
	await _once()
	await _order()
	await _cancelled()
	await _eviction()
	await _pins()
	await _limit()
	await _changes()
	await _sources()
	await _reload()
	await _progress()
	clean()


func _once() -> void:
	var loader := _new_loader()
	var path := _file("one")
	equal(loader.get_loaded(path), null, "a prefab that is not there")
	check(not loader.is_loading(path), "asking loads nothing")
	var waits: Array[Variant] = [loader.load_async(path), loader.load_async(path)]
	check(loader.is_loading(path) and not loader.is_loaded(path), "it is loading")
	var told: Array[CutoutPrefab] = []
	for wait: Signal in waits:
		wait.connect(func(prefab: CutoutPrefab) -> void: told.append(prefab), CONNECT_ONE_SHOT)
	await wait_for(func() -> bool: return told.size() == 2, "both are told")
	equal(_order_of_reading(), PackedStringArray(["one"]), "one job for both")
	equal(told[0], told[1], "one prefab for both")
	check(loader.is_loaded(path) and not loader.is_loading(path), "it is loaded")
	equal(loader.load_async(path), told[0], "at once if it is there")
	equal(loader.get_loaded(path), told[0], "without loading")
	equal(_loaded, [path], "signals")
	equal([loader.stats()["hits"], loader.stats()["misses"]], [2, 2], "hits and misses")
	loader.queue_free()


func _order() -> void:
	var loader := _new_loader()
	var count := [0]
	loader.prefab_loaded.connect(func(_path: String, _p: CutoutPrefab) -> void: count[0] += 1)
	# From the lowest to the highest, so that a queue which is turned round would be seen.
	for band: String in ["low", "normal", "high", "critical"]:
		for number in 2:
			loader.load_async(_file("%s_%d" % [band, number]), band)
	# Once more by whom it is urgent for, and by a change of mind.
	loader.load_async(_file("low_1"), "high")
	check(loader.set_priority(_file("normal_1"), "critical"), "a waiting prefab is moved")
	await wait_for(func() -> bool: return count[0] == 8, "all are loaded")
	var expected: PackedStringArray = [
		"critical_0", "critical_1", "normal_1", "high_0", "high_1", "low_1", "normal_0", "low_0"
	]
	equal(_order_of_reading(), expected, "order of reading")
	equal(loader.set_priority(_file("low_0"), "low"), false, "what is loaded")
	loader.queue_free()


func _cancelled() -> void:
	var loader := _new_loader()
	var path := _file("claimed", {"work_msec": 100_000})
	var told: Array[Variant] = []
	_await_prefab.call(loader, path, told)
	_await_prefab.call(loader, path, told)
	await wait_for(func() -> bool: return FileAccess.file_exists(_log), "the worker is at it")
	check(loader.cancel(path), "the first gives it up")
	check(loader.is_loading(path), "somebody still wants it")
	check(loader.cancel(path), "the second gives it up")
	check(not loader.is_loading(path), "nobody wants it")
	equal(told, [], "nobody is told inside the call")
	await wait_for(func() -> bool: return told.size() == 2, "both are told")
	equal(told, [null, null], "what they are told")
	equal(loader.get_error(path), null, "it is no failure")
	equal(loader.cancel(path), false, "what is not under way")
	# Again, once the worker is back.
	_file("claimed", {}, true)
	var prefab := await load_well(loader, path)
	check(prefab != null, "it loads after that")
	loader.queue_free()


## The published cache could never load again what it had evicted.
func _eviction() -> void:
	var loader := _new_loader()
	var paths := write_many(4)
	var size := (await load_well(loader, paths[0])).bytes
	loader._kept.shelf.limit = 3 * size
	for path in paths.slice(1, 3):
		await load_well(loader, path)
	loader.get_loaded(paths[0])
	await load_well(loader, paths[3])
	equal(_evicted, [paths[1]], "the one that was not asked for longest")
	check(loader.is_loaded(paths[0]) and not loader.is_loaded(paths[1]), "what is there")
	for turn in 3:
		for path in paths:
			check(await load_well(loader, path) != null, "an evicted prefab loads again: %s" % path)
			check(_figure(loader, "bytes") <= 3 * size, "the limit holds")
	# Who holds it has it whole.
	var held := await load_well(loader, paths[0])
	loader.clear()
	equal(loader.stats()["prefabs"], 0, "cleared")
	var root := loader.instantiate(held)
	equal(root.get_child_count(), 1, "children of one that was evicted")
	root.free()
	loader.queue_free()


func _pins() -> void:
	var loader := _new_loader()
	var paths := write_many(4)
	loader.pin(paths[0])
	loader.pin(paths[0])
	var size := (await load_well(loader, paths[0])).bytes
	loader._kept.shelf.limit = 2 * size
	for path in paths:
		await load_well(loader, path)
	check(loader.is_loaded(paths[0]), "a pinned prefab stays, though it is the oldest")
	check(loader.is_loaded(paths[3]) and not loader.is_loaded(paths[2]), "others make way")
	loader.clear()
	equal(loader.stats()["prefabs"], 1, "clearing leaves what is pinned")
	check(loader.unpin(paths[0]), "a pin is taken off")
	for path in paths.slice(1):
		await load_well(loader, path)
	check(loader.is_loaded(paths[0]), "it was pinned twice")
	check(loader.unpin(paths[0]), "the second pin is taken off")
	for path in paths.slice(1):
		await load_well(loader, path)
	check(not loader.is_loaded(paths[0]), "an unpinned prefab makes way")
	equal(loader.unpin(paths[0]), false, "no pin is left")
	loader.queue_free()


func _limit() -> void:
	var loader := _new_loader()
	equal(loader.stats()["limit_bytes"], 100 << 20, "the limit that the project sets")
	loader.limit_mb = 1
	equal(loader.stats()["limit_bytes"], 1 << 20, "a limit of its own")
	for number in 4:
		await load_well(loader, write("big_%d.json" % number, {"nodes": 600}))
	check(_figure(loader, "bytes") <= 1 << 20, "within it: %s" % loader.stats())
	check(_figure(loader, "prefabs") > 0 and _figure(loader, "evicted") > 0, str(loader.stats()))
	loader.queue_free()


func _changes() -> void:
	var loader := _new_loader()
	loader.check_interval_sec = 0.0
	var path := write("changing.json", {"nodes": 2})
	var old := await load_well(loader, path)
	equal(loader.load_async(path), old, "a file that is as it was")
	write("changing.json", {"nodes": 33})
	check(not loader.is_loaded(path), "a file that has changed is not loaded")
	equal((await load_well(loader, path)).node_count, 33, "nodes of the changed file")
	equal(old.node_count, 2, "the old prefab lives on with whom it is used by")
	equal(loader.stats()["invalidated"], 1, "invalidated")
	loader.check_interval_sec = -1.0
	write("changing.json", {"nodes": 444})
	equal(loader.get_loaded(path).node_count, 33, "a loader that does not look")
	loader.invalidate(path)
	check(not loader.is_loaded(path), "an invalidated prefab")
	equal((await load_well(loader, path)).node_count, 444, "nodes after that")
	loader.queue_free()


## Any file that it was made from counts.
func _sources() -> void:
	var loader := new_loader()
	loader.check_interval_sec = 0.0
	write_prefab("base.json", {"children": [{"name": "A", "type": "Node3D"}]})
	var path := write("heir.json", {"version": 1, "extends": "base.json"})
	var prefab := await load_well(loader, path)
	equal(prefab.node_count, 2, "nodes")
	equal(prefab.sources.size(), 2, "sources")
	write_prefab(
		"base.json",
		{"children": [{"name": "A", "type": "Node3D"}, {"name": "Be", "type": "Node3D"}]}
	)
	check(not loader.is_loaded(path), "what it is made from has changed")
	equal((await load_well(loader, path)).node_count, 3, "nodes after that")
	loader.queue_free()


func _reload() -> void:
	var loader := _new_loader()
	loader.check_interval_sec = -1.0
	var path := write("again.json", {"nodes": 2})
	var old := await load_well(loader, path)
	write("again.json", {"nodes": 3})
	var waiting: Variant = loader.reload(path)
	equal(loader.get_loaded(path), old, "the old one is there until then")
	# While that is under way, once more: nobody gets what is old by now.
	write("again.json", {"nodes": 44})
	var second: Variant = loader.reload(path)
	var told: Array[int] = []
	for wait: Signal in [waiting, second]:
		wait.connect(
			func(prefab: CutoutPrefab) -> void: told.append(prefab.node_count), CONNECT_ONE_SHOT
		)
	await wait_for(func() -> bool: return told.size() == 2, "both are told")
	equal(told, [44, 44] as Array[int], "what they are told")
	equal(_changed, [path], "changes told")
	equal(loader.get_loaded(path).node_count, 44, "nodes of what is there")
	write("again.json", {"fault": "reject"})
	equal(await loader.reload(path), null, "a file that was broken meanwhile")
	equal(loader.get_error(path).code, CutoutError.Code.BAD_FILE, "why")
	equal(loader.get_loaded(path).node_count, 44, "the last good one stays")
	loader.queue_free()


func _progress() -> void:
	var loader := _new_loader()
	equal(loader.loading_progress(), 1.0, "progress of nothing")
	var path := write("steps.json", {"steps": [0.5]})
	var seen: Array[float] = []
	CutoutBatch.job_progress.connect(
		func(_id: int, _share: float) -> void: seen.append(loader.loading_progress(path)),
		CONNECT_ONE_SHOT
	)
	equal(loader.loading_progress(path), 0.0, "progress of what is not wanted")
	await load_well(loader, path)
	equal(seen, [0.25], "half of the worker's part")
	equal(loader.loading_progress(path), 1.0, "progress of what is loaded")
	var shares: Array[float] = []
	loader.prefab_loaded.connect(
		func(_path: String, _p: CutoutPrefab) -> void: shares.append(loader.loading_progress())
	)
	for number in 4:
		loader.load_async(write("share_%d.json" % number))
	await wait_for(func() -> bool: return shares.size() == 4, "all are loaded")
	var ascending := shares.duplicate()
	ascending.sort()
	equal(shares, ascending, "overall progress")
	equal([shares[0] < 1.0, shares[-1]], [true, 1.0], "its ends")
	loader.queue_free()


## Workers keep what they have compiled, if they may.
func _disk() -> void:
	var place := CutoutPrefabLoader.DISK_FOLDER
	var loader := new_loader()
	loader.disk_cache = false
	await load_well(loader, write_prefab("kept.json", {}))
	check(not DirAccess.dir_exists_absolute(place), "nothing is kept where that is off")
	loader.clear()
	loader.disk_cache = true
	await load_well(loader, folder + "/kept.json")
	equal(DirAccess.get_files_at(place).size(), 1, "what is kept")
	loader.queue_free()


func _figure(loader: CutoutPrefabLoader, key: String) -> int:
	return loader.stats()[key]


func _await_prefab(loader: CutoutPrefabLoader, path: String, told: Array[Variant]) -> void:
	told.append(await loader.load_async(path))


func _new_loader() -> CutoutPrefabLoader:
	var loader := new_test_loader()
	_changed.clear()
	_evicted.clear()
	_loaded.clear()
	loader.prefab_changed.connect(
		func(path: String, _p: CutoutPrefab) -> void: _changed.append(path)
	)
	loader.prefab_evicted.connect(func(path: String) -> void: _evicted.append(path))
	loader.prefab_loaded.connect(func(path: String, _p: CutoutPrefab) -> void: _loaded.append(path))
	return loader


func _file(title: String, wanted := {}, anew := false) -> String:
	var path := folder.path_join(title)
	if FileAccess.file_exists(path) and not anew:
		return path
	return write(title, wanted.merged({"log": _log}))


## Returns what was read since the last call.
func _order_of_reading() -> PackedStringArray:
	var lines := FileAccess.get_file_as_string(_log).strip_edges().split("\n")
	DirAccess.remove_absolute(_log)
	return lines
