extends "../prefab_reload_case.gd"
## What happens to files while they are watched: broken, mended, renamed, removed, in a circle.

const STILL: Array[Array] = []


func run() -> void:
	await prepare()
	await _broken()
	await _wrong_value()
	await _saved_by_renaming()
	await _removed_and_written_again()
	await _saved_often()
	await _written_in_parts()
	await _missing_dependency()
	await _broken_dependency()
	await _missing_asset()
	await _circle()
	await _first_load_fails()
	await _let_go_of()
	clean()


func _order(number: int) -> Dictionary:
	return {"properties": {"rotation_order": number}}


func _order_of(root: Node) -> int:
	return (root as Node3D).rotation_order


## The old one stays, and that is told once for each change.
func _broken() -> void:
	var path := write_prefab("broken.json", _order(1))
	var derived := write("broken_too.json", {"version": 1, "extends": "broken.json"})
	var roots: Array[Node] = [await spawned(path), await spawned(derived)]
	var prefab := loader.get_loaded(path)
	forget()
	write("broken.json", '{"version": 1,\n"tipe": "Node3D"}')
	await fails(path)
	await fails(derived)
	await looks(4)
	equal(failed.size(), 2, "failures that are told")
	var error: CutoutError = failures_of(path)[0][1]
	equal(error.code, CutoutError.Code.BAD_FILE, "code of «%s»" % error)
	check("line 2" in error.message and "tipe" in error.message, "what «%s» says" % error)
	check(loader.get_loaded(path) == prefab, "the old one is there")
	equal(await loader.load_async(path), prefab, "what one gets")
	equal(loader.get_error(path), error, "the error is there too")
	equal(roots.map(_order_of), [1, 1], "instances")
	# Another mistake is another change.
	write("broken.json", '{"version": 1,\n\n"tipe": "Node3D"}')
	await fails(path, 2)
	equal(changed, [], "what has changed")
	write_prefab("broken.json", _order(2))
	await follows(path)
	await follows(derived)
	equal(roots.map(_order_of), [2, 2], "instances once it is mended")
	equal(loader.get_error(path), null, "its error")
	# Back to what it was: nothing has changed, and nothing is wrong.
	forget()
	write("broken.json", "{")
	await fails(path)
	write_prefab("broken.json", _order(2))
	await wait_for(func() -> bool: return loader.get_error(path) == null, "the error is gone")
	equal(changed, [], "what has changed")
	for root in roots:
		root.free()


## What only the engine knows: a property that a class does not have.
func _wrong_value() -> void:
	var path := write_prefab("wrong.json", _order(1))
	var root := await spawned(path)
	forget()
	write_prefab("wrong.json", {"properties": {"rotation_order": 3, "colour": 1}})
	await fails(path)
	await looks()
	equal(failed.size(), 1, "failures that are told")
	var error: CutoutError = failed[0][1]
	check("colour" in error.message, "what «%s» says" % error)
	equal(_order_of(root), 1, "the instance")
	write_prefab("wrong.json", _order(3))
	await follows(path)
	equal(_order_of(root), 3, "the instance once it is mended")
	root.free()


func _saved_by_renaming() -> void:
	var path := write_prefab("renamed.json", _order(1))
	var root := await spawned(path)
	forget()
	for number: int in [2, 3, 4]:
		changed.clear()
		DirAccess.rename_absolute(write_prefab("renamed.tmp", _order(number)), path)
		await follows(path)
		equal(_order_of(root), number, "the instance")
	equal(failed, STILL, "what has failed")
	root.free()


func _removed_and_written_again() -> void:
	var path := write_prefab("removed.json", _order(1))
	var root := await spawned(path)
	forget()
	DirAccess.remove_absolute(path)
	await fails(path)
	await looks(4)
	equal(failed.size(), 1, "failures that are told")
	var error: CutoutError = failed[0][1]
	equal(error.code, CutoutError.Code.FILE_MISSING, "code of «%s»" % error)
	check(loader.get_loaded(path) != null, "the old one is there")
	write_prefab("removed.json", _order(2))
	await follows(path)
	equal(_order_of(root), 2, "the instance")
	# At once: nobody need have seen that it was gone.
	forget()
	DirAccess.remove_absolute(path)
	write_prefab("removed.json", _order(3))
	await follows(path)
	equal(_order_of(root), 3, "the instance after that")
	root.free()


## The last one counts, whatever was on its way.
func _saved_often() -> void:
	var path := write_prefab("often.json", _order(0))
	var root := await spawned(path)
	forget()
	for number in 60:
		write_prefab("often.json", _order(number % 5))
		await get_tree().process_frame
	write_prefab("often.json", _order(5))
	await wait_for(func() -> bool: return _order_of(root) == 5, "the last one has come")
	await looks(4)
	equal(_order_of(root), 5, "the instance in the end")
	equal(failed, STILL, "what has failed")
	root.free()


## An editor need not write a file in one go: what is half there is not told of.
func _written_in_parts() -> void:
	var path := write_prefab("parts.json", _order(1))
	var root := await spawned(path)
	var text := JSON.stringify({"version": 1, "type": "Node3D"}.merged(_order(2)))
	forget()
	# In mid-writing, the first attempt fails; the rest is there before the second.
	var file := FileAccess.open(path, FileAccess.WRITE)
	file.store_string(text.left(20))
	file.flush()
	var known: RefCounted = loader._hot._known[path]
	await wait_for(func() -> bool: return known.get(&"fault") != "", "the first attempt fails")
	file.store_string(text.substr(20))
	file.close()
	await follows(path)
	equal(_order_of(root), 2, "the instance")
	equal(failed, STILL, "what has failed")
	root.free()


func _missing_dependency() -> void:
	var path := write_prefab("needy.json", {})
	var root := await spawned(path)
	forget()
	write_prefab("needy.json", {"children": [{"name": "Part", "prefab": "part.json"}]})
	await fails(path)
	var error: CutoutError = failed[0][1]
	equal(error.code, CutoutError.Code.FILE_MISSING, "code of «%s»" % error)
	write_prefab("part.json", _order(1))
	await follows(path)
	equal(_order_of(successor().get_node("Part")), 1, "what has come")
	# It is watched from then on.
	forget()
	write_prefab("part.json", _order(4))
	await follows(path)
	root = loader.instances_of(path)[0]
	equal(_order_of(root.get_node("Part")), 4, "what it is like")
	equal([failed, replaced], [[], []], "what is told")
	root.free()


## Nobody has loaded it, so nothing else watches it.
func _broken_dependency() -> void:
	var path := write_prefab("user.json", {})
	var root := await spawned(path)
	forget()
	write("cracked.json", "{")
	write_prefab("user.json", {"children": [{"name": "Part", "prefab": "cracked.json"}]})
	await fails(path)
	write_prefab("cracked.json", _order(1))
	await follows(path)
	root = loader.instances_of(path)[0]
	equal(_order_of(root.get_node("Part")), 1, "what has come")
	equal(failed.size(), 1, "failures that are told")
	root.free()


func _missing_asset() -> void:
	loader.allow_scripts = ["user://**"]
	var path := write_prefab("striped.json", {})
	var root := await spawned(path)
	forget()
	var place := folder.path_join("stripes.tres")
	var properties := {"metadata/stripes": {"load": "stripes.tres"}}
	write_prefab("striped.json", {"properties": properties})
	await fails(path)
	await looks()
	equal(failed.size(), 1, "failures that are told")
	var curve := Curve.new()
	curve.max_value = 3.0
	ResourceSaver.save(curve, place)
	await follows(path)
	var stripes: Curve = root.get_meta("stripes")
	equal(stripes.max_value, 3.0, "the asset")
	root.free()


func _circle() -> void:
	var inner := write_prefab("inner.json", _order(1))
	var outer := write_prefab("outer.json", {"children": [{"name": "In", "prefab": "inner.json"}]})
	var root := await spawned(outer)
	var other := await spawned(inner)
	forget()
	write_prefab("inner.json", {"children": [{"name": "Out", "prefab": "outer.json"}]})
	await fails(inner)
	await fails(outer)
	await looks(4)
	for path: String in [inner, outer]:
		equal(failures_of(path).size(), 1, "failures of %s" % path)
		var error: CutoutError = failures_of(path)[0][1]
		equal(error.code, CutoutError.Code.DEPENDENCY_CYCLE, "code of «%s»" % error)
	equal([_order_of(root.get_node("In")), _order_of(other)], [1, 1], "instances")
	# Either file can open it.
	write_prefab("inner.json", _order(2))
	await follows(inner)
	await follows(outer)
	equal([_order_of(root.get_node("In")), _order_of(other)], [2, 2], "instances after that")
	root.free()
	other.free()


## What could not be loaded is loaded once it can be, so that whoever waits for it may go on.
func _first_load_fails() -> void:
	var loaded: Array[String] = []
	var note := func(path: String, _prefab: CutoutPrefab) -> void: loaded.append(path)
	loader.prefab_loaded.connect(note)
	forget()
	var path := folder.path_join("later.json")
	equal(await loader.load_async(path), null, "a prefab that is not there")
	var user := write("later_user.json", {"version": 1, "extends": "later.json"})
	equal(await loader.load_async(user), null, "one that needs it")
	equal(failed.size(), 2, "failures that are told")
	write_prefab("later.json", _order(1))
	await wait_for(func() -> bool: return path in loaded and user in loaded, "both are loaded")
	check(loader.get_loaded(path) != null and loader.get_loaded(user) != null, "they are there")
	equal([changed, loader.get_error(path)], [[], null], "what is told")
	loader.prefab_loaded.disconnect(note)


## What nobody holds any more is not watched any more.
func _let_go_of() -> void:
	await rests()
	loader.clear()
	for path in DirAccess.get_files_at(folder):
		loader.invalidate(folder.path_join(path))
	await wait_for(func() -> bool: return loader._hot.watched() == 0, "no file is watched")
	var path := write_prefab("held.json", _order(1))
	var root := await spawned(path)
	loader.clear()
	equal(loader.get_loaded(path), null, "what is kept")
	# Its instance is there still, and follows.
	forget()
	write_prefab("held.json", _order(2))
	await follows(path)
	equal(_order_of(root), 2, "the instance")
	root.free()
	loader.clear()
	await wait_for(func() -> bool: return loader._hot.watched() == 0, "no file is watched again")
