extends RefCounted
## A file that [code]prefab_watch.gd[/code] looks at.
##
## What a look finds out belongs to the thread that looks, the rest to the main thread; they never
## touch the same member.

const FileSource := preload("../../files/file_source.gd")

## The hash of a file that is not there, or cannot be read.
const MISSING := ""

# Times of change are told in whole seconds: one as young as this may hide a later change.
const _FRESH_SEC := 2
const _BLOCK_BYTES := 1 << 16
# As workers tell them.
const _HASH_LENGTH := 32

## Where it lies.
var path := ""
## Who was made from it, and the hash that it had then.
var owners: Dictionary[String, String] = {}
## The hash that the last look which told something has found; see [member is_known].
var known_hash := MISSING
## Whether there was such a look.
var is_known := false

var _hash := MISSING
var _hashed_at := 0
var _stamp := ""
var _was_seen := false


func _init(p_path: String) -> void:
	path = p_path


## Looks at the file, in a thread. Returns the hash of its content if that is news, or if the look
## [param is_ordered]; [code]null[/code] if there is nothing to tell.
func look(is_ordered: bool) -> Variant:
	var seen := FileSource.stamp_of(path)
	var is_fresh := FileAccess.get_modified_time(path) >= _hashed_at - _FRESH_SEC
	var may_hide_a_change := is_fresh and not seen.is_empty()
	if _was_seen and seen == _stamp and not is_ordered and not may_hide_a_change:
		return null
	_hashed_at = floori(Time.get_unix_time_from_system())
	_stamp = seen
	var found := hash_of(path)
	if _was_seen and found == _hash and not is_ordered:
		return null
	_was_seen = true
	_hash = found
	return found


## Returns what the file looked like then. For the thread.
func stamp() -> String:
	return _stamp


## Returns the hash of what a file holds, as workers take it.
static func hash_of(full: String) -> String:
	var file := FileAccess.open(full, FileAccess.READ)
	if file == null:
		return MISSING
	var context := HashingContext.new()
	context.start(HashingContext.HASH_SHA256)
	var left := file.get_length()
	while left > 0:
		var block := file.get_buffer(mini(left, _BLOCK_BYTES))
		if block.is_empty():
			break
		context.update(block)
		left -= block.size()
	return context.finish().hex_encode().left(_HASH_LENGTH)
