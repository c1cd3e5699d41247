extends RefCounted
## What objects of one class take that are given properties of the same names, in the same order:
## worked out once for all that are alike, since asking the engine takes longer than all else. For
## threads; read only once it is made.

const ClassProperties := preload("class_properties.gd")

## Of a property whose values are looked at one by one.
const ANY := 255

## Nodes and resources that may bring code by themselves, with all that extend them.
const _CLOSED: Array[StringName] = [
	&"Animation",
	&"AnimationLibrary",
	&"Expression",
	&"GDExtension",
	&"HTTPRequest",
	&"InstancePlaceholder",
	&"MissingNode",
	&"MissingResource",
	&"MultiplayerSpawner",
	&"MultiplayerSynchronizer",
	&"PackedScene",
	&"ResourcePreloader",
	&"SceneState",
	&"Script",
	&"Shader",
	&"ShaderInclude",
	&"VisualShaderNode",
]
## What files say is not kept without end.
const _MOST := 4096
const _MOST_NAMES := 64
const _NONE := {}

static var _bases: Dictionary[StringName, StringName] = {}
## By class, and by whether they may have more properties, the shapes by their names.
static var _closed_ones: Dictionary[StringName, Dictionary] = {}
static var _open_ones: Dictionary[StringName, Dictionary] = {}
static var _count := 0
# Threads take turns.
static var _turns := Mutex.new()

## [code]Node[/code] or [code]Resource[/code] for a class that a file can have made; empty for any
## other.
var base: StringName
## Why none of these objects can be made; empty if nothing is wrong with the names.
var fault := ""
## A name is no text, which no worker writes.
var is_broken := false
## The names, those that the class does not list after those that it does: they may depend on these,
## as materials do on the mesh.
var titles: Array[StringName] = []
## By name, where it stands in the dictionary; empty if all stand as they are here.
var places := PackedInt32Array()
## By name, the property of the class; [code]null[/code] for one that it does not list.
var properties: Array[ClassProperties.Property] = []
## By name, the type of a value that is taken as it is, or [constant ANY].
var types := PackedByteArray()
## By name, 1 for what only an object can tell.
var unlisted := PackedByteArray()


## Returns the shape of objects of a class with these names of properties. [param type] is empty if
## the class is not known; [param is_open] says that it may have more properties than it lists.
static func of(type: StringName, is_open: bool, names: Array) -> RefCounted:
	var all := _open_ones if is_open else _closed_ones
	_turns.lock()
	var alike: Dictionary = all.get(type, _NONE)
	var found: RefCounted = alike.get(names)
	_turns.unlock()
	if found != null:
		return found
	found = new()
	found.call(&"_read", type, is_open, names)
	if names.size() <= _MOST_NAMES:
		_turns.lock()
		if _count >= _MOST:
			_count = 0
			_open_ones.clear()
			_closed_ones.clear()
		_count += 1
		all.get_or_add(type, {})[names] = found
		_turns.unlock()
	return found


func _read(type: StringName, is_open: bool, names: Array) -> void:
	base = _base_of(type)
	var listed := PackedInt32Array()
	var others := PackedInt32Array()
	for place in names.size():
		if not names[place] is String:
			is_broken = true
			fault = "a name is %s" % type_string(typeof(names[place]))
			return
		var title: StringName = names[place]
		fault = ClassProperties.refusal_of(title)
		if not fault.is_empty():
			return
		if not type.is_empty() and ClassProperties.find(type, title) != null:
			listed.append(place)
		elif is_open or "/" in title:
			others.append(place)
		else:
			fault = "%s has no property '%s'" % [type, title]
			return
	if not (others.is_empty() or listed.is_empty()) and others[0] < listed[-1]:
		places = listed + others
	for place in listed + others:
		var title: StringName = names[place]
		var property: ClassProperties.Property = null
		if not type.is_empty():
			property = ClassProperties.find(type, title)
		titles.append(title)
		properties.append(property)
		types.append(_plain_type_of(property))
		unlisted.append(1 if property == null else 0)


static func _plain_type_of(property: ClassProperties.Property) -> int:
	if property == null or property.is_fixed or property.type == TYPE_NIL:
		return ANY
	return property.type if property.type < TYPE_RID else ANY


static func _base_of(type: StringName) -> StringName:
	if not ClassDB.class_exists(type):
		return &""
	_turns.lock()
	if not type in _bases:
		_bases[type] = _read_base(type)
	var found := _bases[type]
	_turns.unlock()
	return found


static func _read_base(type: StringName) -> StringName:
	if not ClassDB.can_instantiate(type):
		return &""
	for closed in _CLOSED:
		if ClassDB.is_parent_class(type, closed):
			return &""
	for each: StringName in [&"Node", &"Resource"]:
		if ClassDB.is_parent_class(type, each):
			return each
	return &""
