extends RefCounted
## All things of a streamed world of which something is there or on its way: found by key, visited
## in turn.

const Streamed := preload("streamed.gd")

var _by_key: Dictionary[Variant, Streamed] = {}
var _cursor := 0
var _in_turn: Array[Streamed] = []


## Returns how many there are.
func size() -> int:
	return _in_turn.size()


## Returns the one with this key, or [code]null[/code].
func find(key: Variant) -> Streamed:
	return _by_key.get(key)


## Returns all of them, in no order.
func all() -> Array[Streamed]:
	return _in_turn.duplicate()


## Adds one.
func add(key: Variant, item: Streamed) -> void:
	_by_key[key] = item
	item.table_place = _in_turn.size()
	_in_turn.append(item)


## Forgets one.
func remove(key: Variant, item: Streamed) -> void:
	_by_key.erase(key)
	var place := item.table_place
	var last: Streamed = _in_turn.pop_back()
	if last != item:
		_in_turn[place] = last
		last.table_place = place
	item.table_place = -1


## Returns the one whose turn it is, or [code]null[/code] if there is none.
func next() -> Streamed:
	if _in_turn.is_empty():
		return null
	_cursor = (_cursor + 1) % _in_turn.size()
	return _in_turn[_cursor]
