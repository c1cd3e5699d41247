extends RefCounted
## Tells an instance what differs between the form that it was made from and a newer one: all of it,
## or nothing. What the game has changed itself stays, unless the file changes the same.

const InstanceParts := preload("instance_parts.gd")
const PrefabChange := preload("prefab_change.gd")
const PrefabPlan := preload("../forms/prefab_plan.gd")

const _META := "metadata/"
## Where the root is belongs to the game once it has moved it.
const _PLACE: Array[StringName] = [
	&"position", &"rotation", &"rotation_degrees", &"quaternion", &"basis", &"scale", &"transform"
]

var _change: PrefabChange
var _new: CutoutPrefab
var _parts: InstanceParts
var _slots: Array
## What was set, by object and name, and what it was before: to be taken back.
var _undo: Array[Array] = []


func _init(parts: InstanceParts, new: CutoutPrefab, change: PrefabChange) -> void:
	_parts = parts
	_new = new
	_change = change


## Returns what is wrong; empty if the instance is one of the new form now.
func apply() -> String:
	while _new.make_shared():
		pass
	_slots = _new.slots.duplicate()
	var fault := _make_resources()
	if fault.is_empty():
		fault = _edit_resources()
	if fault.is_empty():
		fault = _edit_nodes()
	if not fault.is_empty():
		_take_back()
		return fault
	_set_groups()
	var all: Array = []
	for place in _new.plan.names.size():
		all.append(_parts.node(place))
	_parts.note(_new, all, _slots)
	return ""


## Puts the instance's own resources into the slots of the new form: what it has, and new ones.
func _make_resources() -> String:
	for number in _new.plan.own_resources:
		var made: Resource = null
		if number in _change.kept:
			made = _parts.resource(_change.kept[number])
		if made == null:
			var type := _new.plan.resource_types[number]
			made = ClassDB.instantiate(type)
			var unknown := _new.plan.resource_properties.apply(number, made, _slots)
			if not unknown.is_empty():
				return "component %d (%s): it has no property '%s'" % [number, type, unknown]
		_slots[number] = made
	return ""


func _edit_resources() -> String:
	for edit in _change.resources:
		var resource := _parts.resource(_change.kept[edit.number])
		# The game has put another one in its place.
		if resource == null:
			continue
		var fault := _edit(resource, edit.number, edit, _new.plan.resource_properties)
		if not fault.is_empty():
			return "component %d (%s): %s" % [edit.number, resource.get_class(), fault]
	return ""


func _edit_nodes() -> String:
	for edit in _change.nodes:
		var place := _new.plan.places[edit.number]
		var node := _parts.node(place)
		if node == null:
			continue
		var fault := _edit(node, place, edit, _new.plan.node_properties)
		if not fault.is_empty():
			return "node '%s' (number %d): %s" % [_new.plan.names[place], place, fault]
	return ""


func _edit(
	target: Object, number: int, edit: PrefabChange.Edit, table: PrefabPlan.PropertyTable
) -> String:
	for title: StringName in edit.resets:
		if not _is_placed_by_the_game(target, number, title):
			_give(target, title, _default_of(target, title))
	for title: StringName in edit.sets:
		var missing := PackedStringArray()
		var value: Variant = table.value_of(number, title, target, _slots, missing)
		if not missing.is_empty():
			return "the property '%s' leads to no node at '%s'" % [title, missing[0]]
		if _leads_out(value):
			return "the property '%s' leads out of the prefab" % title
		if not _is_placed_by_the_game(target, number, title):
			_give(target, title, value)
			if not title in target:
				return "it has no property '%s'" % title
	return ""


## Whether a value holds a node that is not of the instance: a new one, made outside of the tree,
## could not reach it either.
func _leads_out(value: Variant) -> bool:
	if value is Array:
		var list: Array = value
		return list.any(_leads_out)
	if value is Dictionary:
		var table: Dictionary = value
		return table.values().any(_leads_out)
	if not value is Node:
		return false
	var root := _parts.node(0)
	var found: Node = value
	return root == null or not (found == root or root.is_ancestor_of(found))


## Whether this is about the place of the root, and it is not where the old form has put it.
func _is_placed_by_the_game(target: Object, number: int, title: StringName) -> bool:
	if number != 0 or not target is Node or not title in _PLACE:
		return false
	var old: Variant = _parts.prefab.plan.node_properties.value_of(0, title, target, [], [])
	if old == null:
		old = _default_of(target, title)
	var now: Variant = target.get(title)
	return typeof(now) != typeof(old) or not Callable.create(now, &"is_equal_approx").call(old)


func _give(target: Object, title: StringName, value: Variant) -> void:
	_undo.append([target, title, target.get(title)])
	if value == null and title.begins_with(_META):
		# The engine would keep a null.
		target.remove_meta(title.trim_prefix(_META))
	else:
		target.set(title, value)


func _take_back() -> void:
	_undo.reverse()
	for step in _undo:
		if is_instance_valid(step[0]):
			var target: Object = step[0]
			var title: StringName = step[1]
			target.set(title, step[2])
	_undo.clear()


func _set_groups() -> void:
	for edit in _change.nodes:
		var node := _parts.node(_new.plan.places[edit.number])
		if node == null:
			continue
		for group in edit.joins:
			node.add_to_group(group)
		for group in edit.leaves:
			node.remove_from_group(group)


## Returns what a property is if nobody sets it.
static func _default_of(target: Object, title: StringName) -> Variant:
	if target.property_can_revert(title):
		return target.property_get_revert(title)
	var script: Script = target.get_script()
	if script != null:
		var value: Variant = script.get_property_default_value(title)
		if value != null:
			return value
	return ClassDB.class_get_property_default_value(target.get_class(), title)
