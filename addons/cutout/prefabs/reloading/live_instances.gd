extends RefCounted
## Which roots in the game were made from which prefab: weakly, by their ids.

const InstanceParts := preload("instance_parts.gd")


## A root that was made from a prefab.
class Instance:
	extends RefCounted
	## The path of the prefab.
	var path := ""
	var root_id := 0
	## What is under the root; [code]null[/code] where there is no hot reload.
	var parts: InstanceParts

	## Returns the root, or [code]null[/code] if it is gone or about to go.
	func root() -> Node:
		if not is_instance_id_valid(root_id):
			return null
		var found: Node = instance_from_id(root_id)
		return null if found.is_queued_for_deletion() else found


const _LOOKED_AT := 2

var _by_id: Dictionary[int, Instance] = {}
var _by_path: Dictionary[String, Dictionary] = {}
## Ids of roots that are still to be looked at in this turn.
var _turn: Array[int] = []


## Says that a root was made from the prefab at [param path].
func add(path: String, root: Node, parts: InstanceParts) -> Instance:
	# Two for each that comes: so those that are gone go too, and no step looks at all of them.
	forget_some(_LOOKED_AT)
	var instance := Instance.new()
	instance.path = path
	instance.root_id = root.get_instance_id()
	instance.parts = parts
	_by_id[instance.root_id] = instance
	if not path in _by_path:
		_by_path[path] = {}
	_by_path[path][instance.root_id] = instance
	return instance


## Returns the instance with this root; [code]null[/code] if there is none, or it is gone.
func find(root_id: int) -> Instance:
	var found: Instance = _by_id.get(root_id)
	return null if found == null or found.root() == null else found


## Forgets a root.
func remove(root_id: int) -> void:
	var found: Instance = _by_id.get(root_id)
	if found == null:
		return
	_by_id.erase(root_id)
	_by_path[found.path].erase(root_id)
	if _by_path[found.path].is_empty():
		_by_path.erase(found.path)


## Looks at some of the roots, and forgets those that are gone with what was kept of them.
func forget_some(count: int) -> void:
	if _by_id.is_empty():
		return
	if _turn.is_empty():
		_turn = _by_id.keys()
	for step in mini(count, _turn.size()):
		var instance: Instance = _by_id.get(_turn.pop_back())
		if instance != null and instance.root() == null:
			remove(instance.root_id)


## Returns the roots that are there, in the order in which they were made.
func of(path: String) -> Array[Node]:
	var roots: Array[Node] = []
	for instance in all_of(path):
		roots.append(instance.root())
	return roots


## Returns what is known of these roots.
func all_of(path: String) -> Array[Instance]:
	_forget_gone(path)
	var found: Array[Instance] = []
	found.assign(_among(path).values())
	return found


## Returns the paths of prefabs that have roots, or had some lately.
func paths() -> PackedStringArray:
	return PackedStringArray(_by_path.keys())


func _forget_gone(path: String) -> void:
	for instance: Instance in _among(path).values():
		if instance.root() == null:
			remove(instance.root_id)


func _among(path: String) -> Dictionary:
	return _by_path[path] if path in _by_path else {}
