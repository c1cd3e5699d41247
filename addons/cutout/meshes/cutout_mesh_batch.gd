class_name CutoutMeshBatch
extends RefCounted
## Files that are loaded together: get one from [method CutoutMeshLoader.load_batch].
##
## Only so many of them are under way at a time, so a batch may be longer than the queue.
## [codeblock]
## var batch := loader.load_batch(paths, "low")
## batch.progressed.connect(func(share: float) -> void: bar.value = share)
## var meshes: Array[ArrayMesh] = await batch.wait()
## [/codeblock]

## Every file has ended. Never emitted inside the call that makes the batch.
signal finished(meshes: Array[ArrayMesh])
## Another file has ended; [param share] of all goes from 0 to 1.
signal progressed(share: float)

const HeldWaits := preload("../jobs/held_waits.gd")

const _MOST_UNDER_WAY := 64

## The files, in order.
var paths := PackedStringArray()
## Their meshes, in order; [code]null[/code] for one that is not there yet, or has failed.
var meshes: Array[ArrayMesh] = []
## Why files have failed, by their place in [member paths].
var errors: Dictionary[int, CutoutError] = {}
## [code]true[/code] once [method cancel] was called in time.
var is_cancelled := false

var _ended := 0
var _is_finished := false
var _loader: CutoutMeshLoader
var _next := 0
var _priority: Variant
## The places in [member paths] that each job under way is for, by its id: a file may be there
## twice.
var _places: Dictionary[int, PackedInt32Array] = {}
## The jobs under way, by id.
var _under_way: Dictionary[int, CutoutJob] = {}


func _init(loader: CutoutMeshLoader, p_paths: PackedStringArray, priority: Variant) -> void:
	_loader = loader
	paths = p_paths
	_priority = priority
	meshes.resize(paths.size())


## Returns what to [code]await[/code] for the end, which yields [member meshes].
func wait() -> Variant:
	if _is_finished:
		return meshes
	return finished


## Returns [code]true[/code] once every file has ended.
func is_finished() -> bool:
	return _is_finished


## Returns how much is done, from 0 to 1.
func get_progress() -> float:
	var done := float(_ended)
	for job: CutoutJob in _under_way.values():
		done += job.progress * _places[job.id].size()
	return 1.0 if paths.is_empty() else minf(1.0, done / paths.size())


## Gives up the files that are not loaded; what is there stays in [member meshes].
func cancel() -> void:
	if _is_finished or is_cancelled:
		return
	is_cancelled = true
	var given_up: Array[CutoutJob] = _under_way.values()
	_under_way.clear()
	for job in given_up:
		job.finished.disconnect(_on_ended)
		for place in _places[job.id]:
			_ended += 1
			_loader.cancel(paths[place])
	_places.clear()
	feed()


## Has the next files loaded. For the loader.
func feed() -> void:
	while _next < paths.size() and _under_way.size() < _MOST_UNDER_WAY:
		var place := _next
		_next += 1
		var job: CutoutJob = null
		if not is_cancelled:
			job = _loader.load_mesh(paths[place], _priority)
		if job == null:
			_ended += 1
		elif job.id in _under_way:
			_places[job.id].append(place)
		else:
			_under_way[job.id] = job
			_places[job.id] = [place]
			job.finished.connect(_on_ended, CONNECT_ONE_SHOT)
	if _ended == paths.size():
		# The caller has to see the batch before its end, and may forget it.
		_end.call_deferred(self)


## Ends, because the loader leaves the tree, and its jobs with it. For the loader.
func release() -> void:
	is_cancelled = true
	for job: CutoutJob in _under_way.values():
		job.finished.disconnect(_on_ended)
	_under_way.clear()
	_places.clear()
	_next = paths.size()
	_ended = paths.size()
	# If the game ends, nothing deferred is called any more.
	HeldWaits.hold(finished)
	_end.call_deferred(self)


func _on_ended(job: CutoutJob) -> void:
	_under_way.erase(job.id)
	for place in _places[job.id]:
		_ended += 1
		if job.error == null:
			meshes[place] = job.result
		else:
			errors[place] = job.error
	_places.erase(job.id)
	progressed.emit(_ended / float(paths.size()))
	feed()


static func _end(batch: CutoutMeshBatch) -> void:
	if batch._is_finished:
		return
	batch._is_finished = true
	if is_instance_valid(batch._loader):
		batch._loader.forget_batch(batch)
	batch.finished.emit(batch.meshes)
