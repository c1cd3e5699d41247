extends "bench_stage.gd"
## Prefabs that load while a game plays, what the main thread does for them, how soon those are
## there that were loaded before, and what a node costs. For [code]make bench[/code].

const _PREFIX := "variant_"
# The default limit of the queue is above this.
const _AT_ONCE := 256
const _IDLE_FRAMES := 90
const _ROUNDS := 12
const _A_TURN := 80
# Whoever asks for hundreds within one frame pays for that in this frame.
const _A_FRAME := 4
const _HITS := 2000
const _SPAWNS := 300
const _READS := 200
const _TREES := 200
const _CHILDREN := 20
# The place of the time of a process, after its name; that of the kernel for it is next.
const _USER := 11

var _loader: CutoutPrefabLoader
# Statistics of a loader count what is shared, which takes longer than a load.
var _under_way := 0
var _asked_usec := PackedFloat64Array()


func run() -> void:
	await wait_for_workers()
	_loader = CutoutPrefabLoader.new()
	_loader.hot_reload = false
	_loader.disk_cache = false
	add_child(_loader)
	_loader.prefab_loaded.connect(_on_prefab_loaded)
	_loader.prefab_failed.connect(_on_prefab_failed)
	var first := _set_of("first")
	# The workers' first files load libraries.
	await _load(first.slice(0, 40))
	await _whole_sets([first.slice(40), _set_of("second")])
	await _stored(first)
	await _node_costs()
	await play()
	await _frames(_set_of("third"))
	await _ready_times(first)
	work_usec = 0
	await _disk_times(first)
	_loader.queue_free()


func _set_of(title: String) -> PackedStringArray:
	var folder := str(arguments["folder"]).path_join(title)
	var paths := PackedStringArray()
	for file in DirAccess.get_files_at(folder):
		if file.begins_with(_PREFIX):
			paths.append(folder.path_join(file))
	return paths


## Loads prefabs and returns when all are there; asks for so many a frame.
func _load(paths: PackedStringArray, a_frame := _AT_ONCE) -> void:
	for number in paths.size():
		while _under_way >= _AT_ONCE:
			await get_tree().process_frame
		if number % a_frame == a_frame - 1:
			await get_tree().process_frame
		_under_way += 1
		var start := Time.get_ticks_usec()
		_loader.load_async(paths[number])
		_asked_usec.append(Time.get_ticks_usec() - start)
	while _under_way > 0:
		await get_tree().process_frame


func _on_prefab_loaded(_path: String, _prefab: CutoutPrefab) -> void:
	_under_way -= 1


func _on_prefab_failed(path: String, error: CutoutError) -> void:
	_under_way -= 1
	fail("%s: %s" % [path, error])


## How long whole sets take, and what of that the main thread is on a processor, and all threads of
## game and workers together; what they are in as many frames without a load is taken off.
func _whole_sets(sets: Array[PackedStringArray]) -> void:
	Engine.max_fps = RATE
	var rates := PackedFloat64Array()
	var main := PackedFloat64Array()
	var all := PackedFloat64Array()
	var loads := 0
	for paths in sets:
		var before := busy_usec()
		var all_before := _all_usec()
		await wait_frames(_IDLE_FRAMES)
		var idle_usec := (busy_usec() - before) / _IDLE_FRAMES
		var all_idle_usec := (_all_usec() - all_before) / _IDLE_FRAMES
		before = busy_usec()
		all_before = _all_usec()
		var frame := Engine.get_process_frames()
		var start := Time.get_ticks_usec()
		await _load(paths)
		rates.append(paths.size() / ((Time.get_ticks_usec() - start) / 1e6))
		var frames := Engine.get_process_frames() - frame
		main.append(maxf(1.0, busy_usec() - before - idle_usec * frames) / paths.size())
		all.append(maxf(1.0, _all_usec() - all_before - all_idle_usec * frames) / paths.size())
		loads += paths.size()
	facts["set_loads"] = loads
	facts["loads_per_sec"] = quantile(rates, 0.5)
	facts["main_usec"] = quantile(main, 0.5)
	facts["all_usec"] = quantile(all, 0.5)
	facts["asked_usec"] = quantile(_asked_usec, 0.5)


## Returns how long the game's threads and the workers were on a processor.
func _all_usec() -> float:
	var processes: Array[String] = ["self"]
	for pid: int in CutoutBatch.get_stats()["worker_pids"]:
		processes.append(str(pid))
	var sum := 0.0
	for process in processes:
		var line := FileAccess.open("/proc/%s/stat" % process, FileAccess.READ).get_line()
		# What the process is called may have blanks; times come in hundredths of a second.
		var fields := line.get_slice(") ", line.get_slice_count(") ") - 1).split(" ")
		sum += (fields[_USER].to_float() + fields[_USER + 1].to_float()) * 10_000.0
	return sum


func _stored(paths: PackedStringArray) -> void:
	_loader.disk_cache = true
	_loader.clear()
	await _load(paths)
	_loader.clear()
	var start := Time.get_ticks_usec()
	await _load(paths)
	facts["stored_per_sec"] = paths.size() / ((Time.get_ticks_usec() - start) / 1e6)
	_loader.disk_cache = false


func _frames(paths: PackedStringArray) -> void:
	var records: Array[Dictionary] = [new_record(), new_record()]
	for turn in _ROUNDS:
		for way in 2:
			await wait_frames(RATE >> 2)
			take_frames()
			if way == 0:
				await wait_frames(_IDLE_FRAMES)
			else:
				await _load(paths.slice(turn * _A_TURN, (turn + 1) * _A_TURN), _A_FRAME)
			var record: Dictionary[String, PackedFloat64Array] = records[way]
			add_frames(record, take_frames())
	for way in 2:
		var record: Dictionary[String, PackedFloat64Array] = records[way]
		note_frames("loading" if way == 1 else "idle", record)
	var loading: Dictionary[String, PackedFloat64Array] = records[1]
	facts["loads"] = _ROUNDS * _A_TURN
	facts["loading_frames"] = loading["period"].size()


## How soon a prefab is there that was loaded before, and how soon its nodes are.
func _ready_times(paths: PackedStringArray) -> void:
	_loader.clear()
	paths = paths.slice(0, 100)
	await _load(paths)
	var hits := PackedFloat64Array()
	for hit in _HITS:
		var start := Time.get_ticks_usec()
		var prefab: Variant = _loader.load_async(paths[hit % paths.size()])
		hits.append(Time.get_ticks_usec() - start)
		if not prefab is CutoutPrefab:
			fail("a prefab that was loaded is not there")
	note_times("hit", hits)
	var spawns := PackedFloat64Array()
	for number in _SPAWNS:
		var start := Time.get_ticks_usec()
		var prefab: CutoutPrefab = await _loader.load_async(paths[number % paths.size()])
		var spawn := _loader.spawn(prefab, self)
		await spawn.wait()
		spawns.append(Time.get_ticks_usec() - start)
		equal(spawn.state, CutoutSpawn.State.DONE, "state of a spawn")
		spawn.root.queue_free()
	note_times("ready", spawns)


func _disk_times(paths: PackedStringArray) -> void:
	_loader.disk_cache = true
	_loader.clear()
	var reads := PackedFloat64Array()
	for path in paths.slice(0, _READS):
		var start := Time.get_ticks_usec()
		_under_way += 1
		var prefab: CutoutPrefab = await _loader.load_async(path)
		reads.append(Time.get_ticks_usec() - start)
		check(prefab != null, "%s is read" % path)
	note_times("disk", reads)


## What a node costs: of a prefab, of a loop that makes the same, and of the same as a scene.
func _node_costs() -> void:
	var path := str(arguments["folder"]).path_join("plain.json")
	var file := FileAccess.open(path, FileAccess.WRITE)
	file.store_string(JSON.stringify(_plain_prefab()))
	file.close()
	_under_way += 1
	var prefab: CutoutPrefab = await _loader.load_async(path)
	var scene := _packed(_loader.instantiate(prefab))
	var mesh := BoxMesh.new()
	var times: Array[PackedFloat64Array] = [[], [], []]
	for tree in _TREES:
		for way in 3:
			var start := Time.get_ticks_usec()
			var root: Node
			match way:
				0:
					root = _loader.instantiate(prefab)
				1:
					root = _by_hand(mesh)
				_:
					root = scene.instantiate()
			times[way].append((Time.get_ticks_usec() - start) / (_CHILDREN + 1.0))
			equal(root.get_child_count(), _CHILDREN, "children")
			root.free()
	for way in 3:
		facts[["node_usec", "by_hand_usec", "packed_usec"][way]] = quantile(times[way], 0.5)


func _plain_prefab() -> Dictionary:
	var children: Array[Dictionary] = []
	for number in _CHILDREN:
		var properties := {
			"mesh": {"resource": "box"},
			"position": {"Vector3": [number, 1, 0]},
			"cast_shadow": 0,
		}
		children.append(
			{"name": "Part%d" % number, "type": "MeshInstance3D", "properties": properties}
		)
	return {
		"version": 1,
		"name": "Root",
		"type": "Node3D",
		"components": [{"id": "box", "type": "BoxMesh", "shared": true}],
		"children": children,
	}


func _by_hand(mesh: Mesh) -> Node3D:
	var root := Node3D.new()
	root.name = &"Root"
	for number in _CHILDREN:
		var part := MeshInstance3D.new()
		part.name = "Part%d" % number
		part.mesh = mesh
		part.position = Vector3(number, 1, 0)
		part.cast_shadow = GeometryInstance3D.SHADOW_CASTING_SETTING_OFF
		root.add_child(part)
	return root


static func _packed(root: Node) -> PackedScene:
	for child in root.get_children():
		child.owner = root
	var scene := PackedScene.new()
	scene.pack(root)
	root.free()
	return scene
