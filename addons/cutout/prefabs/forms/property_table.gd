extends RefCounted
## The properties of many objects, one after the other: made in a thread, given to objects on the
## main thread at about a microsecond a property.

const ClassProperties := preload("class_properties.gd")
const CompiledValues := preload("compiled_values.gd")


## What a property needs of what will be in a slot.
class Use:
	extends RefCounted
	var object := 0
	var slot := 0
	var title: StringName
	var property: ClassProperties.Property


const _PLAIN := CompiledValues.How.PLAIN
const _COPY := CompiledValues.How.COPY
const _SLOT := CompiledValues.How.SLOT
const _FILLED := CompiledValues.How.FILLED
const _LATE := CompiledValues.How.LATE

## What the assets and meshes in slots have to be, each pair once.
var uses: Array[Use] = []
## The objects with properties that lead to nodes, ascending.
var late_objects := PackedInt32Array()

var _ends := PackedInt32Array([0])
var _hows := PackedByteArray()
var _is_checked := PackedByteArray()
var _titles: Array[StringName] = []
var _used: Dictionary[Array, bool] = {}
var _values: Array = []


## Adds an object with its properties as the form has them. [param type] is its class, empty if that
## is not known; [param is_open] if it may have more properties than its class. Returns what is
## wrong with a property; empty if nothing is.
func add(
	properties: Dictionary,
	reader: CompiledValues,
	type: StringName,
	is_open: bool,
	slot_types: Array[StringName]
) -> String:
	var unlisted: Array[StringName] = []
	var object := _ends.size() - 1
	for title: StringName in properties:
		var fault := ClassProperties.refusal_of(title)
		if not fault.is_empty():
			return fault
		var property: ClassProperties.Property = null
		if not type.is_empty():
			property = ClassProperties.find(type, title)
		if property == null:
			if not is_open and not "/" in title:
				return "%s has no property '%s'" % [type, title]
			# They may depend on those that the class lists, as materials do on the mesh.
			unlisted.append(title)
			continue
		fault = _append(object, title, properties[title], reader, property, slot_types)
		if not fault.is_empty():
			return fault
	for title in unlisted:
		var fault := _append(object, title, properties[title], reader, null, slot_types)
		if not fault.is_empty():
			return fault
	_ends.append(_titles.size())
	return ""


## Gives an object its properties, but for those that lead to nodes. Returns the name of one that it
## does not have; empty if it has all.
func apply(object: int, target: Object, slots: Array) -> StringName:
	for place in range(_ends[object], _ends[object + 1]):
		var title := _titles[place]
		match _hows[place]:
			_PLAIN:
				target.set(title, _values[place])
			_SLOT:
				target.set(title, slots[_values[place]])
			_COPY:
				target.set(title, _copy_of(_values[place]))
			_FILLED:
				target.set(title, CompiledValues.fill(_values[place], slots))
			_:
				continue
		if _is_checked[place] == 1 and not title in target:
			return title
	return &""


## Gives a node the properties that lead to nodes. Returns what is wrong; empty if nothing is.
func apply_late(object: int, target: Node, slots: Array) -> String:
	for place in range(_ends[object], _ends[object + 1]):
		if _hows[place] != _LATE:
			continue
		var title := _titles[place]
		var missing := PackedStringArray()
		var value: Variant = CompiledValues.link(_values[place], target, slots, missing)
		if not missing.is_empty():
			return "the property '%s' leads to no node at '%s'" % [title, missing[0]]
		target.set(title, value)
		if _is_checked[place] == 1 and not title in target:
			return "it has no property '%s'" % title
	return ""


## Returns what [param target] gets of an object's properties, by name; paths of nodes that are not
## there are added to [param missing].
func value_of(
	object: int, title: StringName, target: Object, slots: Array, missing: PackedStringArray
) -> Variant:
	for place in range(_ends[object], _ends[object + 1]):
		if _titles[place] != title:
			continue
		match _hows[place]:
			_SLOT:
				return slots[_values[place]]
			_FILLED:
				return CompiledValues.fill(_values[place], slots)
			_LATE:
				return CompiledValues.link(_values[place], target as Node, slots, missing)
		return _copy_of(_values[place])
	return null


## Returns the slots that an object's properties are given from, those in lists too.
func slots_of(object: int) -> PackedInt32Array:
	var found := PackedInt32Array()
	for place in range(_ends[object], _ends[object + 1]):
		if _hows[place] == _SLOT:
			var slot: int = _values[place]
			found.append(slot)
		elif _hows[place] == _FILLED:
			CompiledValues.collect(_values[place], found)
	return found


func _append(
	object: int,
	title: StringName,
	value: Variant,
	reader: CompiledValues,
	property: ClassProperties.Property,
	slot_types: Array[StringName]
) -> String:
	var made: Variant = reader.read(value)
	if not reader.fault.is_empty():
		return "the property '%s': %s" % [title, reader.fault]
	var how := reader.how
	if property != null:
		var fault := ""
		if how == _SLOT:
			var slot: int = made
			fault = _check_slot(object, title, slot, property, slot_types)
		elif how == _LATE and made is CompiledValues.NodeLink:
			fault = ClassProperties.fault_of_class(property, title, &"Node")
		else:
			fault = ClassProperties.fault_of(property, title, made)
		if not fault.is_empty():
			return fault
	if how == _LATE and (late_objects.is_empty() or late_objects[-1] != object):
		late_objects.append(object)
	_titles.append(title)
	_values.append(made)
	_hows.append(how)
	# Metadata that is null is none.
	_is_checked.append(1 if property == null and made != null else 0)
	return ""


func _check_slot(
	object: int,
	title: StringName,
	slot: int,
	property: ClassProperties.Property,
	slot_types: Array[StringName]
) -> String:
	var type := slot_types[slot]
	if not type.is_empty():
		return ClassProperties.fault_of_class(property, title, type)
	var pair := [slot, property]
	if not pair in _used:
		_used[pair] = true
		var use := Use.new()
		use.object = object
		use.slot = slot
		use.title = title
		use.property = property
		uses.append(use)
	return ""


## Packed arrays are copied once somebody writes to one, but whoever keeps a Variant shares them.
static func _copy_of(value: Variant) -> Variant:
	return [value].duplicate(true)[0]
