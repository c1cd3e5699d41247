extends "../mesh_case.gd"
## Processed meshes are kept on disk: a second game needs no worker for them, a file that has
## changed, other options or a broken copy do.

const DiskStore := preload("res://addons/cutout/meshes/disk_store.gd")

var _log := ""


func run() -> void:
	await prepare()
	_log = ProjectSettings.globalize_path(folder.path_join("disk.log"))
	await _kept()
	await _damaged()
	await _room()
	clean()


func _kept() -> void:
	var path := write("kept.mesh", {"squares": 3, "log": _log})
	await _load(path)
	equal(_kept_files().size(), 1, "files that are kept")
	equal(_reads(), 1, "reads by workers")
	# Another cache, as of another game.
	var cache := new_cache()
	cache.takes_hashes = true
	var mesh: ArrayMesh = await cache.fetch(path)
	equal(mesh.get_surface_count(), 3, "surfaces of what was kept")
	equal(CutoutMeshLoader.report_of(mesh)["triangles"], 6, "report of what was kept")
	equal(_reads(), 1, "reads by workers, with what is kept")
	equal(cache.stats()["from_disk"], 1, "from disk")
	equal(cache.loader.stats()["requested"], 0, "requests")
	equal(await cache.verify(path), true, "the hash of what was kept is that of the file")
	cache.queue_free()
	write("kept.mesh", {"squares": 44, "log": _log})
	mesh = await _load(path)
	equal(mesh.get_surface_count(), 44, "surfaces of a changed file")
	equal(_reads(), 2, "reads by workers, of a changed file")
	cache = new_cache()
	cache.loader.lods = 1
	await cache.fetch(path)
	equal(_reads(), 3, "reads by workers, with other options")
	await cache.fetch(path)
	cache.reload(path)
	await cache.fetch(path)
	equal(_reads(), 4, "reads by workers, told that the file is not what it was")
	cache.queue_free()


## Whatever became of a kept file, the mesh is the right one, and nothing is logged.
func _damaged() -> void:
	var path := write("damaged.mesh", {"squares": 2, "log": _log})
	await _load(path)
	var reads := _reads()
	var place := _newest()
	var whole := FileAccess.get_file_as_bytes(place)
	var other_version := whole.duplicate()
	other_version.encode_u32(0, DiskStore.VERSION + 1)
	var flipped := whole.duplicate()
	flipped[whole.size() - 9] ^= 1
	var copies: Array[PackedByteArray] = [
		whole.slice(0, whole.size() - 1), whole.slice(0, 9), [], other_version, flipped
	]
	for copy in copies:
		var file := FileAccess.open(place, FileAccess.WRITE)
		file.store_buffer(copy)
		file.close()
		var mesh := await _load(path)
		equal(mesh.get_surface_count(), 2, "surfaces, with a damaged copy")
		reads += 1
		equal(_reads(), reads, "reads by workers, with a damaged copy")
		equal(FileAccess.get_file_as_bytes(place), whole, "the copy is mended")


## There is room for 1 MiB.
func _room() -> void:
	for number in 12:
		await _load(write("room_%d.mesh" % number, {"tiles": 600}))
	var total := 0
	for place in _kept_files():
		total += FileAccess.get_size(place)
	check(total <= 1 << 20, "%d bytes are kept" % total)
	check(total > 1 << 19, "only the oldest make way: %d bytes are kept" % total)
	check(FileAccess.file_exists(_newest()), "the newest is kept")


## Loads a file by a cache of its own.
func _load(path: String) -> ArrayMesh:
	var cache := new_cache()
	var mesh: ArrayMesh = await cache.fetch(path)
	cache.queue_free()
	return mesh


func _reads() -> int:
	return FileAccess.get_file_as_string(_log).count("\n")


func _kept_files() -> PackedStringArray:
	var places := PackedStringArray()
	for title in DirAccess.get_files_at(DiskStore.FOLDER):
		places.append(DiskStore.FOLDER.path_join(title))
	return places


## Returns the place that the last load was kept at.
func _newest() -> String:
	var loader := new_loader()
	var stamp_of := CutoutMeshLoader.FileSource.stamp_of
	var newest := ""
	for title in DirAccess.get_files_at(folder):
		var full := CutoutMeshLoader.FileSource.absolute(folder.path_join(title))
		var stamp: String = stamp_of.call(full)
		var place := DiskStore.place_of(KIND, loader.request_of(full, stamp))
		if title in ["damaged.mesh", "room_11.mesh"] and FileAccess.file_exists(place):
			newest = place
	loader.queue_free()
	return newest
