extends RefCounted
## Resources that all instances of all prefabs share that describe the same, by their keys: weakly,
## so that they go with the last who uses them.

const PrefabPlan := preload("../forms/prefab_plan.gd")

const _FEW := 64

var _known: Dictionary[String, WeakRef] = {}
## How many there are before those that are gone are looked for.
var _limit := _FEW


## Returns how many there are.
func size() -> int:
	_forget_gone()
	return _known.size()


## Puts a resource into its slot: one that is known, or a new one. Returns the name of a property
## that it does not have; empty if it has all.
func put(plan: PrefabPlan, number: int, slots: Array) -> StringName:
	var key := plan.keys[number]
	var weak: WeakRef = _known.get(key)
	var known: Resource = weak.get_ref() if weak != null else null
	if known != null:
		slots[number] = known
		return &""
	var made: Resource = ClassDB.instantiate(plan.resource_types[number])
	var unknown := plan.resource_properties.apply(number, made, slots)
	if not unknown.is_empty():
		return unknown
	slots[number] = made
	_known[key] = weakref(made)
	if _known.size() > _limit:
		_forget_gone()
		_limit = maxi(_FEW, _known.size() * 2)
	return &""


func _forget_gone() -> void:
	for key: String in _known.keys():
		if _known[key].get_ref() == null:
			_known.erase(key)
