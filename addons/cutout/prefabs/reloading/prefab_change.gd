extends RefCounted
## What differs between two compiled forms of a prefab, which docs/architecture.md lays down.
##
## Either the structure does: nodes, their types or scripts. Then an instance has to be made anew.
## Or only values do, and an instance is told just these. Resources that an instance does not share
## are told apart by what refers to them: the two that the same property refers to are one that has
## changed.

const _LINK := "@"
const _RESOURCE := "@resource"


## What a node or a resource is to be told.
class Edit:
	extends RefCounted
	## Its number in the new form.
	var number := 0
	## The new values by name, as the new form has them.
	var sets: Dictionary[String, Variant] = {}
	## Properties that the new form does not set any more.
	var resets := PackedStringArray()
	## Groups that are new.
	var joins := PackedStringArray()
	## Groups that are gone.
	var leaves := PackedStringArray()

	## Returns [code]true[/code] if there is nothing to tell.
	func is_empty() -> bool:
		return sets.is_empty() and resets.is_empty() and joins.is_empty() and leaves.is_empty()


## Why an instance has to be made anew; empty if it has not.
var structure := ""
## What nodes are told.
var nodes: Array[Edit] = []
## What resources are told; each before those that refer to it.
var resources: Array[Edit] = []
## By number of a resource in the new form, the number of what it was in the old one.
var kept: Dictionary[int, int] = {}

var _new: Array = []
var _old: Array = []
var _renewed: Dictionary[String, bool] = {}
var _taken: Dictionary[int, int] = {}


## Compares two forms. What is loaded from the files in [param renewed] counts as changed.
func _init(old: Dictionary, new: Dictionary, renewed: Dictionary[String, bool] = {}) -> void:
	_renewed = renewed
	structure = _structure_of(old, new)
	if structure.is_empty():
		_compare(old, new)


## Returns [code]true[/code] if an instance of the old form is one of the new form already.
func is_empty() -> bool:
	return structure.is_empty() and nodes.is_empty() and resources.is_empty()


func _compare(old: Dictionary, new: Dictionary) -> void:
	_old = old["resources"]
	_new = new["resources"]
	var old_values: Array = old["properties"]
	var new_values: Array = new["properties"]
	var old_groups: Array = old["groups"]
	var new_groups: Array = new["groups"]
	var types: PackedStringArray = new["types"]
	for number in types.size():
		var edit := Edit.new()
		edit.number = number
		var before: Dictionary = old_values[number]
		var after: Dictionary = new_values[number]
		_compare_values(edit, before, after)
		var left: PackedStringArray = old_groups[number]
		var joined: PackedStringArray = new_groups[number]
		_compare_groups(edit, left, joined)
		if not edit.resets.is_empty() and "/" in types[number]:
			structure = "what %s is in its scene is not known" % edit.resets[0]
			return
		if not edit.is_empty():
			nodes.append(edit)


func _structure_of(old: Dictionary, new: Dictionary) -> String:
	for key: String in ["parents", "types", "scripts"]:
		if old[key] != new[key]:
			return key
	var old_names: PackedStringArray = old["names"]
	var new_names: PackedStringArray = new["names"]
	# What the root is called is up to whoever spawns it.
	return "" if old_names.slice(1) == new_names.slice(1) else "names"


func _compare_values(edit: Edit, old: Dictionary, new: Dictionary) -> void:
	for title: String in new:
		if not (title in old and _is_same(old[title], new[title])):
			edit.sets[title] = new[title]
	for title: String in old:
		if not title in new:
			edit.resets.append(title)


func _compare_groups(edit: Edit, old: PackedStringArray, new: PackedStringArray) -> void:
	if old == new:
		return
	for group in new:
		if not group in old:
			edit.joins.append(group)
	for group in old:
		if not group in new:
			edit.leaves.append(group)


## Whether a property need not be set anew, once the resources it refers to are told what is new.
func _is_same(old: Variant, new: Variant) -> bool:
	if typeof(old) != typeof(new):
		return false
	if old is Array:
		var old_list: Array = old
		var new_list: Array = new
		return _are_same_lists(old_list, new_list)
	if old is Dictionary:
		var old_parts: Dictionary = old
		var new_parts: Dictionary = new
		return _are_same_parts(old_parts, new_parts)
	return old == new


func _are_same_lists(old: Array, new: Array) -> bool:
	if old.size() != new.size():
		return false
	for place in old.size():
		if not _is_same(old[place], new[place]):
			return false
	return true


func _are_same_parts(old: Dictionary, new: Dictionary) -> bool:
	if old.size() != new.size() or not new.has_all(old.keys()):
		return false
	if old.size() == 1 and old.keys()[0] is String:
		var key: String = old.keys()[0]
		if key == _RESOURCE:
			var old_number: int = old[key]
			var new_number: int = new[key]
			return _is_same_resource(old_number, new_number)
		if key.begins_with(_LINK):
			return old == new and not new[key] in _renewed
	for key: Variant in old:
		if not _is_same(old[key], new[key]):
			return false
	return true


func _is_same_resource(old_number: int, new_number: int) -> bool:
	if new_number in kept or old_number in _taken:
		return kept.get(new_number, -1) == old_number
	var old: Dictionary = _old[old_number]
	var new: Dictionary = _new[new_number]
	var is_shared: bool = new["shared"]
	# What is shared belongs to other prefabs as well; equal keys say that it is the same.
	if old["type"] != new["type"] or old["key"] != new["key"] or old["shared"] != is_shared:
		return false
	kept[new_number] = old_number
	_taken[old_number] = new_number
	if is_shared:
		return true
	var edit := Edit.new()
	edit.number = new_number
	var before: Dictionary = old["properties"]
	var after: Dictionary = new["properties"]
	_compare_values(edit, before, after)
	if not edit.is_empty():
		resources.append(edit)
	return true
