extends "prefab_stream_stage.gd"
## A world follows its file: what is as it was stays, the rest comes and goes.

const _WORLD := FOLDER + "/followed.json"

var _failures: Array[CutoutError] = []
var _known := 0
var _paths: Array[String] = []
var _regions := PackedStringArray()


func run() -> void:
	await wait_for_workers()
	new_town()
	town.world_loaded.connect(func(_path: String) -> void: _known += 1)
	town.world_failed.connect(
		func(_path: String, error: CutoutError) -> void: _failures.append(error)
	)
	town.region_loaded.connect(func(title: String) -> void: _regions.append("+" + title))
	town.region_unloaded.connect(func(title: String) -> void: _regions.append("-" + title))
	_paths = [write_prefab("lamp"), write_prefab("house", 5)]
	new_viewer()
	_write(20, 3, "First")
	var is_there: bool = await town.load_world(_WORLD)
	check(is_there, "the world is known: %s" % town.get_world_error(_WORLD))
	await town.wait_until_loaded(1e6)
	equal(there.size(), 1 + 20 + 4 + 3, "points that are there")
	await _changed()
	await _broken()
	await _unloaded()
	await close_town()


func _changed() -> void:
	var before: Dictionary[int, Node] = there.duplicate()
	var first := town.find_point("First")
	# Five places less in the row, one point more in a region, and another name.
	_write(15, 4, "Second")
	await _wait_for_known(2)
	await town.wait_until_loaded(1e6)
	await settle("the file has changed")
	equal(there.size(), 1 + 15 + 4 + 4, "points that are there now")
	equal(figure("points"), 24.0, "points that are known now")
	var kept := 0
	for id in before:
		if id in there and there[id] == before[id]:
			kept += 1
	equal(kept, 15 + 4, "points that have stayed")
	check(not first in there, "what has another name is another point")
	check(town.find_point("Second") in there, "by which it is found")
	equal(town.find_point("First"), -1, "the old name")
	check(not "-still" in _regions, "a region that is as it was stays: %s" % _regions)
	equal(_regions.count("+grows"), 2, "a region that was changed comes anew: %s" % _regions)
	equal(town.get_child_count(), there.size(), "roots")


func _broken() -> void:
	var before: Dictionary[int, Node] = there.duplicate()
	_write_text("{ this is no world")
	await wait_for(func() -> bool: return not _failures.is_empty(), "it is told that it is broken")
	equal(_failures[0].code, CutoutError.Code.BAD_FILE, "why")
	equal(town.get_world_error(_WORLD), _failures[0], "the error that is kept")
	await settle("the file is broken")
	equal(there, before, "points of a world whose file is broken")
	_write(15, 4, "Third")
	await _wait_for_known(3)
	await settle("the file is whole again")
	equal(town.get_world_error(_WORLD), null, "the error of what is whole")
	check(town.find_point("Third") in there, "what came with it")
	equal(there.size(), 24, "points of a world that is whole again")


func _unloaded() -> void:
	for frames in 5:
		_write(10 + frames, 2, "Fourth")
		await pass_frames(20 * frames)
		check(town.unload_world(_WORLD), "the world goes")
		await settle("it is gone")
		equal(there.size(), 0, "points of a world that is gone")
		equal(figure("points") + figure("regions"), 0.0, "what is known")
		var is_there: bool = await town.load_world(_WORLD)
		check(is_there, "it comes again: %s" % town.get_world_error(_WORLD))
		await town.wait_until_loaded(1e6)
		equal(there.size(), 1 + 10 + frames + 4 + 2, "what comes again")
	# It is told only once that nothing is watched any more.
	var known := _known
	check(town.unload_world(_WORLD), "the world goes for good")
	_write(3, 3, "Fifth")
	await settle("it is gone for good")
	equal(figure("points"), 0.0, "points that nobody wants")
	equal(_known, known, "how often it was told to be known")


func _write(row: int, in_region: int, title: String) -> void:
	var listed: Array[Array] = []
	for i in row:
		listed.append([2 * i, 10])
	var content := {
		"version": 1,
		"prefabs": {"lamp": _paths[0].get_file(), "house": _paths[1].get_file()},
		"points": [{"prefab": "house", "position": [1, 2, 3], "name": title}],
		"rows": [{"prefab": "lamp", "positions": listed}],
		"regions":
		[
			_region("still", 4, -20),
			_region("grows", in_region, -40),
		],
	}
	_write_text(JSON.stringify(content))


func _region(title: String, count: int, z: int) -> Dictionary:
	var row := {"prefab": "lamp", "from": [0, z], "to": [9, z], "count": count}
	return {"name": title, "rows": [row]}


## At once, as editors save.
func _write_text(text: String) -> void:
	var file := FileAccess.open(_WORLD + ".new", FileAccess.WRITE)
	file.store_string(text)
	file.close()
	DirAccess.rename_absolute(
		ProjectSettings.globalize_path(_WORLD + ".new"), ProjectSettings.globalize_path(_WORLD)
	)


func _wait_for_known(times: int) -> void:
	await wait_while_it_goes_on(
		func() -> bool: return _known >= times, how_it_stands, "the changed file is taken in"
	)
	equal(_known, times, "how often it was told to be known")
