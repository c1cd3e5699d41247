extends RefCounted
## Values of a compiled form as the engine has them; docs/architecture.md lays them down under "Kind
## prefab". For threads.
##
## What stands for something else is a number of a slot: the resources of the form come first, then
## its assets, then its meshes.

## How a value is given to an object.
enum How {
	## As it is.
	PLAIN,
	## A copy, so that no two objects share it.
	COPY,
	## What is in the slot of this number.
	SLOT,
	## A copy with what is in the slots.
	FILLED,
	## Once all nodes are there: it leads to one.
	LATE,
}


## Stands for what is in a slot.
class Slot:
	extends RefCounted
	var number := 0


## Stands for a node.
class NodeLink:
	extends RefCounted
	var path := ^""


const _MAX_DEPTH := 32
const _NUMBERS: Dictionary[String, int] = {
	"@Transform3D": 12, "@Basis": 9, "@Vector4": 4, "@Quaternion": 4, "@Plane": 4, "@AABB": 6
}
const _NEVER: Array[Variant.Type] = [TYPE_OBJECT, TYPE_RID, TYPE_CALLABLE, TYPE_SIGNAL]

## How far below the root the object is whose values are read.
var node_depth := 0
## How many of the resources may be referred to.
var resource_count := 0
## The slots of assets and meshes by path.
var assets: Dictionary[String, int] = {}
var meshes: Dictionary[String, int] = {}
## What is wrong with the last value; empty if nothing is.
var fault := ""
## How the last value is given to an object.
var how := How.PLAIN


## Returns a value of the form as the engine has it: a number for [constant SLOT].
func read(value: Variant) -> Variant:
	fault = ""
	how = How.PLAIN
	var made: Variant = _read(value, 0)
	if made is Slot:
		var slot: Slot = made
		how = How.SLOT
		return slot.number
	return made


## Returns the number of the resource that a value stands for; -1 for any other value.
func resource_of(value: Variant) -> int:
	if value is Dictionary:
		var table: Dictionary = value
		var number: Variant = table.get("@resource")
		if number is int and number >= 0 and number < resource_count and table.size() == 1:
			return number
	return -1


## Returns a value that is not plain for one object: a copy, with what is in the slots.
static func fill(value: Variant, slots: Array) -> Variant:
	if value is Slot:
		var slot: Slot = value
		return slots[slot.number]
	if value is Array:
		var list: Array = value
		return list.map(func(each: Variant) -> Variant: return fill(each, slots))
	if value is Dictionary:
		var table: Dictionary = value
		var copy := {}
		for key: Variant in table:
			copy[key] = fill(table[key], slots)
		return copy
	return value


## Adds the slots that a value is filled from to [param found].
static func collect(value: Variant, found: PackedInt32Array) -> void:
	if value is Slot:
		var slot: Slot = value
		found.append(slot.number)
	elif value is Array:
		for each: Variant in value:
			collect(each, found)
	elif value is Dictionary:
		var table: Dictionary = value
		for key: Variant in table:
			collect(table[key], found)


## Returns a copy of a value with the nodes that it leads to from [param node]; the paths of those
## that are not there are added to [param missing].
static func link(value: Variant, node: Node, slots: Array, missing: PackedStringArray) -> Variant:
	if value is NodeLink:
		var path: NodePath = value.path
		var found := node.get_node_or_null(path)
		if found == null:
			missing.append(str(path))
		return found
	if value is Array:
		var list: Array = value
		var copied := []
		for each: Variant in list:
			copied.append(link(each, node, slots, missing))
		return copied
	if value is Dictionary:
		var table: Dictionary = value
		var copy := {}
		for key: Variant in table:
			copy[key] = link(table[key], node, slots, missing)
		return copy
	return fill(value, slots)


func _read(value: Variant, depth: int) -> Variant:
	var type := typeof(value)
	if type < TYPE_DICTIONARY:
		if type in _NEVER:
			fault = "a value is %s" % type_string(type)
		return value
	if type == TYPE_DICTIONARY:
		var table: Dictionary = value
		return _read_dictionary(table, depth)
	if type == TYPE_ARRAY:
		var list: Array = value
		return _read_list(list, depth)
	how = maxi(how, How.COPY) as How
	return value


func _read_list(list: Array, depth: int) -> Variant:
	if depth >= _MAX_DEPTH:
		fault = "values lie more than %d deep" % _MAX_DEPTH
		return null
	how = maxi(how, How.COPY) as How
	var made := []
	for each: Variant in list:
		made.append(_noted(_read(each, depth + 1)))
	return made


func _read_dictionary(table: Dictionary, depth: int) -> Variant:
	if depth >= _MAX_DEPTH:
		fault = "values lie more than %d deep" % _MAX_DEPTH
		return null
	for key: Variant in table:
		if key is String and str(key).begins_with("@"):
			var text: String = key
			if table.size() > 1:
				fault = "the key '%s' has others beside it" % text
				return null
			return _read_tagged(text, table[key])
		if typeof(key) >= TYPE_OBJECT:
			fault = "a key is %s" % type_string(typeof(key))
			return null
	how = maxi(how, How.COPY) as How
	var made := {}
	for key: Variant in table:
		made[key] = _noted(_read(table[key], depth + 1))
	return made


## Takes note of a link that lies in a list or dictionary.
func _noted(value: Variant) -> Variant:
	if value is Slot:
		how = maxi(how, How.FILLED) as How
	return value


func _read_tagged(tag: String, value: Variant) -> Variant:
	if tag in _NUMBERS:
		return _read_numbers(tag, value)
	if tag == "@resource":
		if value is int and value >= 0 and value < resource_count:
			var number: int = value
			return _slot(number)
		fault = "@resource is %s; there are %d before it" % [value, resource_count]
		return null
	if not value is String:
		fault = "%s is %s" % [tag, type_string(typeof(value))]
		return null
	var text: String = value
	return _read_text(tag, text)


func _read_text(tag: String, text: String) -> Variant:
	var made: Variant = null
	match tag:
		"@NodePath":
			made = NodePath(text)
		"@StringName":
			made = StringName(text)
		"@node":
			how = How.LATE
			var found := NodeLink.new()
			found.path = NodePath(text)
			made = found
			if _leads_out(found.path):
				fault = "%s is '%s', which leads out of the prefab" % [tag, text]
		"@load", "@mesh":
			var known := assets if tag == "@load" else meshes
			if text in known:
				made = _slot(known[text])
			else:
				fault = "%s is '%s', which is not listed" % [tag, text]
		_:
			fault = "there is no '%s'" % tag
	return made


func _leads_out(path: NodePath) -> bool:
	var level := node_depth
	for place in path.get_name_count():
		var step := path.get_name(place)
		if step != &".":
			level += -1 if step == &".." else 1
		if level < 0:
			return true
	return path.is_absolute()


func _read_numbers(tag: String, value: Variant) -> Variant:
	if not value is PackedFloat32Array:
		fault = "%s is %s" % [tag, type_string(typeof(value))]
		return null
	var n: PackedFloat32Array = value
	if n.size() != _NUMBERS[tag]:
		fault = "%s has %d numbers" % [tag, n.size()]
		return null
	return _from_numbers(tag, n)


static func _from_numbers(tag: String, n: PackedFloat32Array) -> Variant:
	match tag:
		"@Vector4":
			return Vector4(n[0], n[1], n[2], n[3])
		"@Quaternion":
			return Quaternion(n[0], n[1], n[2], n[3])
		"@Plane":
			return Plane(n[0], n[1], n[2], n[3])
		"@AABB":
			return AABB(Vector3(n[0], n[1], n[2]), Vector3(n[3], n[4], n[5]))
	var basis := Basis(
		Vector3(n[0], n[1], n[2]), Vector3(n[3], n[4], n[5]), Vector3(n[6], n[7], n[8])
	)
	if tag == "@Basis":
		return basis
	return Transform3D(basis, Vector3(n[9], n[10], n[11]))


static func _slot(number: int) -> Slot:
	var slot := Slot.new()
	slot.number = number
	return slot
