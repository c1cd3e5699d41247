extends RefCounted
## Empty multimeshes for threads to fill: only the main thread may make them.

var _most_used := 0
var _spare: Array[MultiMesh] = []


## Returns as many as anybody has needed so far.
func take() -> Array[MultiMesh]:
	var taken: Array[MultiMesh] = []
	for i in _most_used:
		taken.append(MultiMesh.new() if _spare.is_empty() else _spare.pop_back())
	return taken


## Takes back what is left of them, of which [param used] were needed.
func give_back(rest: Array[MultiMesh], used: int) -> void:
	_most_used = maxi(_most_used, used)
	_spare.append_array(rest)
