extends RefCounted
## How the nodes of a prefab are made: what a compiled form says, in the order of the levels of the
## tree, with all that can be checked before a node is there. Made in a thread; read only
## afterwards.

const ClassProperties := preload("class_properties.gd")
const CompiledValues := preload("compiled_values.gd")
const PropertyTable := preload("property_table.gd")
const ScriptPermissions := preload("../loading/script_permissions.gd")

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

var _bases: Dictionary[StringName, StringName] = {}
var _path := ""


## Returns the plan of a prefab that is nothing but a scene.
static func of_scene(path: String) -> RefCounted:
	var plan := new()
	plan.set(&"assets", PackedStringArray([path]))
	plan.call(&"_add_scene_root")
	return plan


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
	var where := "component %d (%s)" % [number, type]
	if not _can_make(type, &"Resource"):
		_fail(where, "'%s' is no resource that a file can have made" % type)
		return false
	reader.resource_count = number
	slot_types[number] = type
	var properties: Dictionary = resource["properties"]
	var fault := resource_properties.add(properties, reader, type, false, slot_types)
	if fault.is_empty() and resource_properties.late_objects.has(number):
		fault = "a resource cannot lead to a node"
	if not fault.is_empty():
		_fail(where, fault)
		return false
	resource_types.append(type)
	var is_shared: bool = resource["shared"]
	var key: String = resource["key"]
	keys.append(key if is_shared else "")
	if not is_shared:
		own_resources.append(number)
	elif not _refers_to_shared(number):
		_fail(where, "it is shared, but refers to a component that is not; share that one too")
		return false
	return true


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
		var where := "node %d (%s)" % [number, form_names[number]]
		var type := form_types[number]
		var is_scene := "/" in type
		for file: String in [type if is_scene else "", form_scripts[number]]:
			if not (file.is_empty() or permissions.is_listed(file)):
				_refuse(file)
				return
			if not (file.is_empty() or file in reader.assets):
				_fail(where, "'%s' is not among the assets" % file)
				return
		if not is_scene and not _can_make(type, &"Node"):
			_fail(where, "'%s' is no node that a file can have made" % type)
			return
		types.append(&"" if is_scene else StringName(type))
		var slot: int = reader.assets.get(type, -1)
		scene_slots.append(slot)
		slot = reader.assets.get(form_scripts[number], -1)
		script_slots.append(slot)
		var is_open := is_scene or script_slots[-1] >= 0
		depths.append(0 if number == 0 else depths[parents[-1]] + 1)
		reader.node_depth = depths[-1]
		var properties: Dictionary = form_properties[number]
		var fault := node_properties.add(properties, reader, types[-1], is_open, slot_types)
		if not fault.is_empty():
			_fail(where, fault)
			return


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


## Asked once a class: the engine takes microseconds for each answer.
func _can_make(type: StringName, base: StringName) -> bool:
	if not type in _bases:
		_bases[type] = _base_of(type)
	return _bases[type] == base


## Returns [code]Node[/code] or [code]Resource[/code] for a class that a file can have made; empty
## for any other.
static func _base_of(type: StringName) -> StringName:
	if not ClassDB.class_exists(type) or not ClassDB.can_instantiate(type):
		return &""
	for closed in _CLOSED:
		if ClassDB.is_parent_class(type, closed):
			return &""
	for base: StringName in [&"Node", &"Resource"]:
		if ClassDB.is_parent_class(type, base):
			return base
	return &""


func _refers_to_shared(number: int) -> bool:
	for slot in resource_properties.slots_of(number):
		if slot < number and keys[slot].is_empty():
			return false
	return true


func _fail(where: String, fault: String) -> void:
	error = CutoutError.new(
		CutoutError.Code.BAD_FILE, "%s, %s: %s; mend the file." % [_path, where, fault]
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
	node_properties.add({}, CompiledValues.new(), &"", true, [])
