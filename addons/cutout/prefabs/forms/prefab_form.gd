extends RefCounted
## The shape of a compiled form, as docs/architecture.md lays it down under "Kind prefab". For
## threads.

const VERSION := 1

const _TYPES := {
	"names": TYPE_PACKED_STRING_ARRAY,
	"types": TYPE_PACKED_STRING_ARRAY,
	"parents": TYPE_PACKED_INT32_ARRAY,
	"properties": TYPE_ARRAY,
	"scripts": TYPE_PACKED_STRING_ARRAY,
	"groups": TYPE_ARRAY,
	"resources": TYPE_ARRAY,
	"assets": TYPE_PACKED_STRING_ARRAY,
	"meshes": TYPE_PACKED_STRING_ARRAY,
	"sources": TYPE_DICTIONARY,
}
const _PER_NODE: PackedStringArray = ["types", "parents", "properties", "scripts", "groups"]


## Returns what is wrong with the shape of [param result]; empty if nothing is.
static func fault_of(result: Variant) -> String:
	if not result is Dictionary:
		return "it is %s, not Dictionary" % type_string(typeof(result))
	var form: Dictionary = result
	if not is_same(form.get("version"), VERSION):
		return "its version is %s, not %d" % [form.get("version"), VERSION]
	for key: String in _TYPES:
		var type: int = _TYPES[key]
		if typeof(form.get(key)) != type:
			return "%s is %s, not %s" % [key, type_string(typeof(form.get(key))), type_string(type)]
	var names: PackedStringArray = form["names"]
	if names.is_empty():
		return "it has no node"
	for key in _PER_NODE:
		var size := len(form[key])
		if size != names.size():
			return "%d names and %d %s" % [names.size(), size, key]
	for check: Callable in [_fault_of_parents, _fault_of_lists, _fault_of_resources]:
		var fault: String = check.call(form)
		if not fault.is_empty():
			return fault
	return ""


static func _fault_of_parents(form: Dictionary) -> String:
	var parents: PackedInt32Array = form["parents"]
	if parents[0] != -1:
		return "the parent of the first node is %d" % parents[0]
	for node in range(1, parents.size()):
		if parents[node] < 0 or parents[node] >= node:
			return "the parent of node %d is %d" % [node, parents[node]]
	return ""


static func _fault_of_lists(form: Dictionary) -> String:
	var properties: Array = form["properties"]
	for node in properties.size():
		if not properties[node] is Dictionary:
			return "properties of node %d are %s" % [node, type_string(typeof(properties[node]))]
	var groups: Array = form["groups"]
	for node in groups.size():
		if not groups[node] is PackedStringArray:
			return "groups of node %d are %s" % [node, type_string(typeof(groups[node]))]
		var titles: PackedStringArray = groups[node]
		if "" in titles:
			return "a group of node %d has no name" % node
	var sources: Dictionary = form["sources"]
	for path: Variant in sources:
		if not (path is String and sources[path] is String):
			return "sources are no texts"
	return ""


static func _fault_of_resources(form: Dictionary) -> String:
	var resources: Array = form["resources"]
	for number in resources.size():
		if not resources[number] is Dictionary:
			return "resource %d is %s" % [number, type_string(typeof(resources[number]))]
		var resource: Dictionary = resources[number]
		if not (
			resource.get("type") is String
			and resource.get("shared") is bool
			and resource.get("key") is String
			and resource.get("properties") is Dictionary
		):
			return "resource %d lacks type, shared, key or properties" % number
		var key: String = resource["key"]
		if resource["shared"] and key.is_empty():
			return "resource %d is shared and has no key" % number
	return ""
