extends "../prefab_reload_case.gd"
## Files change while instances come and go, and while the loader does.

const NODES := 2000


func run() -> void:
	await prepare()
	await _under_way()
	await _growing_in_the_tree()
	await _from_an_old_prefab()
	await _freed_while_its_successor_is_made()
	await _changed_again_while_its_successor_is_made()
	await _switched_off()
	await _leaves_and_returns()
	await _is_freed()
	await _flat()
	clean()


func _crowd(order: int, count := NODES) -> Dictionary:
	var children: Array[Dictionary] = []
	for number in count:
		children.append({"type": "Node3D", "properties": {"rotation_order": order}})
	return {"properties": {"rotation_order": order}, "children": children}


## Returns what the nodes of an instance are like: one if it is all of one form.
func _orders(root: Node) -> Array[int]:
	var orders: Array[int] = [(root as Node3D).rotation_order]
	for child: Node3D in root.get_children():
		if not child.rotation_order in orders:
			orders.append(child.rotation_order)
	return orders


## Those that nobody sees yet begin again.
func _under_way() -> void:
	var path := write_prefab("crowd.json", _crowd(1))
	var old := await load_well(loader, path)
	var behind: Array[CutoutSpawn] = []
	var at_work: Array[CutoutSpawn] = []
	loader.prefab_changed.connect(
		func(_path: String, _prefab: CutoutPrefab) -> void:
			# Those that are done just now are instances, and have successors.
			behind.assign(
				at_work.filter(func(each: CutoutSpawn) -> bool: return not each.is_finished())
			),
		CONNECT_ONE_SHOT
	)
	forget()
	write_prefab("crowd.json", _crowd(2, NODES + 1))
	while changed.is_empty():
		# Those that are done make way, so that there are never many.
		for spawn: CutoutSpawn in at_work.filter(
			func(each: CutoutSpawn) -> bool: return each.is_finished()
		):
			at_work.erase(spawn)
			spawn.root.free()
		while at_work.size() < 12:
			at_work.append(loader.spawn(old, self))
		await get_tree().process_frame
	await rests()
	check(behind.size() > 0, "spawns were under way")
	for spawn in behind:
		await ends(spawn, CutoutSpawn.State.DONE)
		equal(_orders(spawn.root), [2] as Array[int], "what a spawn ends with")
		equal(spawn.root.get_child_count(), NODES + 1, "its nodes")
	check(
		behind.any(func(spawn: CutoutSpawn) -> bool: return spawn.prefab != old),
		"some had to begin again"
	)
	for root in loader.instances_of(path):
		equal(_orders(root), [2] as Array[int], "an instance in the end")
		root.free()


## What everybody sees is finished first, then replaced.
func _growing_in_the_tree() -> void:
	var path := write_prefab("seen.json", _crowd(1))
	var old := await load_well(loader, path)
	forget()
	write_prefab("seen.json", _crowd(2, NODES + 1))
	var spawn: CutoutSpawn
	while changed.is_empty():
		spawn = loader.spawn(old, self, null, {"progressive": true})
		await wait_for(func() -> bool: return spawn.root != null, "its root is in the tree")
		await get_tree().process_frame
		if changed.is_empty():
			await spawn.wait()
			equal(_orders(spawn.root), [1] as Array[int], "one that is done in time")
	if not spawn.is_finished():
		await spawn.wait()
		equal(spawn.state, CutoutSpawn.State.DONE, "how it ends")
	await rests()
	for root in loader.instances_of(path):
		equal(_orders(root), [2] as Array[int], "an instance in the end")
		equal(root.get_child_count(), NODES + 1, "its nodes")
		root.free()


## Whoever has held a prefab for long spawns what its file says now.
func _from_an_old_prefab() -> void:
	var path := write_prefab("kept.json", _crowd(1, 3))
	var old := await load_well(loader, path)
	for order: int in [2, 3]:
		forget()
		write_prefab("kept.json", _crowd(order, 3 + order))
		await follows(path)
	check(old.newest() == loader.get_loaded(path), "the newest one")
	var made := loader.instantiate(old)
	equal(_orders(made), [3] as Array[int], "an instance of the old one")
	var spawn := loader.spawn(old, self)
	await spawn.wait()
	equal(spawn.root.get_child_count(), 6, "nodes of another")
	equal(loader.instances_of(path), [made, spawn.root] as Array[Node], "instances")
	made.free()
	spawn.root.free()


func _freed_while_its_successor_is_made() -> void:
	var path := write_prefab("doomed.json", _crowd(1))
	var root := await spawned(path)
	var orphans := census()[1]
	forget()
	write_prefab("doomed.json", _crowd(2, NODES + 1))
	await wait_for(func() -> bool: return loader.stats()["spawning"] > 0, "it is being made")
	root.free()
	await rests()
	await wait_for(func() -> bool: return census()[1] == orphans, "it is freed")
	equal([replaced, loader.instances_of(path)], [[], []], "what is told, and what is there")


func _changed_again_while_its_successor_is_made() -> void:
	var path := write_prefab("again.json", _crowd(1))
	await spawned(path)
	forget()
	write_prefab("again.json", _crowd(2, NODES + 1))
	await wait_for(func() -> bool: return loader.stats()["spawning"] > 0, "it is being made")
	write_prefab("again.json", _crowd(3, NODES + 2))
	await wait_for(
		func() -> bool:
			var roots := loader.instances_of(path)
			return roots.size() == 1 and roots[0].get_child_count() == NODES + 2,
		"the last one is there"
	)
	await rests()
	var last := loader.instances_of(path)[0]
	equal(_orders(last), [3] as Array[int], "what it is like")
	last.free()


## Another loader follows; this one does nothing at all.
func _switched_off() -> void:
	var off := new_loader()
	var told: Array[String] = []
	off.prefab_changed.connect(func(path: String, _prefab: CutoutPrefab) -> void: told.append(path))
	check(not off.hot_reload, "it is off")
	equal(loader.hot_reload, OS.is_debug_build(), "what it is by default")
	var path := write_prefab("fixed.json", _crowd(1, 3))
	var root := await spawned(path)
	var prefab := await load_well(off, path)
	var fixed := off.instantiate(prefab)
	equal([off._hot.is_processing(), off._hot.watched()], [false, 0], "what it does")
	equal(off._live.find(fixed.get_instance_id()).parts, null, "what it keeps of instances")
	forget()
	write_prefab("fixed.json", _crowd(2, 3))
	await follows(path)
	equal(_orders(root), [2] as Array[int], "an instance that follows")
	equal(_orders(fixed), [1] as Array[int], "one that does not")
	equal([told, off._hot.watched(), prefab.newer], [[], 0, null], "what is told and kept")
	root.free()
	fixed.free()
	off.free()


## Out of the tree in mid-reload, and into it again.
func _leaves_and_returns() -> void:
	var path := write_prefab("moving.json", _crowd(1))
	var root := await spawned(path)
	forget()
	write_prefab("moving.json", _crowd(2))
	await wait_for(func() -> bool: return loader._hot.under_way() > 0, "it is loaded again")
	remove_child(loader)
	await settle()
	equal(_orders(root), [1] as Array[int], "the instance meanwhile")
	add_child(loader)
	await wait_for(func() -> bool: return _orders(root) == [2], "it has followed")
	await rests()
	# While instances are replaced.
	forget()
	write_prefab("moving.json", _crowd(3, NODES + 1))
	await wait_for(func() -> bool: return loader.stats()["spawning"] > 0, "it is being made")
	remove_child(loader)
	await settle()
	check(is_instance_valid(root) and _orders(root) == [2], "the instance meanwhile")
	add_child(loader)
	await wait_for(func() -> bool: return replaced.size() == 1, "it is replaced then")
	equal(_orders(successor()), [3] as Array[int], "what it is like")
	successor().free()


func _is_freed() -> void:
	var path := write_prefab("left.json", _crowd(1))
	var other := CutoutPrefabLoader.new()
	add_child(other)
	var prefab := await load_well(other, path)
	var root := other.instantiate(prefab)
	write_prefab("left.json", _crowd(2, 5))
	await wait_for(func() -> bool: return other._hot.under_way() > 0, "it is loaded again")
	other.free()
	await settle()
	equal(_orders(root), [1] as Array[int], "the instance")
	root.free()


## Changes without end leave nothing behind.
func _flat() -> void:
	var path := write_prefab("flat.json", _crowd(0, 5))
	await spawned(path)
	var before := PackedInt64Array()
	var objects := 0.0
	for number in 20:
		forget()
		write_prefab("flat.json", _crowd(number % 5 + 1, 5))
		await follows(path)
		await settle()
		if number == 9:
			before = census()
			objects = Performance.get_monitor(Performance.OBJECT_COUNT)
	equal(census(), before, "nodes, orphans and resources after ten more changes")
	var grown := Performance.get_monitor(Performance.OBJECT_COUNT) - objects
	check(absf(grown) < 10, "%d more objects after ten more changes" % grown)
	loader.instances_of(path)[0].free()
