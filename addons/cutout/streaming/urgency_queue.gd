extends RefCounted
## What waits for its turn: the most urgent first, by scores that are looked at again while it
## waits.
##
## A few things a frame get a new score, in turn, and a short list keeps the best of those seen. So
## a frame costs the same however many wait, nothing is ever sorted as a whole, and who turns round
## has the order turned within a few frames.

const Streamed := preload("streamed.gd")

const _FRONT := 32

var _cursor := 0
var _front: Array[Streamed] = []
var _score_of: Callable
var _waiting: Array[Streamed] = []


## [param score_of] gets what waits and returns its score, the lowest first.
func _init(score_of: Callable) -> void:
	_score_of = score_of


## Returns how many wait.
func size() -> int:
	return _waiting.size()


## Adds one that is in no queue.
func add(item: Streamed) -> void:
	item.waiting_place = _waiting.size()
	_waiting.append(item)
	_weigh(item)


## Takes one out of turn.
func remove(item: Streamed) -> void:
	var place := item.waiting_place
	var last: Streamed = _waiting.pop_back()
	if last != item:
		_waiting[place] = last
		last.waiting_place = place
	item.waiting_place = -1
	if item.is_in_front:
		item.is_in_front = false
		_front.erase(item)


## Gives so many, the next in turn, a new score.
func refresh(most: int) -> void:
	for i in mini(most, _waiting.size()):
		_cursor = (_cursor + 1) % _waiting.size()
		_weigh(_waiting[_cursor])


## Returns the most urgent; [code]null[/code] if none waits.
func first() -> Streamed:
	if _waiting.is_empty():
		return null
	if _front.is_empty():
		refresh(_FRONT)
	return _front[0]


## Returns the most urgent and takes it off; [code]null[/code] if none waits.
func take() -> Streamed:
	var item := first()
	if item != null:
		remove(item)
	return item


func _weigh(item: Streamed) -> void:
	item.score = _score_of.call(item)
	var place := _front.size()
	if item.is_in_front:
		place = _front.find(item)
	elif place < _FRONT:
		_front.append(item)
	else:
		place -= 1
		if item.score >= _front[place].score:
			return
		_front[place].is_in_front = false
		_front[place] = item
	item.is_in_front = true
	_move(item, place)


## Puts one of the front where its score belongs: most stay where they are.
func _move(item: Streamed, from: int) -> void:
	var place := from
	while place > 0 and _front[place - 1].score > item.score:
		_front[place] = _front[place - 1]
		place -= 1
	while place + 1 < _front.size() and _front[place + 1].score < item.score:
		_front[place] = _front[place + 1]
		place += 1
	_front[place] = item
