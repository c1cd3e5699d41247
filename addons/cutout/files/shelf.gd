extends RefCounted
## What is loaded of files, within a limit of bytes: what nobody has asked for longest makes way
## first, unless it is pinned.


## What is kept of one file.
class Entry:
	extends RefCounted
	## What was loaded.
	var content: RefCounted
	## What it counts for.
	var bytes := 0
	## What the file looked like when it was read.
	var stamp := ""
	## Its hash, if that was asked for.
	var file_hash := ""
	## What the game calls the file.
	var path := ""


## How many bytes there may be, pinned ones included.
var limit := 0
## How many bytes there are.
var bytes := 0

## In the order in which they were asked for: a dictionary keeps it.
var _entries: Dictionary[String, Entry] = {}
var _pins: Dictionary[String, int] = {}


## Returns how many entries there are.
func size() -> int:
	return _entries.size()


## Returns an entry, or [code]null[/code].
func find(key: String) -> Entry:
	return _entries.get(key)


## Returns the keys, the one that was asked for longest ago first.
func keys() -> Array[String]:
	return _entries.keys()


## Says that an entry was asked for.
func touch(key: String) -> void:
	var entry: Entry = _entries.get(key)
	if entry != null:
		_entries.erase(key)
		_entries[key] = entry


## Adds an entry, or replaces the one of this key.
func put(key: String, entry: Entry) -> void:
	remove(key)
	_entries[key] = entry
	bytes += entry.bytes


## Takes an entry out. Returns it, or [code]null[/code].
func remove(key: String) -> Entry:
	var entry: Entry = _entries.get(key)
	if entry != null:
		_entries.erase(key)
		bytes -= entry.bytes
	return entry


## Takes entries out until the rest fits. Returns them by key.
func evict() -> Dictionary[String, Entry]:
	var evicted: Dictionary[String, Entry] = {}
	if bytes <= limit:
		return evicted
	for key: String in _entries.keys():
		if not is_pinned(key):
			evicted[key] = remove(key)
			if bytes <= limit:
				break
	return evicted


## Keeps an entry, or the one that will come, until it is unpinned as often.
func pin(key: String) -> void:
	_pins[key] = _pins.get(key, 0) + 1


## Takes one pin off. Returns [code]false[/code] if there was none.
func unpin(key: String) -> bool:
	if not key in _pins:
		return false
	_pins[key] -= 1
	if _pins[key] == 0:
		_pins.erase(key)
	return true


## Returns [code]true[/code] if an entry may not make way.
func is_pinned(key: String) -> bool:
	return key in _pins


## Returns how many keys are pinned.
func pinned() -> int:
	return _pins.size()


## Returns how many bytes an entry has on average; 0 if there is none.
func mean_bytes() -> float:
	return 0.0 if _entries.is_empty() else bytes / float(_entries.size())
