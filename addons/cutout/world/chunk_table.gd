extends RefCounted
## All chunks of which something is there or on its way: found by coordinate, visited in turn.

const Chunk := preload("chunk.gd")

var _by_coordinate: Dictionary[Vector2i, Chunk] = {}
var _cursor := 0
var _in_turn: Array[Chunk] = []


## Returns how many there are.
func size() -> int:
	return _in_turn.size()


## Returns a chunk; [code]null[/code] if there is nothing of it.
func find(coordinate: Vector2i) -> Chunk:
	return _by_coordinate.get(coordinate)


## Returns all of them, in no order.
func all() -> Array[Chunk]:
	return _in_turn.duplicate()


## Adds a chunk.
func add(chunk: Chunk) -> void:
	_by_coordinate[chunk.coordinate] = chunk
	chunk.table_place = _in_turn.size()
	_in_turn.append(chunk)


## Forgets a chunk.
func remove(chunk: Chunk) -> void:
	_by_coordinate.erase(chunk.coordinate)
	var place := chunk.table_place
	var last: Chunk = _in_turn.pop_back()
	if last != chunk:
		_in_turn[place] = last
		last.table_place = place
	chunk.table_place = -1


## Returns the chunk whose turn it is, or [code]null[/code] if there is none.
func next() -> Chunk:
	if _in_turn.is_empty():
		return null
	_cursor = (_cursor + 1) % _in_turn.size()
	return _in_turn[_cursor]
