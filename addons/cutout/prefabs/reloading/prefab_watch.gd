extends RefCounted
## Notices which files are not what somebody was made from any more.
##
## An owner is a prefab, but all that counts is what it is called. Its files are looked at in a
## thread, [constant FILES_A_ROUND] of them four times a second: their size and time of change, and
## where those have changed or are too young to be trusted, the hash of the content. So a file that
## was only touched is no news, and one that was changed twice within a second is. On the main
## thread a round takes as long as copying a list, and a frame in between nothing.

## The file at [param path] has another content than [param owner] was made from, with the hash
## [param content]. Told once a round, as long as nobody calls [method watch] again.
signal outdated(owner: String, path: String, content: String)

const WatchRound := preload("watch_round.gd")
const WatchedFile := preload("watched_file.gd")

## In place of the hash of a file: whatever it holds when it is first looked at. What it looked like
## before may follow, size and time of change: then only if it looks the same.
const WHATEVER_IT_IS := "?"
## How many files a thread looks at in one go.
const FILES_A_ROUND := 512

const _PERIOD_USEC := 250_000

var _files: Dictionary[String, WatchedFile] = {}
var _is_ring_stale := false
var _next := 0
var _next_round_usec := 0
## Files that are to be looked at in the next round.
var _ordered: Dictionary[WatchedFile, bool] = {}
## The paths of the files of each owner.
var _owners: Dictionary[String, PackedStringArray] = {}
## All files, in the order in which they are looked at, as of when this was last needed.
var _ring: Array[WatchedFile] = []
var _round: WatchRound


## Watches the files of an owner, instead of those that it had: by full path the hash of the
## content that it was made from, empty for one that was not there.
func watch(owner: String, files: Dictionary) -> void:
	forget(owner)
	_owners[owner] = PackedStringArray(files.keys())
	for path: String in files:
		var expected: String = files[path]
		var file: WatchedFile = _files.get(path)
		if file == null:
			file = WatchedFile.new(path)
			_files[path] = file
			_is_ring_stale = true
		file.owners[owner] = expected
		if file.is_known and file.known_hash != expected:
			_ordered[file] = true


## Watches the files of an owner no more.
func forget(owner: String) -> void:
	for path: String in _owners.get(owner, PackedStringArray()):
		var file := _files[path]
		file.owners.erase(owner)
		if file.owners.is_empty():
			_files.erase(path)
			_is_ring_stale = true
			_ordered.erase(file)
	_owners.erase(owner)


## Returns what an owner was made from, of one of its files; [constant WHATEVER_IT_IS] if that is
## not known yet.
func expected_of(owner: String, path: String) -> String:
	return _files[path].owners.get(owner, WHATEVER_IT_IS) if path in _files else WHATEVER_IT_IS


## Returns how many files are watched.
func size() -> int:
	return _files.size()


## Starts the next round if it is time. To be called once a frame.
func process() -> void:
	var now := Time.get_ticks_usec()
	if now < _next_round_usec or _round != null or _files.is_empty():
		return
	_next_round_usec = now + _PERIOD_USEC
	_round = WatchRound.new()
	_round.files = _next_files()
	_round.ordered.assign(_ordered.keys())
	_ordered.clear()
	_round.ended.connect(_on_ended)
	_round.start()


## Keeps what a thread finds out for the next round, which starts with [method process].
func pause() -> void:
	if _round != null and _round.ended.is_connected(_on_ended):
		_round.ended.disconnect(_on_ended)
		_round.ended.connect(_put_back)


func _next_files() -> Array[WatchedFile]:
	if _is_ring_stale:
		_is_ring_stale = false
		_ring.assign(_files.values())
	if _next >= _ring.size():
		_next = 0
	var files := _ring.slice(_next, _next + FILES_A_ROUND)
	_next += FILES_A_ROUND
	return files


func _put_back(ended: WatchRound) -> void:
	_round = null
	for file in ended.ordered + ended.told:
		_ordered[file] = true


func _on_ended(ended: WatchRound) -> void:
	_round = null
	for number in ended.told.size():
		var file := ended.told[number]
		file.known_hash = ended.hashes[number]
		file.is_known = true
		for owner: String in file.owners.keys():
			# Whoever was told of another file may have turned to other files.
			var expected: String = file.owners.get(owner, file.known_hash)
			if expected in [WHATEVER_IT_IS, WHATEVER_IT_IS + ended.stamps[number]]:
				file.owners[owner] = file.known_hash
			elif expected != file.known_hash:
				# Told again until it is seen to: what was lost on the way is made up for.
				_ordered[file] = true
				outdated.emit(owner, file.path, file.known_hash)
