extends RefCounted
## The last entries of a log: bounded, and the oldest give way.

## How many entries gave way to newer ones.
var dropped := 0

var _entries: Array[Variant] = []
var _limit: int
var _oldest := 0


func _init(limit: int) -> void:
	_limit = limit


## Returns how many entries there are.
func size() -> int:
	return _entries.size()


## Adds an entry.
func add(entry: Variant) -> void:
	if _entries.size() < _limit:
		_entries.append(entry)
		return
	_entries[_oldest] = entry
	_oldest = (_oldest + 1) % _limit
	dropped += 1


## Returns the entries, oldest first.
func entries() -> Array[Variant]:
	return _entries.slice(_oldest) + _entries.slice(0, _oldest)
