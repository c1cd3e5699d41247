extends "../case.gd"
## Files that are watched: what is told of them, and what is not.

const FileSource := preload("res://addons/cutout/files/file_source.gd")
const PrefabWatch := preload("res://addons/cutout/prefabs/reloading/prefab_watch.gd")
const WatchedFile := preload("res://addons/cutout/prefabs/reloading/watched_file.gd")

var _folder := ""
var _told: Array[String] = []
var _watch := PrefabWatch.new()


func run() -> void:
	_folder = ProjectSettings.globalize_path("user://cutout_test_%d" % OS.get_process_id())
	DirAccess.make_dir_recursive_absolute(_folder)
	_watch.outdated.connect(_on_outdated)
	_hashes()
	await _changes()
	await _same_second()
	await _touch()
	await _missing()
	await _whatever_it_is()
	await _many()
	await _nobody_left()
	_watch.pause()
	for title in DirAccess.get_files_at(_folder):
		DirAccess.remove_absolute(_folder.path_join(title))
	DirAccess.remove_absolute(_folder)


func _on_outdated(title: String, path: String, content: String) -> void:
	_told.append(title)
	equal(content, WatchedFile.hash_of(path), "the hash that is told")


func _process(_delta: float) -> void:
	_watch.process()


func _write(title: String, text: String) -> String:
	var path := _folder.path_join(title)
	var file := FileAccess.open(path, FileAccess.WRITE)
	file.store_string(text)
	file.close()
	return path


## Sets the time of change, as nothing in the engine does.
func _set_age(path: String, seconds: int) -> void:
	var when := Time.get_unix_time_from_system() - seconds
	OS.execute("touch", ["-d", "@%d" % int(when), path])


## Waits for so many whole rounds from now on.
func _looks(count: int) -> void:
	for number in count:
		# A round that is under way may have passed them by already.
		await wait_for(func() -> bool: return _watch._round == null, "no round is under way")
		await wait_for(func() -> bool: return _watch._round != null, "the next round begins")
		await wait_for(func() -> bool: return _watch._round == null, "the next round ends")


func _hashes() -> void:
	var path := _write("hash", "abc")
	# sha256sum says the same.
	equal(WatchedFile.hash_of(path), "ba7816bf8f01cfea414140de5dae2223", "the hash of a file")
	equal(WatchedFile.hash_of(path + "x"), "", "the hash of a file that is not there")
	equal(WatchedFile.hash_of(_folder), "", "the hash of a folder")
	var long := "0123456789".repeat(20_000)
	equal(
		WatchedFile.hash_of(_write("hash", long)),
		long.sha256_text().left(32),
		"the hash of a file of several blocks"
	)


func _changes() -> void:
	var first := _write("first", "1")
	var second := _write("second", "2")
	_watch.watch("a", {first: WatchedFile.hash_of(first), second: WatchedFile.hash_of(second)})
	_watch.watch("b", {second: WatchedFile.hash_of(second)})
	await _looks(3)
	equal(_told, [], "told while nothing has changed")
	_write("first", "changed")
	await wait_for(func() -> bool: return "a" in _told, "a is outdated")
	check(not "b" in _told, "b is not")
	_write("second", "changed")
	await wait_for(func() -> bool: return "b" in _told, "b is outdated")
	# It is told until somebody sees to it.
	_told.clear()
	await wait_for(func() -> bool: return "a" in _told and "b" in _told, "they are told again")
	_watch.watch("a", {first: WatchedFile.hash_of(first)})
	_watch.forget("b")
	await _looks(2)
	_told.clear()
	await _looks(2)
	equal(_told, [], "told after that")
	# What somebody was made from meanwhile counts, not what was seen last.
	_watch.watch("a", {first: WatchedFile.hash_of(second).reverse()})
	await wait_for(
		func() -> bool: return "a" in _told, "an owner that was made from another content"
	)
	_watch.forget("a")
	_told.clear()


## As many bytes, within the second that times of change are told in.
func _same_second() -> void:
	var path := _write("same", "1")
	_watch.watch("a", {path: WatchedFile.hash_of(path)})
	for number in 5:
		await _looks(1)
		_told.clear()
		_write("same", str(number + 2))
		await wait_for(func() -> bool: return "a" in _told, "change %d is noticed" % number)
		_watch.watch("a", {path: WatchedFile.hash_of(path)})
	_watch.forget("a")


func _touch() -> void:
	var path := _write("touched", "as it was")
	_set_age(path, 1000)
	_watch.watch("a", {path: WatchedFile.hash_of(path)})
	await _looks(2)
	var file: WatchedFile = _watch._files[path]
	var hashed_at := file._hashed_at
	_told.clear()
	_set_age(path, 500)
	await _looks(2)
	equal(_told, [], "told of a file that was only touched")
	check(file._stamp == FileSource.stamp_of(path), "the touch was seen")
	check(file._hashed_at >= hashed_at, "its content was looked at")
	_watch.forget("a")


func _missing() -> void:
	var path := _write("moving", "here")
	_watch.watch("a", {path: WatchedFile.hash_of(path)})
	await _looks(2)
	_told.clear()
	# As an editor saves.
	DirAccess.rename_absolute(_write("moving.tmp", "here"), path)
	await _looks(2)
	equal(_told, [], "told of the same content in another file")
	DirAccess.remove_absolute(path)
	await wait_for(func() -> bool: return "a" in _told, "a file that is gone is noticed")
	_watch.watch("a", {path: WatchedFile.MISSING})
	await _looks(2)
	_told.clear()
	await _looks(2)
	equal(_told, [], "told of a file that is missing still")
	DirAccess.rename_absolute(_write("moving.tmp", "back"), path)
	await wait_for(func() -> bool: return "a" in _told, "a file that is there again is noticed")
	_watch.forget("a")


func _whatever_it_is() -> void:
	var path := _write("model", "v1")
	_watch.watch("a", {path: PrefabWatch.WHATEVER_IT_IS})
	_told.clear()
	await _looks(2)
	equal(_told, [], "told of the first look")
	_write("model", "v2")
	await wait_for(func() -> bool: return "a" in _told, "a change is noticed")
	_watch.watch("a", {path: PrefabWatch.WHATEVER_IT_IS})
	await _looks(2)
	_told.clear()
	await _looks(2)
	equal(_told, [], "told of a change that was taken as it is")
	_watch.forget("a")


## More than fit a round: each has its turn.
func _many() -> void:
	var paths := PackedStringArray()
	var made_from := {}
	for number in PrefabWatch.FILES_A_ROUND * 2 + 100:
		var path := _write("many%d" % number, "x")
		paths.append(path)
		made_from[path] = WatchedFile.hash_of(path)
	_watch.watch("all", made_from)
	_watch.watch("last", {paths[-1]: made_from[paths[-1]]})
	await _looks(4)
	_told.clear()
	_write(paths[-1].get_file(), "y")
	await wait_for(func() -> bool: return "last" in _told and "all" in _told, "the last is noticed")
	_watch.forget("all")
	equal(_watch.size(), 1, "files that are watched still")
	_watch.forget("last")
	equal(_watch.size(), 0, "files that nobody owns")


## Files that nobody owns are let go of; a round that ends later tells nobody.
func _nobody_left() -> void:
	var path := _write("late", "1")
	_watch.watch("a", {path: "another"})
	await wait_for(func() -> bool: return _watch._round != null, "a round is under way")
	_told.clear()
	_watch.forget("a")
	await wait_for(func() -> bool: return _watch._round == null, "the round has ended")
	equal(_told, [], "told")
	_watch.watch("b", {path: WatchedFile.hash_of(path)})
	await _looks(1)
	equal(_watch._ring.size(), 1, "files in the ring")
