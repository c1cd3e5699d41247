extends RefCounted
## How the nodes of a prefab are made: what a compiled form says, in the order of the levels of the
## tree, with all that can be checked before a node is there. Made in a thread; read only
## afterwards.

const ClassProperties := preload("class_properties.gd")
const CompiledValues := preload("compiled_values.gd")
const ObjectShape := preload("object_shape.gd")
const PropertyTable := preload("property_table.gd")
const ScriptPermissions := preload("../loading/script_permissions.gd")

## By node of the form, its number here.
var places := PackedInt32Array()
## By node: names, the node it is put under, its groups.
var names := PackedStringArray()
var parents := PackedInt32Array()
var groups: Array[PackedStringArray] = []
## By node: its class, or empty and the slot of its scene.
var types: Array[StringName] = []
var scene_slots := PackedInt32Array()
## By node: the slot of its script; -1 for none.
var script_slots := PackedInt32Array()
var node_properties := PropertyTable.new()

## By resource: its class, and what equal ones of all prefabs have alike; empty if it is not shared.
var resource_types: Array[StringName] = []
var keys := PackedStringArray()
var resource_properties := PropertyTable.new()
## The numbers of those that each spawn makes for itself, ascending.
var own_resources := PackedInt32Array()

var assets := PackedStringArray()
var meshes := PackedStringArray()
var sources: Dictionary[String, String] = {}

## What is wrong with the file; [code]null[/code] if nothing is.
var error: CutoutError
## What is wrong with the form itself; empty if nothing is.
var fault := ""

var _path := ""


## Returns the plan of a prefab that is nothing but a scene.
static func of_scene(path: String) -> RefCounted:
	var plan := new()
	plan.set(&"assets", PackedStringArray([path]))
	plan.call(&"_add_scene_root")
	return plan


## Returns [code]true[/code] for a node that is nothing but its class and its values, under the name
## that it has.
func is_plain(number: int) -> bool:
	if types[number].is_empty() or script_slots[number] >= 0 or names[number].is_empty():
		return false
	return names[number] == names[number].validate_node_name()


## Returns how many resources there are: the number of the first asset's slot.
func resource_count() -> int:
	return keys.size()


## Returns the slot of an asset.
func asset_slot(number: int) -> int:
	return keys.size() + number


## Returns the slot of a mesh.
func mesh_slot(number: int) -> int:
	return keys.size() + assets.size() + number


## Returns how many slots there are.
func slot_count() -> int:
	return keys.size() + assets.size() + meshes.size()


## Reads a form that has the right shape. Sets [member error] if something in it is wrong.
func read(path: String, form: Dictionary, permissions: ScriptPermissions) -> void:
	_path = path
	assets = form["assets"]
	meshes = form["meshes"]
	var form_sources: Dictionary = form["sources"]
	sources.assign(form_sources)
	for asset in assets:
		if not permissions.allows(asset):
			_refuse(asset)
			return
	var reader := CompiledValues.new()
	var resources: Array = form["resources"]
	for number in assets.size():
		reader.assets[assets[number]] = resources.size() + number
	for number in meshes.size():
		reader.meshes[meshes[number]] = resources.size() + assets.size() + number
	var slot_types: Array[StringName] = []
	slot_types.resize(resources.size() + assets.size())
	for number in meshes.size():
		slot_types.append(&"ArrayMesh")
	for number in resources.size():
		var resource: Dictionary = resources[number]
		if not _read_resource(number, resource, reader, slot_types):
			return
	reader.resource_count = resources.size()
	_read_nodes(form, reader, permissions, slot_types)


func _read_resource(
	number: int, resource: Dictionary, reader: CompiledValues, slot_types: Array[StringName]
) -> bool:
	var type: StringName = resource["type"]
	var properties: Dictionary = resource["properties"]
	var shape: ObjectShape = ObjectShape.of(type, false, properties.keys())
	reader.resource_count = number
	slot_types[number] = type
	var problem := shape.fault
	if shape.base != &"Resource":
		problem = "'%s' is no resource that a file can have made" % type
	if problem.is_empty():
		problem = resource_properties.add(properties, reader, shape, slot_types)
	if problem.is_empty() and resource_properties.late_objects.has(number):
		problem = "a resource cannot lead to a node"
	resource_types.append(type)
	var is_shared: bool = resource["shared"]
	var key: String = resource["key"]
	keys.append(key if is_shared else "")
	if not is_shared:
		own_resources.append(number)
	elif problem.is_empty() and not (own_resources.is_empty() or _refers_to_shared(number)):
		problem = "it is shared, but refers to a component that is not; share that one too"
	if problem.is_empty():
		return true
	_tell("component %d (%s)" % [number, type], problem, shape)
	return false


func _read_nodes(
	form: Dictionary,
	reader: CompiledValues,
	permissions: ScriptPermissions,
	slot_types: Array[StringName]
) -> void:
	var form_names: PackedStringArray = form["names"]
	var form_types: PackedStringArray = form["types"]
	var form_parents: PackedInt32Array = form["parents"]
	var form_scripts: PackedStringArray = form["scripts"]
	var form_groups: Array = form["groups"]
	var form_properties: Array = form["properties"]
	var order := _by_level(form_parents)
	var depths := PackedInt32Array()
	places.resize(order.size())
	for place in order.size():
		places[order[place]] = place
	for number in order:
		names.append(form_names[number])
		parents.append(-1 if number == 0 else places[form_parents[number]])
		groups.append(form_groups[number])
		var type := form_types[number]
		var is_scene := "/" in type
		var script_file := form_scripts[number]
		if is_scene or not script_file.is_empty():
			if not _may_bring(number, [type if is_scene else "", script_file], reader, permissions):
				return
		scene_slots.append(reader.assets[type] if is_scene else -1)
		script_slots.append(-1 if script_file.is_empty() else reader.assets[script_file])
		types.append(&"" if is_scene else StringName(type))
		depths.append(0 if number == 0 else depths[parents[-1]] + 1)
		reader.node_depth = depths[-1]
		var properties: Dictionary = form_properties[number]
		var is_open := is_scene or not script_file.is_empty()
		var shape: ObjectShape = ObjectShape.of(types[-1], is_open, properties.keys())
		var problem := shape.fault
		if shape.base != &"Node" and not is_scene:
			problem = "'%s' is no node that a file can have made" % type
		if problem.is_empty():
			problem = node_properties.add(properties, reader, shape, slot_types)
		if not problem.is_empty():
			_tell("node %d (%s)" % [number, form_names[number]], problem, shape)
			return


## Whether a node may have a scene or a script: what is not listed is nobody's permission.
func _may_bring(
	number: int, files: PackedStringArray, reader: CompiledValues, permissions: ScriptPermissions
) -> bool:
	for file in files:
		if file.is_empty():
			continue
		if not permissions.is_listed(file):
			_refuse(file)
			return false
		if not file in reader.assets:
			_fail("node %d (%s)" % [number, names[-1]], "'%s' is not among the assets" % file)
			return false
	return true


## Returns the numbers of nodes, each level of the tree after the one above it.
static func _by_level(form_parents: PackedInt32Array) -> PackedInt32Array:
	var levels: Array[PackedInt32Array] = []
	var depths := PackedInt32Array()
	for number in form_parents.size():
		var depth := 0 if number == 0 else depths[form_parents[number]] + 1
		depths.append(depth)
		if depth == levels.size():
			levels.append(PackedInt32Array())
		levels[depth].append(number)
	var order := PackedInt32Array()
	for level in levels:
		order.append_array(level)
	return order


## Takes note of what is wrong with an object.
func _tell(where: String, problem: String, shape: ObjectShape) -> void:
	if shape.is_broken:
		fault = "properties of %s: %s" % [where, problem]
	else:
		_fail(where, problem)


func _refers_to_shared(number: int) -> bool:
	for slot in resource_properties.slots_of(number):
		if slot < number and keys[slot].is_empty():
			return false
	return true


func _fail(where: String, problem: String) -> void:
	error = CutoutError.new(
		CutoutError.Code.BAD_FILE, "%s, %s: %s; mend the file." % [_path, where, problem]
	)


func _refuse(file: String) -> void:
	error = CutoutError.new(
		CutoutError.Code.BAD_PATH,
		(
			"%s needs %s, which may bring code; add a pattern to allow_scripts that lets it in."
			% [_path, file]
		)
	)


func _add_scene_root() -> void:
	names.append("")
	parents.append(-1)
	groups.append(PackedStringArray())
	types.append(&"")
	scene_slots.append(0)
	script_slots.append(-1)
	var shape: ObjectShape = ObjectShape.of(&"", true, [])
	node_properties.add({}, CompiledValues.new(), shape, [])
