@tool
@icon("cutout_prefab_streamer.svg")
class_name CutoutPrefabStreamer
extends Node3D
## Loads prefabs where they stand, around its viewers and out of tens of thousands of places, and
## unloads them behind, without a hitch.
##
## A point is a prefab and a transform; points come from a file of a world or from
## [method add_point]. Points of a region are loaded and unloaded together. Without
## [method add_viewer], the viewer is the active [Camera3D]. A frame looks at a bounded number of
## points, fewer while all stand still; nodes are made and freed inside the frame budget.
## [codeblock]
## var town := CutoutPrefabStreamer.new()
## add_child(town)
## await town.load_world("res://town/town.json")
## await town.wait_until_loaded(100.0)
## [/codeblock]
## The root of a point is a child of this node. What a game changes below it is lost when the point
## is unloaded, unless the game saves it in [signal point_unloading]. A root that the game frees, or
## puts elsewhere, is the game's; its point comes again only after it was out of range.

## A point is there. [param root] holds its nodes.
signal point_loaded(id: int, root: Node)
## A point that is there has been made anew, because its files have changed.
signal point_changed(id: int, root: Node)
## A point is about to go, or leaves the tree with this node. Save what is to be kept of
## [param root]; see [member save_point] for saving that takes longer.
signal point_unloading(id: int, root: Node)
## A point that was there is gone.
signal point_unloaded(id: int)
## A point could not be had, after all tries; [param error] says why.
signal point_failed(id: int, error: CutoutError)
## All points of a region are there, or will not come.
signal region_loaded(title: String)
## A region that was there is gone.
signal region_unloaded(title: String)
## All points of a file are known, also after it has changed while the game is developed.
signal world_loaded(path: String)
## A file of a world could not be read; [param error] says why.
signal world_failed(path: String, error: CutoutError)

## Where a point is between not being there and being there.
enum PointState {
	## Nothing is there of it, and nothing is wanted.
	UNLOADED,
	## It is wanted, and not there yet.
	LOADING,
	## It is there.
	LOADED,
	## It is being saved and freed.
	UNLOADING,
	## It could not be had, and will not be tried again as long as it stays in range and its files
	## stay the same.
	FAILED,
	## The game has freed its root or put it elsewhere.
	TAKEN,
}

const PointOverview := preload("point_overview.gd")
const PointRegister := preload("point_register.gd")
const PointRules := preload("point_rules.gd")
const PointStreaming := preload("point_streaming.gd")
const PrefabWorlds := preload("prefab_worlds.gd")
const Processor := preload("../autoload/processor.gd")
const Settings := preload("../settings.gd")
const SettledWaits := preload("../streaming/settled_waits.gd")
const SolidViewers := preload("../streaming/solid_viewers.gd")
const StreamerMonitors := preload("../streaming/streamer_monitors.gd")
const StreamPoint := preload("stream_point.gd")

# So many prefabs are on their way for each worker, most of them for the frames in between.
const _LOADS_A_WORKER := 4
const _MONITORS := "cutout/prefabs_"
const _MONITORED: PackedStringArray = [
	"loaded", "loading", "failed", "queue", "loads", "spawns", "releasing"
]

## A file of a world that is loaded when this node enters the tree.
@export_file("*.json", "*.ron") var world_path := ""
## What loads the prefabs; several streamers may share one. Without one, this node brings its own.
## Set it before this node enters the tree.
@export var loader: CutoutPrefabLoader

@export_group("Range")
## Points that are nearer to a viewer than this are loaded, unless they say otherwise.
@export_range(0.0, 10000.0, 1.0, "or_greater", "suffix:m") var load_distance := 200.0:
	set(value):
		load_distance = value
		_set_rules()
## Points that are farther from all viewers than this are unloaded. Somewhat more than
## [member load_distance], so that nobody walks a border to and fro.
@export_range(0.0, 10000.0, 1.0, "or_greater", "suffix:m") var unload_distance := 250.0:
	set(value):
		unload_distance = value
		_set_rules()
## Whether heights count in distances; without, a tower is as near as its foot.
@export var counts_height := true:
	set(value):
		counts_height = value
		_set_rules()
## How far ahead, in seconds, a viewer's movement tells what is wanted first.
@export_range(0.0, 30.0, 0.1, "suffix:s") var lookahead_sec := 4.0
## How much farther away something behind a viewer counts, as a share of its distance.
@export_range(0.0, 2.0, 0.01) var direction_weight := 0.5:
	set(value):
		direction_weight = value
		_set_rules()
## How much nearer a point counts for each step of its priority, as a share of load_distance.
@export_range(0.0, 1.0, 0.001) var priority_weight := 0.01:
	set(value):
		priority_weight = value
		_set_rules()

@export_group("Work")
## How many points may be there at a time; 0 for any number. The farthest make way for nearer ones.
@export_range(0, 100000, 1) var max_instances := 0
## How many points a frame looks for, at most; each other phase takes a quarter of that.
@export_range(8, 1024, 1) var scan_limit := 64
## How many prefabs are on their way at a time; 0 for 4 a worker.
@export_range(0, 256, 1) var load_window := 0
## Of how many points nodes are being made at a time.
@export_range(1, 256, 1) var spawn_window := 8
## How often a prefab that has failed is tried again.
@export_range(0, 10, 1) var retries := 3
## How long the first of these tries waits; each other one twice as long.
@export_range(0.0, 60.0, 0.1, "suffix:s") var retry_delay_sec := 0.5

## Called with the id and the root of a point that is about to go, after [signal point_unloading].
## If it returns a [Signal], the root stays, hidden, until that is emitted.
var save_point: Callable
## While [code]true[/code], nothing is asked for and nothing is unloaded; what is on its way
## arrives.
var is_frozen := false

var _overview: PointOverview
var _register: PointRegister
var _rules := PointRules.new()
var _streaming: PointStreaming
var _viewers := SolidViewers.new(self)
var _waits := SettledWaits.new()
var _workers := 1
var _worlds: PrefabWorlds


func _enter_tree() -> void:
	if Engine.is_editor_hint() or not _set_up():
		set_process(false)
		return
	set_process(true)
	StreamerMonitors.add(self, _MONITORS, _MONITORED)
	if not world_path.is_empty():
		load_world(world_path)


func _exit_tree() -> void:
	if _streaming != null:
		_streaming.stop()
		_worlds.stop()
		_waits.release()
		StreamerMonitors.remove(self, _MONITORS)


func _process(delta: float) -> void:
	_set_work()
	_worlds.step()
	_viewers.follow(delta, lookahead_sec)
	_streaming.step(delta)
	_waits.step(_overview.is_settled)


func _get_configuration_warnings() -> PackedStringArray:
	var warnings := PackedStringArray()
	if unload_distance < load_distance:
		warnings.append("unload_distance is less than load_distance: points would come and go.")
	if not world_path.is_empty() and not FileAccess.file_exists(world_path):
		warnings.append("world_path names no file: %s." % world_path)
	if max_instances > 0 and max_instances < spawn_window:
		warnings.append("max_instances is less than spawn_window: set it higher, or to 0.")
	return warnings


## Reads a file of a world in a worker and adds its points. Returns what to [code]await[/code]:
## [code]true[/code] once all of them are known, [code]false[/code] if the file could not be read,
## and [method get_world_error] says why. A world that is known is not read again.
func load_world(path: String) -> Variant:
	if not _is_set_up("load_world"):
		return false
	return _worlds.read(path)


## Removes the points and regions of a world; what is there of them is unloaded in the next frames.
## Returns [code]false[/code] if the world is not known.
func unload_world(path: String) -> bool:
	return _worlds != null and _worlds.unload(path)


## Returns why a world could not be read; [code]null[/code] if it was.
func get_world_error(path: String) -> CutoutError:
	return null if _worlds == null else _worlds.error_of(path)


## Adds a point and returns its id, or -1 and a log line if an argument is wrong or this node is
## not in the tree. [param place] is relative to this node.
## [param options] may hold:
## [br]- [code]name[/code]: what the root is called, and what [method find_point] finds;
## [br]- [code]region[/code]: the name of a region of [method add_region];
## [br]- [code]priority[/code]: from -100 to 100, what comes first among equally near ones;
## [br]- [code]load_distance[/code], [code]unload_distance[/code]: instead of this node's;
## [br]- [code]pinned[/code]: it is to be there wherever the viewers are.
func add_point(prefab_path: String, place: Transform3D, options := {}) -> int:
	return _register.add_point(prefab_path, place, options) if _is_set_up("add_point") else -1


## Removes a point; what is there of it is unloaded. Returns [code]false[/code] if there is none.
func remove_point(id: int) -> bool:
	return _register != null and _register.remove_point(id)


## Adds a region, whose points [method add_point] adds, and returns [code]true[/code]; or
## [code]false[/code] and a log line if an argument is wrong. Its distance is that to
## [param bounds], relative to this node. [param options] may hold [code]load_distance[/code],
## [code]unload_distance[/code] and [code]pinned[/code].
func add_region(title: String, bounds: AABB, options := {}) -> bool:
	return _is_set_up("add_region") and _register.add_region(title, bounds, options)


## Removes a region with its points. Returns [code]false[/code] if there is none.
func remove_region(title: String) -> bool:
	return _register != null and _register.remove_region(title)


## Adds somebody from whose place the world is seen: the active camera is then one no more unless it
## is added. A viewer that is freed, or leaves the tree for good, is forgotten.
func add_viewer(viewer: Node3D) -> void:
	_viewers.add(viewer)


## Forgets a viewer. Returns [code]false[/code] if it was none.
func remove_viewer(viewer: Node3D) -> bool:
	return _viewers.remove(viewer)


## Keeps a point there wherever the viewers are, until it is unpinned as often. Returns
## [code]false[/code] if there is no such point.
func pin_point(id: int) -> bool:
	return _register != null and _register.pin_point(id)


## Takes a pin off a point. Returns [code]false[/code] if there was none.
func unpin_point(id: int) -> bool:
	return _register != null and _register.unpin_point(id)


## Keeps all points of a region there, until it is unpinned as often. Returns [code]false[/code] if
## there is no such region.
func pin_region(title: String) -> bool:
	return _register != null and _register.pin_region(title)


## Takes a pin off a region. Returns [code]false[/code] if there was none.
func unpin_region(title: String) -> bool:
	return _register != null and _register.unpin_region(title)


## Returns the id of the point with this name, or -1.
func find_point(title: String) -> int:
	return -1 if _register == null else _register.find_point(title)


## Returns what a point is doing.
func get_point_state(id: int) -> PointState:
	var point: StreamPoint = null if _register == null else _register.find(id)
	if point == null:
		return PointState.UNLOADED
	return point.state as int as PointState


## Returns the root of a point that is there, else [code]null[/code].
func get_point_root(id: int) -> Node:
	return null if _register == null else _register.root_of(id)


## Returns [code]true[/code] if all points of a region are there, or will not come.
func is_region_loaded(title: String) -> bool:
	return _register != null and _register.is_region_loaded(title)


## Returns what to [code]await[/code] until all points within [param radius] of every viewer are
## there, or will not come; [code]true[/code] if they are already. Nothing has come as long as there
## is no viewer.
func wait_until_loaded(radius: float) -> Variant:
	if _overview != null and _overview.is_settled(radius):
		return true
	return _waits.add(radius)


## Moves the world so that what lay at [param place], relative to this node, lies at its origin: far
## out, floats get too coarse for a game. Move the viewers, and all else, by what this returns in
## the same frame.
func shift_origin(place: Vector3) -> Vector3:
	_viewers.shift(-place)
	if _streaming != null:
		_streaming.shift(-place)
	return global_basis * -place


## Returns how things stand, for an overlay or a test.
## [br]Now: [code]points regions[/code] known; points [code]loading loaded unloading failed
## taken[/code]; [code]queue[/code] (wait for their turn), [code]loads[/code] of
## [code]load_window[/code] prefabs on their way, [code]spawns[/code] of [code]spawn_window[/code],
## [code]delayed[/code] (prefabs), [code]releasing[/code]; [code]looking[/code] (1 after a move).
## [br]Ever: [code]points_loaded points_unloaded points_failed cancelled taken_by_game retries
## displaced[/code], and the most at a time, [code]peak_loads peak_spawns[/code].
## [br][code]load_utilisation spawn_utilisation[/code]: how much of the windows is used, moving
## averages from 0 to 1.
## [br]The last 256, as [code]_mean[/code] and [code]_p95[/code]: [code]load_msec[/code] (from the
## wish for a point to the frame that shows it), [code]frame_usec[/code] (of a frame on the main
## thread, besides the steps of the frame budget).
func get_stats() -> Dictionary:
	return {} if _overview == null else _overview.figures()


func _set_up() -> bool:
	if _streaming != null:
		return true
	var processor := Processor.of(self)
	if processor == null:
		return false
	if loader == null:
		loader = CutoutPrefabLoader.new()
		add_child(loader, false, INTERNAL_MODE_FRONT)
	_workers = Settings.worker_count()
	_streaming = PointStreaming.new(processor, loader, self, _rules)
	_register = PointRegister.new(_streaming)
	_worlds = PrefabWorlds.new(processor, _streaming, loader)
	_overview = PointOverview.new(_streaming, _worlds)
	_connect_signals(processor)
	_viewers.bind(_streaming.add_viewer, _streaming.remove_viewer)
	_set_rules()
	_set_work()
	return true


func _connect_signals(processor: CutoutBatchProcessor) -> void:
	var presence := _streaming.presence
	presence.release.save = _save
	presence.shown.connect(point_loaded.emit)
	presence.changed.connect(point_changed.emit)
	presence.failed.connect(point_failed.emit)
	presence.gone.connect(point_unloaded.emit)
	_streaming.regions.on_loaded = region_loaded.emit
	_streaming.regions.on_unloaded = region_unloaded.emit
	_streaming.on_placed = _worlds.take_placed
	_worlds.known.connect(world_loaded.emit)
	_worlds.failed.connect(world_failed.emit)
	loader.instance_replaced.connect(presence.replace_root)
	processor.backend_state_changed.connect(_on_backend_state_changed)


func _set_rules() -> void:
	update_configuration_warnings()
	var is_as_before := _rules.load_distance == load_distance
	_rules.load_distance = load_distance
	_rules.unload_distance = maxf(unload_distance, load_distance)
	_rules.counts_height = counts_height
	_rules.direction_weight = direction_weight
	_rules.priority_weight = priority_weight * load_distance
	_viewers.jump_distance = load_distance
	if _streaming == null:
		return
	_streaming.restart()
	if not is_as_before:
		_streaming.placing.restart()


func _set_work() -> void:
	_streaming.scan_limit = scan_limit
	_streaming.is_frozen = is_frozen
	var feed := _streaming.feed
	feed.limit.most = max_instances
	feed.spawns.window = spawn_window
	feed.supply.window = load_window if load_window > 0 else _workers * _LOADS_A_WORKER
	feed.supply.retry.tries = retries
	feed.supply.retry.delay_sec = retry_delay_sec


func _is_set_up(method: String) -> bool:
	if _streaming == null:
		push_error("Cutout: %s() was called on a node out of the tree; add it first." % method)
	return _streaming != null


func _save(id: int, root: Node) -> Variant:
	point_unloading.emit(id, root)
	return save_point.call(id, root) if save_point.is_valid() else null


func _on_backend_state_changed(state: CutoutBatchProcessor.BackendState) -> void:
	if state == CutoutBatchProcessor.BackendState.RUNNING:
		_streaming.resume()
