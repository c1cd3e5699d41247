extends RefCounted
## Which fragments stand, because others hold them: those that are linked to an anchor by neighbours
## that stand.

var _anchored: Dictionary[int, bool] = {}
var _links: Array[PackedInt32Array] = []
var _standing: Dictionary[int, bool] = {}


func _init(fracture: CutoutFracture) -> void:
	_links.resize(fracture.size())
	for i in fracture.size():
		_links[i] = PackedInt32Array()
		_standing[i] = true
	var pairs := fracture.neighbours
	for i in range(0, pairs.size(), 2):
		_links[pairs[i]].append(pairs[i + 1])
		_links[pairs[i + 1]].append(pairs[i])


## Makes a fragment one that nothing has to hold.
func anchor(index: int) -> void:
	_anchored[index] = true


## Returns [code]true[/code] if the fragment stands.
func stands(index: int) -> bool:
	return index in _standing


## Returns how many fragments stand.
func size() -> int:
	return _standing.size()


## Lets some fragments go. Returns those that fall: they, and all that nothing holds any more.
func release(indices: PackedInt32Array) -> PackedInt32Array:
	var falling := PackedInt32Array()
	for index in indices:
		if _standing.erase(index):
			falling.append(index)
	var held := _held()
	for index: int in _standing.keys():
		if not index in held:
			_standing.erase(index)
			falling.append(index)
	return falling


## Takes fragments away, whatever that does to others.
func remove(indices: PackedInt32Array) -> void:
	for index in indices:
		_standing.erase(index)


## Returns the groups of standing fragments that are linked with each other.
func groups() -> Array[PackedInt32Array]:
	var all: Array[PackedInt32Array] = []
	var seen: Dictionary[int, bool] = {}
	for index: int in _standing:
		if not index in seen:
			all.append(_reach([index], seen))
	return all


func _held() -> Dictionary[int, bool]:
	var seen: Dictionary[int, bool] = {}
	var starts := PackedInt32Array()
	for index: int in _anchored:
		if index in _standing:
			starts.append(index)
	_reach(starts, seen)
	return seen


func _reach(starts: PackedInt32Array, seen: Dictionary[int, bool]) -> PackedInt32Array:
	var reached := PackedInt32Array()
	var open := starts.duplicate()
	for index in starts:
		seen[index] = true
	while not open.is_empty():
		var index := open[-1]
		open.resize(open.size() - 1)
		reached.append(index)
		for other in _links[index]:
			if other in _standing and not other in seen:
				seen[other] = true
				open.append(other)
	return reached
