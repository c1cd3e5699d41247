extends RefCounted
## Resources that all instances of all prefabs share that describe the same, by their keys: weakly,
## so that they go with the last who uses them.

const PrefabLoad := preload("prefab_load.gd")

const _FEW := 64

var _known: Dictionary[String, WeakRef] = {}
## How many there are before those that are gone are looked for.
var _limit := _FEW


## Makes resources of a load, or finds them, until the time [param deadline_usec]. Returns
## [code]true[/code] if there are more.
func make(pending: PrefabLoad, deadline_usec: int) -> bool:
	while pending.made < pending.plan.resource_count() and pending.error == null:
		if not pending.plan.keys[pending.made].is_empty():
			_make(pending, pending.made)
		pending.made += 1
		if Time.get_ticks_usec() >= deadline_usec:
			return true
	return false


## Returns how many there are.
func size() -> int:
	_forget_gone()
	return _known.size()


func _make(pending: PrefabLoad, number: int) -> void:
	var key := pending.plan.keys[number]
	var weak: WeakRef = _known.get(key)
	var known: Resource = weak.get_ref() if weak != null else null
	if known != null:
		pending.slots[number] = known
		return
	var type := pending.plan.resource_types[number]
	var made: Resource = ClassDB.instantiate(type)
	var unknown := pending.plan.resource_properties.apply(number, made, pending.slots)
	if not unknown.is_empty():
		var sentence := "component %d (%s): it has no property '%s'; mend the file"
		pending.fail(CutoutError.Code.BAD_FILE, sentence % [number, type, unknown])
		return
	pending.slots[number] = made
	_known[key] = weakref(made)
	if _known.size() > _limit:
		_forget_gone()
		_limit = maxi(_FEW, _known.size() * 2)


func _forget_gone() -> void:
	for key: String in _known.keys():
		if _known[key].get_ref() == null:
			_known.erase(key)
