extends RefCounted
## What values the properties of a class take: read of the engine once a class, for threads too.
##
## The engine ignores a name that it does not know and a value of a wrong type; here both have a
## reason.


## One property.
class Property:
	extends RefCounted
	## Of its values.
	var type: Variant.Type = TYPE_NIL
	## For objects: the classes that will do; empty for any.
	var classes := PackedStringArray()
	## Nothing sets it.
	var is_fixed := false


const _HEADINGS := PROPERTY_USAGE_CATEGORY | PROPERTY_USAGE_GROUP | PROPERTY_USAGE_SUBGROUP
## What may bring code, or is up to the game. Workers have looked already, see
## [code]templates.py[/code], which says why for each.
const _CLOSED: Array[StringName] = [
	&"script",
	&"owner",
	&"name",
	&"scene_file_path",
	&"source_code",
	&"resource_path",
	&"bbcode_enabled",
	&"advance_expression",
	&"uri",
]
## The engine's own table of what it converts without a loss of meaning, by what is wanted.
const _TAKEN: Dictionary[int, Array] = {
	TYPE_BOOL: [TYPE_INT, TYPE_FLOAT],
	TYPE_INT: [TYPE_BOOL, TYPE_FLOAT],
	TYPE_FLOAT: [TYPE_BOOL, TYPE_INT],
	TYPE_STRING: [TYPE_NODE_PATH, TYPE_STRING_NAME],
	TYPE_VECTOR2: [TYPE_VECTOR2I],
	TYPE_VECTOR2I: [TYPE_VECTOR2],
	TYPE_RECT2: [TYPE_RECT2I],
	TYPE_RECT2I: [TYPE_RECT2],
	TYPE_VECTOR3: [TYPE_VECTOR3I],
	TYPE_VECTOR3I: [TYPE_VECTOR3],
	TYPE_VECTOR4: [TYPE_VECTOR4I],
	TYPE_VECTOR4I: [TYPE_VECTOR4],
	TYPE_TRANSFORM2D: [TYPE_TRANSFORM3D],
	TYPE_QUATERNION: [TYPE_BASIS],
	TYPE_BASIS: [TYPE_QUATERNION],
	TYPE_TRANSFORM3D: [TYPE_TRANSFORM2D, TYPE_QUATERNION, TYPE_BASIS, TYPE_PROJECTION],
	TYPE_PROJECTION: [TYPE_TRANSFORM3D],
	TYPE_COLOR: [TYPE_STRING, TYPE_INT],
	TYPE_OBJECT: [TYPE_NIL],
	TYPE_STRING_NAME: [TYPE_STRING],
	TYPE_NODE_PATH: [TYPE_STRING],
	TYPE_ARRAY:
	[
		TYPE_PACKED_BYTE_ARRAY,
		TYPE_PACKED_COLOR_ARRAY,
		TYPE_PACKED_INT32_ARRAY,
		TYPE_PACKED_INT64_ARRAY,
		TYPE_PACKED_FLOAT32_ARRAY,
		TYPE_PACKED_FLOAT64_ARRAY,
		TYPE_PACKED_STRING_ARRAY,
		TYPE_PACKED_VECTOR2_ARRAY,
		TYPE_PACKED_VECTOR3_ARRAY,
	],
	TYPE_PACKED_BYTE_ARRAY: [TYPE_ARRAY],
	TYPE_PACKED_INT32_ARRAY: [TYPE_ARRAY],
	TYPE_PACKED_INT64_ARRAY: [TYPE_ARRAY],
	TYPE_PACKED_FLOAT32_ARRAY: [TYPE_ARRAY],
	TYPE_PACKED_FLOAT64_ARRAY: [TYPE_ARRAY],
	TYPE_PACKED_STRING_ARRAY: [TYPE_ARRAY],
	TYPE_PACKED_COLOR_ARRAY: [TYPE_ARRAY],
	TYPE_PACKED_VECTOR2_ARRAY: [TYPE_ARRAY],
	TYPE_PACKED_VECTOR3_ARRAY: [TYPE_ARRAY],
	TYPE_PACKED_VECTOR4_ARRAY: [TYPE_ARRAY],
}

static var _known: Dictionary[StringName, Dictionary] = {}
# Threads take turns.
static var _turns := Mutex.new()


## Returns a property of a class by its name, [code]null[/code] if the class does not list it:
## instances may still have it.
static func find(type: StringName, title: StringName) -> Property:
	_turns.lock()
	if not type in _known:
		_known[type] = _read(type)
	var found: Property = _known[type].get(title)
	_turns.unlock()
	return found


## Returns why a file may not set a property, whatever its class; empty if it may.
static func refusal_of(title: StringName) -> String:
	if title in _CLOSED or title.begins_with("_"):
		return "the property '%s' is not for files to set" % title
	return ""


## Returns why a property cannot take a plain value; empty if it can.
static func fault_of(property: Property, title: StringName, value: Variant) -> String:
	if property.is_fixed:
		return "the property '%s' can only be read" % title
	var type := typeof(value)
	if property.type == TYPE_NIL or type == property.type:
		return ""
	var others: Array = _TAKEN.get(property.type, [])
	if type in others:
		return ""
	return "the property '%s' takes %s, not %s" % [title, _wanted_of(property), type_string(type)]


## Returns why a property cannot take an object of a class; empty if it can.
static func fault_of_class(property: Property, title: StringName, type: StringName) -> String:
	if property.is_fixed:
		return "the property '%s' can only be read" % title
	if property.type == TYPE_NIL:
		return ""
	if property.type != TYPE_OBJECT:
		return "the property '%s' takes %s, not %s" % [title, _wanted_of(property), type]
	for wanted in property.classes:
		if type == wanted or ClassDB.is_parent_class(type, wanted):
			return ""
	if property.classes.is_empty():
		return ""
	return "the property '%s' takes %s, not %s" % [title, _wanted_of(property), type]


static func _wanted_of(property: Property) -> String:
	if property.classes.is_empty():
		return type_string(property.type)
	return " or ".join(property.classes)


static func _read(type: StringName) -> Dictionary:
	var found := {}
	for listed in ClassDB.class_get_property_list(type):
		var usage: int = listed["usage"]
		if usage & _HEADINGS:
			continue
		var title: String = listed["name"]
		var property := Property.new()
		property.type = listed["type"]
		property.is_fixed = ClassDB.class_get_property_setter(type, title).is_empty()
		var class_names: String = listed["class_name"]
		for each in class_names.split(",", false):
			# With a minus: what an editor does not offer.
			if not each.begins_with("-") and ClassDB.class_exists(each):
				property.classes.append(each)
		found[StringName(title)] = property
	return found
