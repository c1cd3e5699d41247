extends RefCounted
## Processed meshes on disk: a file each, named after all that its content depends on.
##
## A file begins with a version, a length and a hash of what follows, so that half a file, one of an
## older form, or one that somebody wrote over counts as none. Everything but [method place_of] is
## for threads.

## Where the files lie.
const FOLDER := "user://cutout/meshes"
## The version of the form of results: what is kept in another one is made anew.
const VERSION := 1

const _HASH_BYTES := 16
const _HEADER_BYTES := 8 + _HASH_BYTES
const _SUFFIX := ".mesh"

# Writing and making room take turns, also those of several caches.
static var _turns := Mutex.new()


## Returns where the answer of a kind to a request is kept.
static func place_of(kind: StringName, payload: Dictionary) -> String:
	var wanted := payload.duplicate()
	wanted.erase("roots")
	return FOLDER.path_join(var_to_str([VERSION, kind, wanted]).md5_text() + _SUFFIX)


## Returns what is kept at [param place]; empty if there is nothing whole.
static func read(place: String) -> PackedByteArray:
	var content := FileAccess.get_file_as_bytes(place)
	var none := PackedByteArray()
	if content.size() <= _HEADER_BYTES or content.decode_u32(0) != VERSION:
		return none
	var body := content.slice(_HEADER_BYTES)
	if content.decode_u32(4) != body.size():
		return none
	return body if content.slice(8, _HEADER_BYTES) == _hash_of(body) else none


## Keeps [param body] at [param place], and removes the oldest files until all together have no more
## than [param limit] bytes.
static func write(place: String, body: PackedByteArray, limit: int) -> void:
	_turns.lock()
	_write(place, body)
	_make_room(place.get_base_dir(), limit)
	_turns.unlock()


static func _write(place: String, body: PackedByteArray) -> void:
	DirAccess.make_dir_recursive_absolute(place.get_base_dir())
	# A reader sees the whole file or none.
	var draft := "%s.%d" % [place, OS.get_process_id()]
	var file := FileAccess.open(draft, FileAccess.WRITE)
	if file == null:
		return
	file.store_32(VERSION)
	file.store_32(body.size())
	file.store_buffer(_hash_of(body))
	file.store_buffer(body)
	var is_whole := file.get_error() == OK
	file.close()
	if is_whole:
		DirAccess.rename_absolute(draft, place)
	else:
		DirAccess.remove_absolute(draft)


static func _make_room(folder: String, limit: int) -> void:
	var total := 0
	var ages: Array[Array] = []
	for title in DirAccess.get_files_at(folder):
		var place := folder.path_join(title)
		var size := FileAccess.get_size(place)
		total += size
		ages.append([FileAccess.get_modified_time(place), size, place])
	if total <= limit:
		return
	ages.sort()
	for age in ages:
		var size: int = age[1]
		var place: String = age[2]
		DirAccess.remove_absolute(place)
		total -= size
		if total <= limit:
			return


static func _hash_of(body: PackedByteArray) -> PackedByteArray:
	var context := HashingContext.new()
	context.start(HashingContext.HASH_MD5)
	context.update(body)
	return context.finish()
