extends RefCounted
## The files of worlds whose points a streamer has: workers read them, and their points go into the
## tables. Where prefabs follow their files, worlds do so too: what is as it was stays.

## All points of a file are known.
signal known(path: String)
## A file could not be read.
signal failed(path: String, error: CutoutError)

const FileSource := preload("../files/file_source.gd")
const HeldWaits := preload("../jobs/held_waits.gd")
const PointStreaming := preload("point_streaming.gd")
const PrefabSources := preload("../prefabs/loading/prefab_sources.gd")
const PrefabWatch := preload("../prefabs/reloading/prefab_watch.gd")
const Settings := preload("../settings.gd")
const StreamRegion := preload("stream_region.gd")
const StreamWorld := preload("stream_world.gd")
const WorldBuild := preload("world_build.gd")
const WorldChange := preload("world_change.gd")

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
## Worlds that are read again, because their files have changed.
var _renewed: Dictionary[String, StreamWorld] = {}
var _streaming: PointStreaming
var _watch := PrefabWatch.new()
var _worlds: Dictionary[String, StreamWorld] = {}


func _init(
	processor: CutoutBatchProcessor, streaming: PointStreaming, loader: CutoutPrefabLoader
) -> void:
	_processor = processor
	_streaming = streaming
	_loader = loader
	_watch.outdated.connect(_on_outdated)


## Looks for files that have changed. Once a frame.
func step() -> void:
	_watch.process()


## Returns what to await for a world: [code]true[/code] once its points are known.
func read(path: String) -> Variant:
	var key := PrefabSources.canonical(path)
	var world: StreamWorld = _worlds.get(key)
	if world == null:
		world = StreamWorld.new()
		world.path = key
		if not _start(world, _on_read.bind(key)):
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
	for world: StreamWorld in _worlds.values():
		if not world.is_there:
			return true
	return false


## Takes a world out again, with all its points. Returns [code]false[/code] if there is none.
func unload(path: String) -> bool:
	var world: StreamWorld = _worlds.get(PrefabSources.canonical(path))
	if world == null:
		return false
	_worlds.erase(world.path)
	_forget_file(world.path)
	if not world.is_there:
		_give_up(world)
	if world.content.is_empty():
		_processor.push_step(_remove_some.bind(world), _REMOVE)
	else:
		world.is_doomed = true
	return true


## Takes in that all that is in the tables is in the grid.
func take_placed() -> void:
	for world: StreamWorld in _worlds.values():
		if not world.is_there and world.job == null and world.content.is_empty():
			world.is_there = true
			for title in world.regions:
				_streaming.reconsider_region(_streaming.regions.table.find(title))
			known.emit(world.path)
			world.end(true)


## Gives up on whoever waits, because the streamer leaves the tree. What is on its way is read anew
## if it comes back.
func stop() -> void:
	_watch.pause()
	for path: String in _renewed.keys():
		_drop_renewed(path)
	for world: StreamWorld in _worlds.values():
		if not world.is_there:
			HeldWaits.hold(world.ended)
			if world.job != null:
				_worlds.erase(world.path)
				_give_up(world)


func _give_up(world: StreamWorld) -> void:
	var job := world.job
	world.job = null
	if job != null:
		job.cancel()
		world.end.call_deferred(false)


func _start(world: StreamWorld, on_read: Callable) -> bool:
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
	world.job.finished.connect(on_read, CONNECT_ONE_SHOT)
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
	var world: StreamWorld = _worlds.get(path)
	if world == null or world.job != job:
		return
	world.job = null
	if job.error != null:
		_fail(world, job.error)
		return
	world.content = job.result
	var error := _error_of_regions(world.path, world.content)
	if error != null:
		_fail(world, error)
		return
	_follow_file(world, world.content)
	_put_in(world)


func _put_in(world: StreamWorld) -> void:
	_streaming.placing.holds += 1
	world.next = _streaming.points.append(world.content)
	world.first = world.next
	for prefab_path: String in world.content["prefabs"]:
		world.kinds.append(_streaming.points.kind_of(prefab_path))
	_processor.push_step(_complete_some.bind(world), _READY)


## Puts points into regions, and regions into their table. Returns [code]true[/code] if there is
## more.
func _complete_some(world: StreamWorld) -> bool:
	var points := _streaming.points
	var offsets: PackedInt32Array = world.content["region_offsets"]
	var kinds: PackedInt32Array = world.content["kinds"]
	for i in _COMPLETED_A_STEP:
		var own := world.next - world.first
		while world.placed < offsets.size() - 1 and own == offsets[world.placed]:
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
		if world.slots.is_empty():
			world.ids.append(points.id_of(world.next))
		else:
			world.ids[world.slots[own]] = points.id_of(world.next)
		world.next += 1
	return true


## Adds the next region; the points that follow belong to it.
func _add_region(world: StreamWorld) -> void:
	var number := world.placed
	world.placed += 1
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


## [param gone] are regions that make way.
func _error_of_regions(
	path: String, content: Dictionary, gone := PackedStringArray()
) -> CutoutError:
	for title: String in content["regions"]:
		if _streaming.regions.table.find(title) >= 0 and not title in gone:
			var sentence := "%s: there is a region '%s' already; give it another name."
			return CutoutError.new(CutoutError.Code.BAD_FILE, sentence % [path, title])
	return null


func _fail(world: StreamWorld, error: CutoutError) -> void:
	_worlds.erase(world.path)
	_errors[world.path] = error
	failed.emit(world.path, error)
	world.end(false)


## Removes points from the last on, then the regions. Returns [code]true[/code] if there is more.
func _remove_some(world: StreamWorld) -> bool:
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
	if world.successor != null:
		_put_in(world.successor as StreamWorld)
	return false


## Looks after the file of a world from now on; [param content] is what it says.
func _follow_file(world: StreamWorld, content: Dictionary) -> void:
	var digests: Variant = content.get("sources")
	if _loader.hot_reload and digests is Dictionary:
		var files := {}
		for path: String in digests:
			files[FileSource.absolute(path)] = digests[path]
		world.file = content
		_watch.watch(world.path, files)


func _forget_file(path: String) -> void:
	_watch.forget(path)
	_drop_renewed(path)


func _drop_renewed(path: String) -> void:
	var newer: StreamWorld = _renewed.get(path)
	_renewed.erase(path)
	if newer != null and newer.job != null:
		newer.job.cancel()


func _on_outdated(path: String, file: String, digest: String) -> void:
	var world: StreamWorld = _worlds.get(path)
	if world == null or not world.is_there or path in _renewed or not _loader.is_inside_tree():
		return
	var newer := StreamWorld.new()
	newer.path = path
	_renewed[path] = newer
	if not _start(newer, _on_read_again.bind(newer, {file: digest})):
		_renewed.erase(path)


## [param seen] is what the file looked like: if that is no world, another try is worth it once it
## has changed.
func _on_read_again(job: CutoutJob, newer: StreamWorld, seen: Dictionary) -> void:
	newer.job = null
	var world: StreamWorld = _worlds.get(newer.path)
	if _renewed.get(newer.path) != newer or world == null:
		return
	if job.error != null:
		_tell_of_change(newer, job.error, seen)
		return
	var change := WorldChange.new()
	change.before = world.file
	change.after = job.result
	change.ids = world.ids
	change.ended.connect(_on_compared.bind(newer, world, seen))
	change.start()


func _on_compared(
	change: WorldChange, newer: StreamWorld, world: StreamWorld, seen: Dictionary
) -> void:
	if _renewed.get(newer.path) != newer or _worlds.get(newer.path) != world:
		return
	var error := _error_of_regions(newer.path, change.coming, change.gone_regions)
	if error != null:
		_tell_of_change(newer, error, seen)
		return
	_renewed.erase(newer.path)
	_errors.erase(newer.path)
	newer.content = change.coming
	newer.ids = change.ids
	newer.slots = change.slots
	newer.regions = change.kept_regions
	_follow_file(newer, change.after)
	_worlds[newer.path] = newer
	world.ids = change.gone
	world.regions = change.gone_regions
	world.successor = newer
	_processor.push_step(_remove_some.bind(world), _REMOVE)


func _tell_of_change(newer: StreamWorld, error: CutoutError, seen: Dictionary) -> void:
	_renewed.erase(newer.path)
	_watch.watch(newer.path, seen)
	_errors[newer.path] = error
	failed.emit(newer.path, error)
