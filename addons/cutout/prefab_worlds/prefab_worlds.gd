extends RefCounted
## The files of worlds whose points a streamer has: workers read them, and their points go into the
## tables.

## All points of a file are known.
signal known(path: String)
## A file could not be read.
signal failed(path: String, error: CutoutError)

const FileSource := preload("../files/file_source.gd")
const HeldWaits := preload("../jobs/held_waits.gd")
const PointStreaming := preload("point_streaming.gd")
const PrefabSources := preload("../prefabs/loading/prefab_sources.gd")
const Settings := preload("../settings.gd")
const StreamRegion := preload("stream_region.gd")
const WorldBuild := preload("world_build.gd")

const _KIND := &"prefab_world"
const _READY := &"prefab_world_ready"
const _REMOVE := &"prefab_world_remove"
const _DEADLINE_SEC := 30.0
# So many points of a world that comes are put into regions in a step, and so many of one that goes
# are removed.
const _COMPLETED_A_STEP := 256
const _REMOVED_A_STEP := 16
# Corner and size.
const _BOUNDS := 6

var _errors: Dictionary[String, CutoutError] = {}
var _loader: CutoutPrefabLoader
var _processor: CutoutBatchProcessor
var _streaming: PointStreaming
var _worlds: Dictionary[String, World] = {}


## A world that is there, or on its way.
class World:
	extends RefCounted
	## Whoever awaits it: [code]true[/code] once all its points are known.
	signal ended(is_there: bool)
	var path := ""
	## While it is read.
	var job: CutoutJob
	## What the worker said, while it is put into the tables.
	var content := {}
	## The numbers of its prefabs.
	var kinds := PackedInt32Array()
	## The numbers of its first point and of the next one to be put into the tables, and of the
	## region that one belongs to.
	var first := 0
	var next := 0
	var region := -1
	## The ids of its points, and the names of its regions.
	var ids := PackedInt64Array()
	var regions := PackedStringArray()
	var is_there := false
	## It was taken out again before it was there.
	var is_doomed := false

	## Tells whoever awaits it.
	func end(p_is_there: bool) -> void:
		ended.emit(p_is_there)


func _init(
	processor: CutoutBatchProcessor, streaming: PointStreaming, loader: CutoutPrefabLoader
) -> void:
	_processor = processor
	_streaming = streaming
	_loader = loader


## Returns what to await for a world: [code]true[/code] once its points are known.
func read(path: String) -> Variant:
	var key := PrefabSources.canonical(path)
	var world: World = _worlds.get(key)
	if world == null:
		world = World.new()
		world.path = key
		if not _start(world):
			return false
		_worlds[key] = world
		_errors.erase(key)
	if world.is_there:
		return true
	return world.ended


## Returns why a world could not be read; [code]null[/code] if it was.
func error_of(path: String) -> CutoutError:
	return _errors.get(PrefabSources.canonical(path))


## Returns [code]true[/code] while there are worlds whose points are not known yet.
func is_reading() -> bool:
	for world: World in _worlds.values():
		if not world.is_there:
			return true
	return false


## Takes a world out again, with all its points. Returns [code]false[/code] if there is none.
func unload(path: String) -> bool:
	var world: World = _worlds.get(PrefabSources.canonical(path))
	if world == null:
		return false
	_worlds.erase(world.path)
	if not world.is_there:
		_give_up(world)
	if world.content.is_empty():
		_processor.push_step(_remove_some.bind(world), _REMOVE)
	else:
		world.is_doomed = true
	return true


## Takes in that all that is in the tables is in the grid.
func take_placed() -> void:
	for world: World in _worlds.values():
		if not world.is_there and world.job == null:
			world.is_there = true
			for title in world.regions:
				_streaming.reconsider_region(_streaming.regions.table.find(title))
			known.emit(world.path)
			world.end(true)


## Gives up on whoever waits, because the streamer leaves the tree. What is on its way is read anew
## if it comes back.
func stop() -> void:
	for world: World in _worlds.values():
		if not world.is_there:
			HeldWaits.hold(world.ended)
			if world.job != null:
				_worlds.erase(world.path)
				_give_up(world)


func _give_up(world: World) -> void:
	var job := world.job
	world.job = null
	if job != null:
		job.cancel()
		world.end.call_deferred(false)


func _start(world: World) -> bool:
	var payload := {
		"path": world.path,
		"roots": FileSource.roots(),
		"schemes": PrefabSources.schemes(),
		"stamp": FileSource.stamp_of(FileSource.absolute(world.path)),
		"allow_scripts": Settings.prefab_scripts() + _loader.allow_scripts,
	}
	var options := {"cache": false, "deadline_sec": _DEADLINE_SEC}
	world.job = _processor.submit(_KIND, payload, options)
	if world.job == null:
		return false
	world.job.apply = _apply.bind(world.path)
	world.job.finished.connect(_on_read.bind(world.path), CONNECT_ONE_SHOT)
	return true


## The worker's answer is there: a thread reads it.
func _apply(job: CutoutJob, path: String) -> Signal:
	var build := WorldBuild.new()
	build.job = job
	build.bytes = job.body
	build.key = path
	build.processor = _processor
	# The result is the world, not what the worker said.
	job.body = PackedByteArray()
	build.ended.connect(_on_built)
	build.start()
	return build.applied


func _on_built(build: WorldBuild) -> void:
	if is_instance_valid(_loader) and _loader.is_inside_tree():
		_processor.push_step(_hand_over.bind(build), _READY)


static func _hand_over(build: WorldBuild) -> void:
	build.hand_over()


func _on_read(job: CutoutJob, path: String) -> void:
	var world: World = _worlds.get(path)
	if world == null or world.job != job:
		return
	world.job = null
	if job.error != null:
		_fail(world, job.error)
		return
	world.content = job.result
	var error := _error_of_regions(world)
	if error != null:
		_fail(world, error)
		return
	_streaming.placing.holds += 1
	world.next = _streaming.points.append(world.content)
	world.first = world.next
	for prefab_path: String in world.content["prefabs"]:
		world.kinds.append(_streaming.points.kind_of(prefab_path))
	_processor.push_step(_complete_some.bind(world), _READY)


## Puts points into regions, and regions into their table. Returns [code]true[/code] if there is
## more.
func _complete_some(world: World) -> bool:
	var points := _streaming.points
	var offsets: PackedInt32Array = world.content["region_offsets"]
	var kinds: PackedInt32Array = world.content["kinds"]
	for i in _COMPLETED_A_STEP:
		var own := world.next - world.first
		while world.regions.size() < offsets.size() - 1 and own == offsets[world.regions.size()]:
			_add_region(world)
		if own == kinds.size():
			world.content = {}
			if world.is_doomed:
				_processor.push_step(_remove_some.bind(world), _REMOVE)
			_streaming.placing.holds -= 1
			_streaming.placing.proceed()
			return false
		var region := -1
		if own < offsets[-1]:
			region = world.region
			_streaming.regions.table.at(region).members.append(world.next)
		points.complete(world.next, world.kinds[kinds[own]], region)
		world.ids.append(points.id_of(world.next))
		world.next += 1
	return true


## Adds the next region; the points that follow belong to it.
func _add_region(world: World) -> void:
	var number := world.regions.size()
	var titles: PackedStringArray = world.content["regions"]
	var bounds: PackedFloat32Array = world.content["region_bounds"]
	var pinned: PackedByteArray = world.content["region_pinned"]
	var offsets: PackedInt32Array = world.content["region_offsets"]
	var region := StreamRegion.new()
	region.title = titles[number]
	var at := _BOUNDS * number
	region.low = Vector3(bounds[at], bounds[at + 1], bounds[at + 2])
	region.high = region.low + Vector3(bounds[at + 3], bounds[at + 4], bounds[at + 5])
	if offsets[number] < offsets[number + 1]:
		var near: PackedFloat32Array = world.content["load_distances"]
		var far: PackedFloat32Array = world.content["unload_distances"]
		region.load_distance = near[offsets[number]]
		region.unload_distance = far[offsets[number]]
	region.pins = pinned[number]
	world.regions.append(region.title)
	world.region = _streaming.regions.table.add(region)


func _error_of_regions(world: World) -> CutoutError:
	for title: String in world.content["regions"]:
		if _streaming.regions.table.find(title) >= 0:
			var sentence := "%s: there is a region '%s' already; give it another name."
			return CutoutError.new(CutoutError.Code.BAD_FILE, sentence % [world.path, title])
	return null


func _fail(world: World, error: CutoutError) -> void:
	_worlds.erase(world.path)
	_errors[world.path] = error
	failed.emit(world.path, error)
	world.end(false)


## Removes points from the last on, then the regions. Returns [code]true[/code] if there is more.
func _remove_some(world: World) -> bool:
	for i in _REMOVED_A_STEP:
		if world.ids.is_empty():
			break
		var number := _streaming.points.number_of(world.ids[-1])
		if number >= 0:
			_streaming.remove_point(number)
		world.ids.resize(world.ids.size() - 1)
	if not world.ids.is_empty():
		return true
	for title in world.regions:
		_streaming.remove_region(_streaming.regions.table.find(title))
	_streaming.points.trim()
	_streaming.placing.note_trimmed()
	return false
