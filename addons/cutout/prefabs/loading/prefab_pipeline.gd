extends RefCounted
## The way of a prefab from its file to what nodes are made of: worker, thread, assets and meshes,
## shared resources. Nothing of it waits on the main thread.

## A load has ended: with a prefab, or with an error, or with neither if it was given up.
signal ended(pending: PrefabLoad, prefab: CutoutPrefab)

const AssetLoads := preload("asset_loads.gd")
const FileSource := preload("../../files/file_source.gd")
const MeshForm := preload("../../meshes/mesh_form.gd")
const PrefabBuild := preload("prefab_build.gd")
const PrefabLoad := preload("prefab_load.gd")
const PrefabPlan := preload("../forms/prefab_plan.gd")
const PrefabSources := preload("prefab_sources.gd")
const ScriptPermissions := preload("script_permissions.gd")
const SharedResources := preload("shared_resources.gd")

const _READY := &"prefab_ready"
const _RESOURCE := &"prefab_resource"
const _SLICE_USEC := 60
const _SCENES: PackedStringArray = ["tscn", "scn"]
# What a node counts for in the cache, with its name and its place in lists.
const _NODE_BYTES := 200
# How much more a form takes in memory than on its way.
const _FORM_FACTOR := 4
const _ASSET_BYTES := 1024

var assets := AssetLoads.new()
var shared := SharedResources.new()
## The kind of job that compiles prefabs.
var kind: StringName = &"prefab"
## Patterns of files that may bring code.
var allow_scripts := PackedStringArray()
## The folder of what is compiled; empty for none.
var disk_folder := ""
var deadline_sec := 30.0
## Loads the meshes.
var mesh_cache: CutoutMeshCache

var _node: Node
var _processor: CutoutBatchProcessor


func _init(node: Node) -> void:
	_node = node


## Returns [code]true[/code] for a scene of Godot's own.
static func is_scene(path: String) -> bool:
	return path.get_extension().to_lower() in _SCENES


## Starts a load. Returns [code]false[/code] and logs if the arguments are wrong.
func start(pending: PrefabLoad, processor: CutoutBatchProcessor) -> bool:
	_processor = processor
	pending.on_answer = _read
	pending.on_compiled = _on_compiled
	pending.on_mesh = _on_mesh
	pending.on_assets = _on_assets
	if is_scene(pending.path):
		pending.plan = PrefabPlan.of_scene(pending.path)
		_want_assets(pending)
		return true
	var options := {
		"priority": pending.priority, "owner": _node, "cache": false, "deadline_sec": deadline_sec
	}
	var job := processor.submit(kind, _request_of(pending.path, pending.stamp), options)
	if job == null:
		return false
	pending.job = job
	job.apply = pending.take_answer
	job.finished.connect(pending.note_end, CONNECT_ONE_SHOT)
	var refusal := FileSource.refusal_of(pending.path, FileSource.absolute(pending.path))
	if refusal != null:
		processor.fail_job(job.id, refusal)
	return true


## Gives a load up.
func cancel(pending: PrefabLoad) -> void:
	var was := pending.stage
	pending.stage = PrefabLoad.Stage.OVER
	if was == PrefabLoad.Stage.WORKER:
		pending.job.cancel()
	elif was == PrefabLoad.Stage.ASSETS:
		assets.forget(pending)


## Leaves to the processor what is under way in threads, because the loader leaves the tree.
func leave() -> void:
	if is_instance_valid(_processor):
		assets.leave(_processor)


func _request_of(path: String, stamp: String) -> Dictionary:
	return {
		"path": path,
		"roots": FileSource.roots(),
		"schemes": PrefabSources.schemes(),
		"stamp": stamp,
		"cache": disk_folder,
		"allow_scripts": allow_scripts,
	}


## The worker's answer is there: a thread reads it.
func _read(pending: PrefabLoad) -> Signal:
	var job := pending.job
	var build := PrefabBuild.new()
	build.job = job
	build.bytes = job.body
	build.key = pending.path
	build.permissions = ScriptPermissions.new(allow_scripts)
	# The result is the plan, not what the worker said.
	job.body = PackedByteArray()
	pending.build = build
	build.ended.connect(_on_built)
	build.start()
	return build.applied


func _on_built(build: PrefabBuild) -> void:
	build.processor = _processor
	if _node.is_inside_tree():
		_processor.push_step(_hand_over.bind(build), _READY)


static func _hand_over(build: PrefabBuild) -> void:
	build.hand_over()


func _on_compiled(pending: PrefabLoad) -> void:
	if pending.stage == PrefabLoad.Stage.OVER:
		return
	if pending.job.error != null:
		pending.error = pending.job.error
		_end(pending)
		return
	pending.plan = pending.build.plan
	pending.form = pending.build.form
	pending.size = pending.build.size
	pending.stamp = pending.build.stamp
	pending.build = null
	_want_assets(pending)


func _want_assets(pending: PrefabLoad) -> void:
	pending.wait_for_assets()
	# The node has what the engine loads collected in each frame.
	_node.set_process(true)
	for path in pending.plan.assets:
		assets.want(path, pending)
	for number in pending.plan.meshes.size():
		if pending.stage != PrefabLoad.Stage.ASSETS:
			return
		var path := pending.plan.meshes[number]
		var answer: Variant = mesh_cache.fetch(path, pending.priority)
		if answer is Signal:
			var ended_later: Signal = answer
			ended_later.connect(pending.note_mesh.bind(number), CONNECT_ONE_SHOT)
		else:
			var mesh: ArrayMesh = answer
			_on_mesh(pending, number, mesh)


func _on_mesh(pending: PrefabLoad, number: int, mesh: ArrayMesh) -> void:
	if mesh != null:
		pending.take_mesh(number, mesh, CutoutError.Code.OK, "")
		return
	var path := pending.plan.meshes[number]
	var error := mesh_cache.get_error(path)
	if error == null:
		error = CutoutError.new(CutoutError.Code.CANCELLED, "it was given up")
	var what := "the mesh %s: %s" % [path, error.message.trim_suffix(".")]
	pending.take_mesh(number, null, error.code, what)


func _on_assets(pending: PrefabLoad) -> void:
	assets.forget(pending)
	if pending.error == null:
		_check_assets(pending)
	if pending.error != null:
		_end(pending)
		return
	pending.stage = PrefabLoad.Stage.RESOURCES
	_processor.push_step(_step.bind(self, pending), _RESOURCE)


static func _step(pipeline: RefCounted, pending: PrefabLoad) -> bool:
	return pipeline.call(&"_go_on", pending)


func _go_on(pending: PrefabLoad) -> bool:
	if pending.stage != PrefabLoad.Stage.RESOURCES:
		return false
	var plan := pending.plan
	# Where nothing can be wrong with them, the first spawn makes them.
	var is_due := plan.resource_properties.has_unlisted()
	var deadline := Time.get_ticks_usec() + _SLICE_USEC
	while is_due and pending.made < plan.resource_count() and pending.error == null:
		if not plan.keys[pending.made].is_empty():
			_make_shared(pending)
		pending.made += 1
		if Time.get_ticks_usec() >= deadline:
			return true
	_end(pending)
	return false


func _make_shared(pending: PrefabLoad) -> void:
	var number := pending.made
	var unknown := shared.put(pending.plan, number, pending.slots)
	if not unknown.is_empty():
		var what := [number, pending.plan.resource_types[number], unknown]
		var sentence := "component %d (%s): it has no property '%s'; mend the file"
		pending.fail(CutoutError.Code.BAD_FILE, sentence % what)


func _end(pending: PrefabLoad) -> void:
	pending.stage = PrefabLoad.Stage.OVER
	var prefab := _prefab_of(pending) if pending.error == null else null
	pending.slots = []
	ended.emit(pending, prefab)


## What has come has to be what it is wanted for: an asset's ending does not tell.
func _check_assets(pending: PrefabLoad) -> void:
	var plan := pending.plan
	if plan.assets.is_empty():
		return
	for number in plan.names.size():
		for what: Array in [
			[plan.scene_slots[number], "PackedScene"], [plan.script_slots[number], "Script"]
		]:
			var slot: int = what[0]
			var type: String = what[1]
			var asset: Resource = pending.slots[slot] if slot >= 0 else null
			if asset != null and not asset.is_class(type):
				var file := plan.assets[slot - plan.resource_count()]
				var sentence := "%s is %s, not %s"
				var fault := sentence % [file, asset.get_class(), type]
				pending.fail(CutoutError.Code.BAD_FILE, fault)
				return
	for table: PrefabPlan.PropertyTable in [plan.node_properties, plan.resource_properties]:
		for use in table.uses:
			var asset: Resource = pending.slots[use.slot]
			var type := asset.get_class()
			var fault := PrefabPlan.ClassProperties.fault_of_class(use.property, use.title, type)
			if not fault.is_empty():
				var file := plan.assets[use.slot - plan.resource_count()]
				pending.fail(CutoutError.Code.BAD_FILE, "%s (%s)" % [fault, file])
				return


func _prefab_of(pending: PrefabLoad) -> CutoutPrefab:
	var prefab := CutoutPrefab.new()
	var plan := pending.plan
	prefab.path = pending.path
	prefab.plan = plan
	prefab.slots = pending.slots
	prefab.shared = shared if pending.made < plan.resource_count() else null
	prefab.form = pending.form
	prefab.sources = plan.sources
	prefab.is_scene = is_scene(pending.path)
	prefab.node_count = plan.names.size()
	if prefab.is_scene:
		prefab.scene = pending.slots[0]
		prefab.node_count = prefab.scene.get_state().get_node_count()
	prefab.root_class = _root_class(plan, pending.slots)
	prefab.bytes = pending.size * _FORM_FACTOR + prefab.node_count * _NODE_BYTES + _ASSET_BYTES
	for slot in range(plan.resource_count(), plan.slot_count()):
		var asset: Resource = pending.slots[slot]
		prefab.bytes += _bytes_of(asset)
	return prefab


static func _root_class(plan: PrefabPlan, slots: Array) -> StringName:
	if plan.scene_slots[0] < 0:
		return plan.types[0]
	var scene: PackedScene = slots[plan.scene_slots[0]]
	var state := scene.get_state()
	while state.get_node_count() > 0:
		if not state.get_node_type(0).is_empty():
			return state.get_node_type(0)
		# An inherited scene says nothing of its root but where it comes from.
		var base := state.get_node_instance(0)
		if base == null:
			break
		state = base.get_state()
	return &"Node"


## What an asset takes, as far as it tells.
static func _bytes_of(asset: Resource) -> int:
	if asset is Texture2D:
		var texture: Texture2D = asset
		return _ASSET_BYTES + texture.get_width() * texture.get_height() * 4
	if asset.has_meta(MeshForm.BYTES):
		return asset.get_meta(MeshForm.BYTES)
	var file := asset.resource_path
	return _ASSET_BYTES + (FileAccess.get_size(file) if FileAccess.file_exists(file) else 0)
