extends RefCounted
## The chunks that wait to be sent to the workers: the most urgent first, by scores that are looked
## at again while they wait.
##
## A few chunks a frame get a new score, in turn, and a short list keeps the best of those seen. So
## a frame costs the same however many wait, nothing is ever sorted as a whole, and who turns round
## has the order turned within a few frames.

const Chunk := preload("chunk.gd")
const ChunkRings := preload("chunk_rings.gd")

const _FRONT := 32

var _rings: ChunkRings
var _cursor := 0
var _front: Array[Chunk] = []
var _waiting: Array[Chunk] = []


func _init(rings: ChunkRings) -> void:
	_rings = rings


## Returns how many chunks wait.
func size() -> int:
	return _waiting.size()


## Adds a chunk.
func add(chunk: Chunk) -> void:
	chunk.waiting_place = _waiting.size()
	_waiting.append(chunk)
	_weigh(chunk)


## Takes a chunk out of turn.
func remove(chunk: Chunk) -> void:
	var place := chunk.waiting_place
	var last: Chunk = _waiting.pop_back()
	if last != chunk:
		_waiting[place] = last
		last.waiting_place = place
	chunk.waiting_place = -1
	if chunk.is_in_front:
		chunk.is_in_front = false
		_front.erase(chunk)


## Gives so many chunks, the next in turn, a new score.
func refresh(most: int) -> void:
	for i in mini(most, _waiting.size()):
		_cursor = (_cursor + 1) % _waiting.size()
		_weigh(_waiting[_cursor])


## Returns the most urgent chunk and takes it off; [code]null[/code] if none waits.
func take() -> Chunk:
	if _waiting.is_empty():
		return null
	if _front.is_empty():
		refresh(_FRONT)
	var chunk := _front[0]
	remove(chunk)
	return chunk


func _weigh(chunk: Chunk) -> void:
	chunk.score = _rings.score_of(chunk.coordinate)
	if chunk.is_in_front:
		_front.erase(chunk)
	elif _front.size() == _FRONT:
		if chunk.score >= _front[-1].score:
			return
		var worst: Chunk = _front.pop_back()
		worst.is_in_front = false
	chunk.is_in_front = true
	var place := _front.size()
	while place > 0 and _front[place - 1].score > chunk.score:
		place -= 1
	_front.insert(place, chunk)
