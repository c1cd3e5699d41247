extends RefCounted
## The properties of many objects, one after the other: made in a thread, given to objects on the
## main thread at about a microsecond a property.

const ClassProperties := preload("class_properties.gd")
const CompiledValues := preload("compiled_values.gd")
const ObjectShape := preload("object_shape.gd")


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
const _NONE := {}

## What the assets and meshes in slots have to be, each pair once.
var uses: Array[Use] = []
## The objects with properties that lead to nodes, ascending.
var late_objects := PackedInt32Array()

var _ends := PackedInt32Array([0])
var _hows := PackedByteArray()
var _is_checked := PackedByteArray()
## By property, the classes that it is known to take.
var _taken: Dictionary[ClassProperties.Property, Dictionary] = {}
var _titles: Array[StringName] = []
var _used: Dictionary[Array, bool] = {}
var _values: Array = []


## Adds an object with its properties as the form has them. Returns what is wrong with a property;
## empty if nothing is.
func add(
	given: Dictionary, reader: CompiledValues, shape: ObjectShape, slot_types: Array[StringName]
) -> String:
	var object := _ends.size() - 1
	var place := _titles.size()
	var values := given.values()
	if not shape.places.is_empty():
		var as_given := values
		values = Array(shape.places).map(func(each: int) -> Variant: return as_given[each])
	_titles.append_array(shape.titles)
	_values.append_array(values)
	_hows.resize(place + values.size())
	_is_checked.append_array(shape.unlisted)
	var types := shape.types
	for number in values.size():
		# Most are plain: this is what loading a prefab takes longest for.
		if typeof(values[number]) == types[number]:
			continue
		var property := shape.properties[number]
		var slot := reader.resource_of(values[number])
		if slot >= 0 and slot_types[slot] in _taken.get(property, _NONE):
			_values[place + number] = slot
			_hows[place + number] = _SLOT
			continue
		var fault := _read(object, place + number, reader, property, slot_types)
		if not fault.is_empty():
			return fault
	_ends.append(_titles.size())
	return ""


## Gives an object its properties, but for those that lead to nodes. Returns the name of one that it
## does not have; empty if it has all.
##
## [param from] is the place of the first that is given; -1 for all.
func apply(object: int, target: Object, slots: Array, from := -1) -> StringName:
	for place in range(_ends[object] if from < 0 else from, _ends[object + 1]):
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


## Returns [code]true[/code] if something can be told only by objects themselves.
func has_unlisted() -> bool:
	return _is_checked.has(1)


## Returns the place of an object's first property.
func start_of(object: int) -> int:
	return _ends[object]


## Returns the place after those first properties of an object of which all objects get the same
## value. [param keys] says which slots are shared.
func end_of_common(object: int, slots: Array, keys: PackedStringArray) -> int:
	for place in range(_ends[object], _ends[object + 1]):
		var is_common := _hows[place] == _PLAIN
		if _hows[place] == _SLOT:
			var slot: int = _values[place]
			is_common = slot >= keys.size() or not keys[slot].is_empty()
			if is_common:
				# The engine copies those that are local to a scene for each instance.
				var content: Resource = slots[slot]
				is_common = not content.resource_local_to_scene
		if not is_common or _is_checked[place] == 1:
			return place
	return _ends[object + 1]


## Returns the name of the property at a place.
func title_at(place: int) -> StringName:
	return _titles[place]


## Returns the value at a place that is the same for all objects.
func common_value_at(place: int, slots: Array) -> Variant:
	return slots[_values[place]] if _hows[place] == _SLOT else _values[place]


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


## Reads what is not plain, or not known to be taken.
func _read(
	object: int,
	place: int,
	reader: CompiledValues,
	property: ClassProperties.Property,
	slot_types: Array[StringName]
) -> String:
	var title := _titles[place]
	var made: Variant = reader.read(_values[place])
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
	_values[place] = made
	_hows[place] = how
	# Metadata that is null is none.
	if made == null:
		_is_checked[place] = 0
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
		var fault := ClassProperties.fault_of_class(property, title, type)
		if fault.is_empty():
			_taken.get_or_add(property, {})[type] = true
		return fault
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
