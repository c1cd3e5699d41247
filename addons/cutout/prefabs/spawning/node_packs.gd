extends RefCounted
## The packs of one prefab, each made when it is first used, from the second instance on: what is
## spawned once is not worth one.

const NodePack := preload("node_pack.gd")
const PrefabPlan := preload("../forms/prefab_plan.gd")

var _by_first: Dictionary[int, NodePack] = {}
var _spawns := 0


## Says that an instance is about to be made. Returns [code]true[/code] if packs are worth it.
func note_spawn() -> bool:
	_spawns += 1
	return _spawns > 1


## Returns the pack that begins with a node, or [code]null[/code] if there is none.
func of(plan: PrefabPlan, slots: Array, first: int) -> NodePack:
	if not first in _by_first:
		_by_first[first] = NodePack.of(plan, slots, first)
	return _by_first[first]


## Makes all nodes of the prefab in one call; returns [code]null[/code] if they are not of one pack,
## or if there is something to do for each instance.
func make_whole(plan: PrefabPlan, slots: Array) -> Node:
	if _spawns == 0 or plan.names.size() > NodePack.MOST:
		return null
	var pack := of(plan, slots, 0)
	if pack == null or pack.numbers.size() < plan.names.size() or not pack.rest.is_empty():
		return null
	if not plan.node_properties.late_objects.is_empty():
		return null
	return pack.scene.instantiate()
