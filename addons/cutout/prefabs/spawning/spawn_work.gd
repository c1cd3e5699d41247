extends RefCounted
## Makes the nodes of one spawn, a little at a time, and takes them away again if it fails.

## What there is to do, in turn; the last three are for a spawn that is not to be.
enum Phase { SHARED, RESOURCES, NODES, LATE, JOIN, AGAIN, UNDO, OVER }

const InstanceParts := preload("../reloading/instance_parts.gd")
const JobOptions := preload("../../jobs/job_options.gd")
const NodePack := preload("node_pack.gd")
const PrefabPlan := preload("../forms/prefab_plan.gd")

const _OPTIONS: Dictionary[String, Array] = {
	"progressive": [TYPE_BOOL],
	"name": [TYPE_STRING, TYPE_STRING_NAME],
	"priority": [TYPE_INT, TYPE_STRING, TYPE_STRING_NAME],
}
const _GONE := "The parent of the spawn is gone."
const _FOREVER := 0x7fffffffffffffff

var spawn: CutoutSpawn
## Transform2D, Transform3D or [code]null[/code].
var transform: Variant
## What the root is called; empty for what the prefab says.
var title := ""
## Whether everybody sees the tree grow.
var is_progressive := false
## Whether a hot reload will want to know what was made.
var keeps_parts := false

var _next := 0
## What was made and is not under its parent yet. Without a type, as all nodes here: the game may
## free them.
var _loose: Variant
## By number; [code]null[/code] for those that are not made, or that the one above stands for.
var _nodes: Array = []
var _parent_id := 0
var _phase := Phase.SHARED
var _plan: PrefabPlan
var _slots: Array
var _uses_packs := false


## [param parent] is [code]null[/code] for a tree of its own.
func _init(p_spawn: CutoutSpawn, parent: Node) -> void:
	spawn = p_spawn
	_begin()
	if parent != null:
		_parent_id = parent.get_instance_id()


## Returns the work of a spawn whose arguments are right.
static func of(
	prefab: CutoutPrefab, parent: Node, p_transform: Variant, options: Dictionary, p_keeps: bool
) -> RefCounted:
	var made := CutoutSpawn.new()
	made.prefab = prefab.newest()
	made.priority = JobOptions.priority_from(options.get("priority", CutoutJob.Priority.NORMAL))
	var work := new(made, parent)
	work.set(&"keeps_parts", p_keeps)
	work.set(&"transform", p_transform)
	work.set(&"title", options.get("name", ""))
	work.set(&"is_progressive", options.get("progressive", false))
	return work


## Returns what is wrong with the arguments of a spawn; empty if nothing is.
static func fault_of(prefab: CutoutPrefab, p_transform: Variant, options: Dictionary) -> String:
	if prefab == null:
		return "there is no prefab to spawn; pass what load_async() gives, unless that is null."
	var type := prefab.root_class
	if not (
		p_transform == null
		or (p_transform is Transform3D and ClassDB.is_parent_class(type, &"Node3D"))
		or (p_transform is Transform2D and ClassDB.is_parent_class(type, &"Node2D"))
	):
		return (
			"the root of %s is a %s, and the transform a %s; pass what it has, or null."
			% [prefab.path, type, type_string(typeof(p_transform))]
		)
	for option: Variant in options:
		if not option in _OPTIONS:
			return "there is no option '%s'; pass one of %s." % [option, ", ".join(_OPTIONS.keys())]
		if not typeof(options[option]) in _OPTIONS[str(option)]:
			return "the option '%s' is %s." % [option, options[option]]
	if JobOptions.priority_from(options.get("priority", 0)) == null:
		return "priority is %s; pass a number or the name of a band." % options["priority"]
	return ""


## Goes on until the time [param deadline_usec]. Returns [code]true[/code] if there is more to do.
func step(deadline_usec: int) -> bool:
	if spawn.state == CutoutSpawn.State.WAITING:
		spawn.state = CutoutSpawn.State.SPAWNING
	if spawn.state == CutoutSpawn.State.SPAWNING and not _is_wanted():
		spawn.give_up(CutoutError.Code.CANCELLED, _GONE)
	# Its files have changed: it begins again, unless it is in the tree already.
	if spawn.prefab.newer != null and spawn.root == null and _phase < Phase.AGAIN:
		_phase = Phase.AGAIN
	while true:
		if spawn.state >= CutoutSpawn.State.FAILED and _phase < Phase.UNDO:
			_phase = Phase.UNDO
			spawn.root = null
			_slots = []
		_do_one()
		if _phase == Phase.OVER:
			return false
		if Time.get_ticks_usec() >= deadline_usec:
			return true
	return false


## Does all that is left, now.
func finish() -> void:
	step(_FOREVER)


## Takes away what was made, now: for when the loader leaves the tree.
func take_away() -> void:
	if not spawn.state >= CutoutSpawn.State.DONE:
		spawn.give_up(CutoutError.Code.CANCELLED, "The loader has left the tree.")
	spawn.root = null
	_slots = []
	if is_instance_valid(_loose):
		var loose: Node = _loose
		loose.free()
	if _nodes.is_empty() or not is_instance_valid(_nodes[0]):
		return
	var root: Node = _nodes[0]
	_nodes.clear()
	if root.get_parent() == null:
		root.free()
	else:
		# The tree may be taken apart just now.
		root.queue_free()


func _begin() -> void:
	_next = 0
	_phase = Phase.SHARED
	_plan = spawn.prefab.plan
	_slots = spawn.prefab.slots
	_uses_packs = spawn.prefab.packs.note_spawn()


func _do_one() -> void:
	match _phase:
		Phase.SHARED:
			if not spawn.prefab.make_shared():
				_phase = Phase.NODES if _plan.own_resources.is_empty() else Phase.RESOURCES
				_slots = _slots.duplicate() if _phase == Phase.RESOURCES else _slots
		Phase.RESOURCES:
			_make_resource(_plan.own_resources[_next])
			_advance(_plan.own_resources.size(), Phase.NODES)
		Phase.NODES:
			_make(_next)
			_advance(_plan.names.size(), Phase.LATE)
			spawn.progress = _next / float(_plan.names.size()) if _next > 0 else 1.0
		Phase.LATE:
			var objects := _plan.node_properties.late_objects
			if _next < objects.size():
				_link_node(objects[_next])
			_advance(objects.size(), Phase.JOIN)
		Phase.JOIN:
			_join()
		Phase.AGAIN:
			if not _free_last():
				spawn.prefab = spawn.prefab.newest()
				_begin()
		Phase.UNDO:
			if not _free_last():
				_phase = Phase.OVER


func _advance(count: int, phase: Phase) -> void:
	_next += 1
	if _next >= count:
		_next = 0
		_phase = phase


func _make_resource(number: int) -> void:
	var type := _plan.resource_types[number]
	var made: Resource = ClassDB.instantiate(type)
	var unknown := _plan.resource_properties.apply(number, made, _slots)
	_slots[number] = made
	if not unknown.is_empty():
		_fail("component %d (%s)" % [number, type], "it has no property '%s'" % unknown)


## Makes a node, and those too that come with it.
func _make(number: int) -> void:
	# What is freed has come with others all the same.
	if number < _nodes.size() and typeof(_nodes[number]) != TYPE_NIL:
		return
	if number > 0 and not is_instance_valid(_nodes[_plan.parents[number]]):
		spawn.give_up(CutoutError.Code.CANCELLED, "The spawn was freed while it grew.")
		return
	var pack: NodePack = null
	if _uses_packs and not is_progressive:
		pack = spawn.prefab.packs.of(_plan, spawn.prefab.slots, number)
	if pack != null:
		_make_pack(number, pack)
	else:
		_make_node(number)


func _make_pack(number: int, pack: NodePack) -> void:
	var made := pack.scene.instantiate()
	_keep(number, made)
	if number == 0 and not title.is_empty():
		made.name = title
	var is_all := pack.numbers.size() == _plan.names.size()
	var are_wanted := keeps_parts or not pack.rest.is_empty()
	if are_wanted or not (is_all and _plan.node_properties.late_objects.is_empty()):
		_note_nodes(pack)
	for each in pack.rest:
		var node: Node = _nodes[each]
		var unknown := _plan.node_properties.apply(each, node, _slots, pack.rest[each])
		if not unknown.is_empty():
			_fail(_where(each), "it has no property '%s'" % unknown)
			return
	_put(number, made)
	if is_all:
		_next = _plan.names.size()


## Takes note of what was made, to be freed if all else fails.
func _keep(number: int, made: Node) -> void:
	if number >= _nodes.size():
		_nodes.resize(number + 1)
	_nodes[number] = made
	_loose = made


func _note_nodes(pack: NodePack) -> void:
	if pack.numbers[-1] >= _nodes.size():
		_nodes.resize(pack.numbers[-1] + 1)
	for number in pack.counts:
		var over: Node = _nodes[number]
		var below := over.get_children()
		var first := _plan.parents.bsearch(number)
		# Some classes bring children of their own, which come first.
		var others := below.size() - pack.counts[number]
		for place in pack.counts[number]:
			_nodes[first + place] = below[others + place]


func _make_node(number: int) -> void:
	var made := _new_node(number)
	if made == null:
		return
	_keep(number, made)
	var name := _plan.names[number]
	if number == 0 and not title.is_empty():
		name = title
	if not name.is_empty():
		made.name = name
	if _plan.script_slots[number] >= 0 and not _attach(made, number):
		return
	var unknown := _plan.node_properties.apply(number, made, _slots)
	if not unknown.is_empty():
		_fail(_where(number), "it has no property '%s'" % unknown)
		return
	for group in _plan.groups[number]:
		made.add_to_group(group)
	_put(number, made)


## Puts what was made under its parent, or where it belongs if it is the root.
func _put(number: int, made: Node) -> void:
	if number > 0:
		var over: Node = _nodes[_plan.parents[number]]
		over.add_child(made)
	elif not _place(made):
		return
	elif is_progressive:
		spawn.root = made
		_enter(made)
	_loose = null


func _new_node(number: int) -> Node:
	var slot := _plan.scene_slots[number]
	if slot < 0:
		return ClassDB.instantiate(_plan.types[number])
	var scene: PackedScene = _slots[slot]
	var made := scene.instantiate()
	if made == null:
		_fail(_where(number), "the scene %s cannot be instantiated" % scene.resource_path)
	return made


func _attach(node: Node, number: int) -> bool:
	var script: Script = _slots[_plan.script_slots[number]]
	var base := script.get_instance_base_type()
	if not node.is_class(base):
		var sentence := "the script %s extends %s, and this is %s"
		_fail(_where(number), sentence % [script.resource_path, base, node.get_class()])
		return false
	node.set_script(script)
	return true


func _place(root: Node) -> bool:
	if transform == null:
		return true
	if transform is Transform3D and root is Node3D:
		(root as Node3D).transform = transform
	elif transform is Transform2D and root is Node2D:
		(root as Node2D).transform = transform
	else:
		_fail(_where(0), "a %s has no %s" % [root.get_class(), type_string(typeof(transform))])
		return false
	return true


func _link_node(number: int) -> void:
	if not is_instance_valid(_nodes[number]):
		spawn.give_up(CutoutError.Code.CANCELLED, "The spawn was freed while it grew.")
		return
	var node: Node = _nodes[number]
	var fault := _plan.node_properties.apply_late(number, node, _slots)
	if not fault.is_empty():
		_fail(_where(number), fault)


func _join() -> void:
	if not is_instance_valid(_nodes[0]):
		spawn.give_up(CutoutError.Code.CANCELLED, "The spawn was freed while it grew.")
		return
	var root: Node = _nodes[0]
	if not is_progressive and not _enter(root):
		return
	_phase = Phase.OVER
	# Scripts have run: they may have freed it.
	if is_instance_valid(_nodes[0]):
		spawn.root = _nodes[0]
		spawn.state = CutoutSpawn.State.DONE
		if keeps_parts:
			spawn.parts = InstanceParts.new()
			spawn.parts.note(spawn.prefab, _nodes, _slots)
	else:
		spawn.give_up(CutoutError.Code.CANCELLED, "The spawn has freed itself.")
	_nodes = []
	_slots = []


## Puts the root where it belongs. Scripts have run since that was looked at.
func _enter(root: Node) -> bool:
	if not _is_wanted():
		spawn.give_up(CutoutError.Code.CANCELLED, _GONE)
		return false
	if _parent_id != 0:
		_parent().add_child(root)
	return true


## Frees the last node: what is under it comes after it, or goes with it. Returns
## [code]false[/code] if there is none.
func _free_last() -> bool:
	if _nodes.is_empty():
		return false
	if is_instance_valid(_nodes[-1]):
		var last: Node = _nodes[-1]
		last.free()
	_nodes.pop_back()
	return true


func _is_wanted() -> bool:
	if _parent_id == 0:
		return true
	var parent := _parent()
	return parent != null and not parent.is_queued_for_deletion()


func _parent() -> Node:
	return instance_from_id(_parent_id) as Node


func _where(number: int) -> String:
	return "node '%s' (number %d)" % [_plan.names[number], number]


func _fail(where: String, fault: String) -> void:
	var sentence := "%s, %s: %s; mend the file."
	spawn.give_up(CutoutError.Code.BAD_FILE, sentence % [spawn.prefab.path, where, fault])
