extends "../prefab_case.gd"
## Spawns are all or nothing: whatever stops one, no node and no resource of it is left, and its
## parent is as it was.

const _NODES := 400

var _loader: CutoutPrefabLoader
var _parent: Node3D
var _row: CutoutPrefab


func run() -> void:
	await prepare()
	# So that a spawn takes several frames.
	CutoutBatch._pipeline.budget.fixed_usec = 100
	_loader = new_test_loader()
	_parent = Node3D.new()
	add_child(_parent)
	_row = await load_well(_loader, write("row.json", {"nodes": _NODES}))
	await _enters_whole()
	await _progressive()
	await _fails_midway(false)
	await _fails_midway(true)
	await _cancelled(false)
	await _cancelled(true)
	await _cancelled_before()
	await _parent_goes(false)
	await _parent_goes(true)
	await _grower_goes()
	await _scripts_free()
	await _order()
	await _options()
	clean()


## Nobody sees half of it.
func _enters_whole() -> void:
	var seen: Array[int] = []
	_parent.child_entered_tree.connect(
		func(node: Node) -> void: seen.append(node.get_child_count()), CONNECT_ONE_SHOT
	)
	var spawn := _loader.spawn(_row, _parent)
	equal(spawn.state, CutoutSpawn.State.WAITING, "state at first")
	var frames := 0
	while not spawn.is_finished():
		check(_parent.get_child_count() == 0 or spawn.root != null, "nothing is there yet")
		frames += 1
		await get_tree().process_frame
	check(frames > 2, "it took %d frames" % frames)
	equal(seen, [_NODES - 1], "children of the root when it entered")
	equal(spawn.progress, 1.0, "progress")
	check(is_same(spawn.wait(), spawn), "nothing to wait for")
	spawn.cancel()
	equal(spawn.state, CutoutSpawn.State.DONE, "what is done cannot be cancelled")
	spawn.root.free()


func _progressive() -> void:
	var prefab := await _tree_of_levels()
	var spawn := _loader.spawn(prefab, _parent, null, {"progressive": true})
	var sizes: Array[int] = []
	var depths: Array[int] = []
	var note := func(node: Node) -> void: depths.append(_depth_of(node, _parent))
	get_tree().node_added.connect(note)
	while not spawn.is_finished():
		if spawn.root != null and spawn.root.is_inside_tree():
			sizes.append(spawn.root.find_children("*", "", true, false).size())
		await get_tree().process_frame
	get_tree().node_added.disconnect(note)
	check(sizes.size() > 1 and sizes[0] < sizes[-1], "it is seen to grow: %s" % [sizes])
	var sorted_depths := depths.duplicate()
	sorted_depths.sort()
	equal(depths, sorted_depths, "level by level")
	equal(depths.size(), prefab.node_count, "nodes that came")
	# In the end both are alike.
	var whole := _loader.instantiate(prefab)
	equal(_paths_of(spawn.root), _paths_of(whole), "nodes in order")
	whole.free()
	spawn.root.free()


func _fails_midway(is_progressive: bool) -> void:
	# The last node has what no instance has.
	var path := write("late.json", {"nodes": _NODES, "last": {"no/such": 1}})
	var prefab := await load_well(_loader, path)
	var before := census()
	var spawn := _loader.spawn(prefab, _parent, null, {"progressive": is_progressive})
	await ends(spawn, CutoutSpawn.State.FAILED)
	equal(spawn.error.code, CutoutError.Code.BAD_FILE, "code")
	for word: String in [path, "Box%d" % (_NODES - 1), "no/such"]:
		check(word in spawn.error.message, "«%s» says %s" % [spawn.error.message, word])
	await _leaves_nothing(spawn, before, "a spawn that failed")


func _cancelled(is_progressive: bool) -> void:
	var before := census()
	var spawn := _loader.spawn(_row, _parent, null, {"progressive": is_progressive})
	await wait_for(func() -> bool: return spawn.progress > 0.2, "it has begun")
	check(not spawn.is_finished(), "it is not done")
	check(census()[0] + census()[1] > before[0] + before[1], "there are nodes")
	equal(_parent.get_child_count(), int(is_progressive), "what is seen of it")
	spawn.cancel()
	equal(spawn.state, CutoutSpawn.State.CANCELLED, "state")
	await spawn.wait()
	equal(spawn.error.code, CutoutError.Code.CANCELLED, "code")
	await _leaves_nothing(spawn, before, "a spawn that was cancelled")


func _cancelled_before() -> void:
	var before := census()
	var spawn := _loader.spawn(_row, _parent)
	spawn.cancel()
	check(not spawn.is_finished(), "it does not end inside the call")
	await spawn.wait()
	await _leaves_nothing(spawn, before, "a spawn that was cancelled at once")


func _parent_goes(is_progressive: bool) -> void:
	var before := census()
	var parent := Node3D.new()
	add_child(parent)
	var spawn := _loader.spawn(_row, parent, null, {"progressive": is_progressive})
	await wait_for(func() -> bool: return spawn.progress > 0.2, "it has begun")
	parent.free()
	await ends(spawn, CutoutSpawn.State.CANCELLED)
	await _leaves_nothing(spawn, before, "a spawn whose parent is gone")


## The game frees what grows, or a part of it.
func _grower_goes() -> void:
	for victim: String in ["root", "part"]:
		var before := census()
		var prefab := await _tree_of_levels()
		var spawn := _loader.spawn(prefab, _parent, null, {"progressive": true})
		await wait_for(func() -> bool: return spawn.progress > 0.2, "it has begun")
		if victim == "root":
			spawn.root.free()
		else:
			spawn.root.get_child(spawn.root.get_child_count() - 1).free()
		await ends(spawn, CutoutSpawn.State.CANCELLED)
		await _leaves_nothing(spawn, before, "a spawn that was freed (%s)" % victim)


## Scripts that free what they are in, as they enter.
func _scripts_free() -> void:
	var loader := new_loader()
	loader.allow_scripts = [PARTS + "/rude.gd"]
	var children := [
		{
			"name": "Rude",
			"type": "Node3D",
			"script": PARTS + "/rude.gd",
			"properties": {"victim": "self"}
		}
	]
	for victim: String in ["self", "root", "parent"]:
		children[0]["properties"] = {"victim": victim}
		var path := write_prefab("rude_%s.json" % victim, {"children": children})
		var prefab := await load_well(loader, path)
		var before := census()
		var parent := Node3D.new()
		add_child(parent)
		var spawn := loader.spawn(prefab, parent)
		await spawn.wait()
		check(spawn.is_finished(), "it has ended")
		await settle()
		if is_instance_valid(parent):
			parent.free()
		equal(census(), before, "what is left of one whose script frees its %s" % victim)
	loader.queue_free()


## The most urgent first, then in order, whatever waits before.
func _order() -> void:
	var done: Array[String] = []
	var spawns: Array[CutoutSpawn] = []
	for wanted: Array in [
		["first", 0], ["low", "low"], ["second", 0], ["critical", "critical"], ["high", 10]
	]:
		var options := {"name": wanted[0], "priority": wanted[1]}
		var spawn := _loader.spawn(_row, _parent, null, options)
		spawn.finished.connect(func(ended: CutoutSpawn) -> void: done.append(ended.root.name))
		spawns.append(spawn)
	for spawn in spawns:
		await spawn.wait()
		spawn.root.queue_free()
	equal(done, ["critical", "high", "first", "second", "low"] as Array[String], "order")
	# One that comes when another has begun, and is more urgent.
	done.clear()
	var slow := _loader.spawn(_row, _parent, null, {"name": "slow"})
	await wait_for(func() -> bool: return slow.progress > 0.1, "it has begun")
	var urgent := _loader.spawn(_row, _parent, null, {"name": "urgent", "priority": "critical"})
	for spawn: CutoutSpawn in [slow, urgent]:
		spawn.finished.connect(func(ended: CutoutSpawn) -> void: done.append(ended.root.name))
	await slow.wait()
	equal(done, ["urgent", "slow"] as Array[String], "the urgent one passes")
	slow.root.free()
	urgent.root.free()


func _options() -> void:
	var prefab := await load_well(_loader, write("flat.json", {"nodes": 1, "root": "Node2D"}))
	var place := Transform2D(0.5, Vector2(3, 4))
	var spawn := _loader.spawn(prefab, self, place, {"name": "Named"})
	await ends(spawn, CutoutSpawn.State.DONE)
	equal(spawn.root.get("transform"), place, "place in a plane")
	equal(spawn.root.name, &"Named", "name")
	equal(spawn.root.get_parent(), self, "parent")
	spawn.root.free()
	# A parent outside of the tree will do.
	var parent := Node.new()
	spawn = _loader.spawn(prefab, parent)
	await ends(spawn, CutoutSpawn.State.DONE)
	check(not spawn.root.is_inside_tree() and parent.is_ancestor_of(spawn.root), "outside")
	parent.free()


func _leaves_nothing(spawn: CutoutSpawn, before: PackedInt64Array, what: String) -> void:
	check(spawn.is_finished(), "%s has ended" % what)
	equal(spawn.root, null, "root of %s" % what)
	equal(_parent.get_child_count(), 0, "children that %s leaves" % what)
	await settle()
	equal(census(), before, "nodes, orphans and resources after %s" % what)


## Nodes under nodes under nodes, listed depth first.
func _tree_of_levels() -> CutoutPrefab:
	var parents := [-1]
	for branch in 20:
		parents.append(0)
		var top := parents.size() - 1
		for leaf in 10:
			parents.append(top)
			parents.append(parents.size() - 1)
	var names := PackedStringArray()
	for number in parents.size():
		names.append("N%d" % number)
	return await load_well(_loader, write("levels.json", {"tree": parents}))


func _depth_of(node: Node, root: Node) -> int:
	var depth := 0
	while node != root:
		node = node.get_parent()
		depth += 1
	return depth


func _paths_of(root: Node) -> Array[NodePath]:
	var paths: Array[NodePath] = []
	for node in root.find_children("*", "", true, false):
		paths.append(root.get_path_to(node))
	return paths
