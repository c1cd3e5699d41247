extends RefCounted
## Brings live instances up to the newest form of their prefab, in steps of the frame budget: in
## place if only values differ, else with a new instance where the old one is.
##
## What is in no tree is replaced when it enters one.

## An instance stays as it is, because of [param error]. Told once for each new form.
signal failed(path: String, error: CutoutError)
## An instance has made way for another. The old root is there until whoever is told returns,
## outside of the tree.
signal replaced(old_root_id: int, root: Node)

const LiveInstances := preload("live_instances.gd")
const PrefabChange := preload("prefab_change.gd")
const PrefabSwap := preload("prefab_swap.gd")
const PrefabUpdate := preload("prefab_update.gd")
const SpawnQueue := preload("../spawning/spawn_queue.gd")
const SpawnWork := preload("../spawning/spawn_work.gd")

const _FREE := &"prefab_instance_free"
const _STEP := &"prefab_update"

## How many instances were changed in place, ever.
var updated := 0
## How many have made way for others, ever.
var replacements := 0

var _change: PrefabChange
var _change_from: CutoutPrefab
var _change_to: CutoutPrefab
## Nodes in no tree that wait to be freed. Without a type, because the game may free them.
var _doomed: Array = []
var _live: LiveInstances
var _processor: CutoutBatchProcessor
var _queue: SpawnQueue
## By path, the id of the form that an instance was last said not to take.
var _told: Dictionary[String, int] = {}
## Instances that wait for their step, or for their successor.
var _waiting: Dictionary[LiveInstances.Instance, bool] = {}


func _init(live: LiveInstances, queue: SpawnQueue) -> void:
	_live = live
	_queue = queue


## Returns how many instances are to be changed.
func size() -> int:
	return _waiting.size()


## Has an instance brought up, if it is behind.
func add(instance: LiveInstances.Instance, processor: CutoutBatchProcessor) -> void:
	_processor = processor
	if instance.parts == null or instance.parts.prefab.newer == null or instance in _waiting:
		return
	_waiting[instance] = true
	processor.push_step(_step.bind(self, instance), _STEP)


## Frees what waits for its step: for when the loader leaves the tree.
func release() -> void:
	while not _doomed.is_empty():
		_free_one()


## Returns of which files two forms hold another asset or mesh.
static func renewed_between(old: CutoutPrefab, new: CutoutPrefab) -> Dictionary[String, bool]:
	var renewed: Dictionary[String, bool] = {}
	for number in new.plan.meshes.size():
		var path := new.plan.meshes[number]
		var before := old.plan.meshes.find(path)
		if before >= 0:
			var is_same_mesh := is_same(
				old.slots[old.plan.mesh_slot(before)], new.slots[new.plan.mesh_slot(number)]
			)
			if not is_same_mesh:
				renewed[path] = true
	for number in new.plan.assets.size():
		var path := new.plan.assets[number]
		var before := old.plan.assets.find(path)
		if before >= 0:
			var is_same_asset := is_same(
				old.slots[old.plan.asset_slot(before)], new.slots[new.plan.asset_slot(number)]
			)
			if not is_same_asset:
				renewed[path] = true
	return renewed


static func _step(updates: RefCounted, instance: LiveInstances.Instance) -> void:
	updates.call(&"_bring_up", instance)


func _bring_up(instance: LiveInstances.Instance) -> void:
	var root := instance.root()
	var old := instance.parts.prefab
	var new := old.newest()
	if root == null or old == new:
		_end(instance)
		return
	if old != _change_from or new != _change_to:
		_change_from = old
		_change_to = new
		_change = PrefabChange.new(old.form, new.form, renewed_between(old, new))
	if not _change.structure.is_empty():
		_replace(instance, root, new)
		return
	var fault := PrefabUpdate.new(instance.parts, new, _change).apply()
	if fault.is_empty():
		updated += 1
	else:
		var message := "%s, %s; mend the file." % [new.path, fault]
		_fail(new, CutoutError.new(CutoutError.Code.BAD_FILE, message))
	_end(instance)


func _replace(instance: LiveInstances.Instance, root: Node, new: CutoutPrefab) -> void:
	if root.get_parent() == null:
		_end(instance)
		if not root.tree_entered.is_connected(_on_entered):
			root.tree_entered.connect(_on_entered.bind(instance), CONNECT_ONE_SHOT)
		return
	var spawn := CutoutSpawn.new()
	spawn.prefab = new
	spawn.finished.connect(_on_made.bind(instance), CONNECT_ONE_SHOT)
	var work := SpawnWork.new(spawn, null)
	work.keeps_parts = true
	_queue.add(work, _processor)


func _on_entered(instance: LiveInstances.Instance) -> void:
	add(instance, _processor)


func _on_made(spawn: CutoutSpawn, instance: LiveInstances.Instance) -> void:
	_end(instance)
	if spawn.state == CutoutSpawn.State.FAILED:
		_fail(spawn.prefab, spawn.error)
	if spawn.state != CutoutSpawn.State.DONE:
		return
	var old := instance.root()
	var made := spawn.root
	if old == null or old.get_parent() == null:
		_live.remove(made.get_instance_id())
		_push_free(made)
		if old != null:
			_replace(instance, old, spawn.prefab)
		return
	_live.remove(instance.root_id)
	PrefabSwap.swap(old, made, instance.parts.prefab.plan.groups[0])
	replacements += 1
	if is_instance_valid(made):
		replaced.emit(instance.root_id, made)
	_push_free(old)


func _push_free(node: Node) -> void:
	_doomed.append(node)
	_processor.push_step(_free_step.bind(self), _FREE)


static func _free_step(updates: RefCounted) -> void:
	updates.call(&"_free_one")


func _free_one() -> void:
	if _doomed.is_empty():
		return
	if is_instance_valid(_doomed[-1]):
		var last: Node = _doomed[-1]
		last.free()
	_doomed.pop_back()


func _end(instance: LiveInstances.Instance) -> void:
	_waiting.erase(instance)
	if _waiting.is_empty():
		_change = null
		_change_from = null
		_change_to = null


func _fail(new: CutoutPrefab, error: CutoutError) -> void:
	if _told.get(new.path, 0) != new.get_instance_id():
		_told[new.path] = new.get_instance_id()
		failed.emit(new.path, error)
