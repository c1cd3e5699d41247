extends RefCounted
## Spent bodies that are used again: for games where fragments come and go all the time.
##
## A body in here stays in the tree, hidden and out of the physics. What users have added to it,
## such as children and connections, stays as well: only plain fragments come here.

const Breakup := preload("breakup.gd")

var _idle: Dictionary[int, Array] = {}
var _size := 0


## Returns how many bodies wait, as far as it is known: their parent may have been freed.
func size() -> int:
	return _size


## Returns a body below the parent that is wanted, out of the physics; [code]null[/code] if there
## is none.
func take(breakup: Breakup) -> CutoutFragment2D:
	if _size == 0 or breakup.scene != null:
		return null
	var id := breakup.parent.get_instance_id()
	var idle: Array = _idle.get(id, [])
	while not idle.is_empty():
		var piece: Variant = idle.pop_back()
		_size -= 1
		if is_instance_valid(piece):
			return piece
	return null


## Puts a body that [method take] returned back into the physics.
func revive(piece: CutoutFragment2D) -> void:
	var body := piece.get_rid()
	PhysicsServer2D.body_set_space(body, piece.get_world_2d().space)
	# The node thinks that it has told the server, which has moved the body since.
	PhysicsServer2D.body_set_state(
		body, PhysicsServer2D.BODY_STATE_TRANSFORM, piece.global_transform
	)
	piece.sleeping = false
	piece.show()


## Takes a body in, unless there are [param limit] already. Returns [code]false[/code] if it has to
## be freed.
func give(piece: CutoutFragment2D, limit: int) -> bool:
	if limit <= 0 or piece.get_script() != CutoutFragment2D or not piece.is_inside_tree():
		return false
	if _size >= limit:
		_forget_freed()
	if _size >= limit or piece.get_child_count() > 0 or piece.is_breaking():
		return false
	var id := piece.get_parent().get_instance_id()
	PhysicsServer2D.body_set_space(piece.get_rid(), RID())
	piece.hide()
	piece.strip()
	var idle: Array = _idle.get_or_add(id, [])
	idle.append(piece)
	_size += 1
	return true


## Frees all bodies.
func clear() -> void:
	for idle: Array in _idle.values():
		for piece: Variant in idle:
			if is_instance_valid(piece):
				var body: CutoutFragment2D = piece
				body.queue_free()
	_idle.clear()
	_size = 0


func _forget_freed() -> void:
	for id: int in _idle.keys():
		var idle: Array = _idle[id].filter(
			func(piece: Variant) -> bool: return is_instance_valid(piece)
		)
		if idle.is_empty():
			_idle.erase(id)
		else:
			_idle[id] = idle
	_size = 0
	for idle: Array in _idle.values():
		_size += idle.size()
