extends "case.gd"
## What the cases of meshes share: a folder of files for the kind [code]test_mesh[/code], and nodes
## that use it.

const KIND := &"test_mesh"
## What the mesh of one square counts for.
const SQUARE_BYTES := 4 * 32 + (6 + 3) * 4 + 4 * 12 + 1024

var folder := ""


## Makes the folder.
func prepare() -> void:
	folder = "user://cutout_test_%d" % OS.get_process_id()
	DirAccess.make_dir_recursive_absolute(folder)
	await wait_for_workers()


## Removes it.
func clean() -> void:
	for title in DirAccess.get_files_at(folder):
		DirAccess.remove_absolute(folder.path_join(title))
	DirAccess.remove_absolute(folder)


## Writes a file that asks for a mesh; returns its path.
func write(title: String, wanted: Dictionary = {}) -> String:
	var path := folder.path_join(title)
	var file := FileAccess.open(path, FileAccess.WRITE)
	file.store_string(JSON.stringify(wanted))
	file.close()
	return path


## Writes so many files.
func write_many(count: int, wanted: Dictionary = {}) -> PackedStringArray:
	var paths := PackedStringArray()
	for number in count:
		paths.append(write("%03d.mesh" % number, wanted))
	return paths


## Returns a loader of test meshes.
func new_loader() -> CutoutMeshLoader:
	var loader := CutoutMeshLoader.new()
	loader.kind = KIND
	add_child(loader)
	return loader


## Returns a cache of test meshes that holds so many squares.
func new_cache(squares := 0) -> CutoutMeshCache:
	var cache := CutoutMeshCache.new()
	cache.loader.kind = KIND
	add_child(cache)
	if squares > 0:
		# Finer than a setting can say.
		cache._shelf.limit = squares * SQUARE_BYTES
	return cache
