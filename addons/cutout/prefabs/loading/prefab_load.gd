extends "../../files/file_load.gd"
## A prefab on its way: compiled by a worker, read in a thread, then its assets and meshes, then the
## resources that its instances share.

## It is there, or has failed, or was given up: [code]null[/code] then.
signal ended(prefab: CutoutPrefab)

## What a load waits for.
enum Stage { WORKER, ASSETS, RESOURCES, OVER }

const PrefabBuild := preload("prefab_build.gd")
const PrefabPlan := preload("../forms/prefab_plan.gd")

## The shares of the way after which each stage ends.
const _SHARES: Array[float] = [0.5, 0.9, 1.0, 1.0]

## A number.
var priority := 0
## How many have asked for it and not given it up.
var claims := 1
## What was there before, while it is loaded again.
var previous: CutoutPrefab
## The engine is to read its files again, whatever it remembers of them.
var is_fresh := false
## What this one has taken the place of: whoever awaits that is told too.
var earlier: RefCounted
var job: CutoutJob
var build: PrefabBuild
var stage := Stage.WORKER
## Called with this load once a worker has answered; returns what its job ends with. The callables
## are here because a job or a mesh that held this load would keep it for ever.
var on_answer: Callable
## Called with this load once its job has ended.
var on_compiled: Callable
## Called with this load, the number of a mesh, and the mesh.
var on_mesh: Callable
## Called with this load once the last asset and mesh has come.
var on_assets: Callable

var plan: PrefabPlan
## The compiled form.
var form: Dictionary = {}
## How many bytes it has.
var size := 0
var slots: Array = []
## Why it has failed; [code]null[/code] unless it has.
var error: CutoutError
## How many of the resources are made.
var made := 0

var _missing := 0
var _wanted := 0


## Returns how much is done, from 0 to 1.
func progress() -> float:
	var start := 0.0 if stage == Stage.WORKER else _SHARES[stage - 1]
	return lerpf(start, _SHARES[stage], _share_of_stage())


## Tells whoever awaits it.
func end(prefab: CutoutPrefab) -> void:
	ended.emit(prefab)
	if earlier != null:
		earlier.call(&"end", prefab)
		earlier = null


## For the job.
func take_answer(_job: CutoutJob) -> Signal:
	return on_answer.call(self)


## For the job.
func note_end(_job: CutoutJob) -> void:
	# The loader may be gone.
	if on_compiled.is_valid():
		on_compiled.call(self)


## For the mesh of this number.
func note_mesh(mesh: ArrayMesh, number: int) -> void:
	on_mesh.call(self, number, mesh)


## Starts to wait for assets and meshes.
func wait_for_assets() -> void:
	stage = Stage.ASSETS
	slots.resize(plan.slot_count())
	_wanted = plan.assets.size() + plan.meshes.size()
	_missing = _wanted
	if _missing == 0:
		on_assets.call(self)


## Takes an asset that has come, or what is wrong with it.
func take_asset(asset_path: String, asset: Resource, code: CutoutError.Code, what: String) -> void:
	var slot := plan.asset_slot(plan.assets.find(asset_path))
	_take(slot, asset, code, what)


## Takes a mesh that has come, or what is wrong with it.
func take_mesh(number: int, mesh: ArrayMesh, code: CutoutError.Code, what: String) -> void:
	_take(plan.mesh_slot(number), mesh, code, what)


## Fails, if it has not failed already.
func fail(code: CutoutError.Code, what: String) -> void:
	if error == null:
		error = CutoutError.new(code, "%s: %s." % [path, what])


func _take(slot: int, content: Resource, code: CutoutError.Code, what: String) -> void:
	if stage != Stage.ASSETS:
		return
	slots[slot] = content
	if code != CutoutError.Code.OK:
		fail(code, what)
	_missing -= 1
	if _missing == 0 or error != null:
		on_assets.call(self)


func _share_of_stage() -> float:
	match stage:
		Stage.WORKER:
			return 0.0 if job == null else job.progress
		Stage.ASSETS:
			return 1.0 - _missing / maxf(1.0, _wanted)
		Stage.RESOURCES:
			return made / maxf(1.0, plan.resource_count())
	return 1.0
