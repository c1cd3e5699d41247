extends "case.gd"
## What cases share that read files: a folder of them, which is there for one run.

var folder := ""


## Makes the folder.
func prepare() -> void:
	folder = "user://cutout_files_%d" % OS.get_process_id()
	DirAccess.make_dir_recursive_absolute(folder)
	await wait_for_workers()


## Removes it.
func clean() -> void:
	for title in DirAccess.get_files_at(folder):
		DirAccess.remove_absolute(folder.path_join(title))
	DirAccess.remove_absolute(folder)


## Writes a file; returns its path. What is no text becomes JSON.
func write(title: String, content: Variant = {}) -> String:
	var path := folder.path_join(title)
	write_at_once(path, str(content) if content is String else JSON.stringify(content))
	return path


## Writes so many files, alike.
func write_many(count: int, content: Variant = {}) -> PackedStringArray:
	var paths := PackedStringArray()
	for number in count:
		paths.append(write("%03d.wanted" % number, content))
	return paths
