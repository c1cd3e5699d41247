@tool
@icon("cutout_world_streamer.svg")
class_name CutoutWorldStreamer
extends Node3D
## Loads the chunks of an endless world around its viewers and unloads them behind them, without a
## hitch.
##
## Workers make the chunks; this node decides which ones are wanted, how finely and in which order,
## and puts them into the tree inside the frame budget. Without [method add_viewer], the viewer is
## the active [Camera3D]. A frame costs some ten microseconds while somebody moves, and less while
## all stand still.
## [codeblock]
## var world := CutoutWorldStreamer.new()
## world.world_seed = 7
## add_child(world)
## await world.wait_until_loaded(300.0)
## player.show()
## [/codeblock]
## Chunks keep their coordinates and their nodes; [method chunk_at] finds the chunk below a place.
## What a game changes in one is lost when the chunk is unloaded, or comes at another level of
## detail, unless the game calls [method mark_dirty] and saves it when asked.

## A chunk that was not there is there. [param root] holds its nodes.
signal chunk_loaded(coordinate: Vector2i, root: Node3D)
## A chunk that is there has been made anew, at another level of detail or by [method reload]. What
## the game had added to the old root is gone with it.
signal chunk_changed(coordinate: Vector2i, root: Node3D)
## A chunk, or what stood in for it, is gone.
signal chunk_unloaded(coordinate: Vector2i)
## A chunk could not be made, after all tries; [param error] says why. What was there of it stays;
## if nothing was, [member fallback] or a flat square stands in.
signal chunk_failed(coordinate: Vector2i, error: CutoutError)
## A chunk that was marked by [method mark_dirty] is about to go. Save what is to be kept of
## [param root]; see [member save_chunk] for saving that takes longer.
signal chunk_saving(coordinate: Vector2i, root: Node3D)

## Where a chunk is between not being there and being there.
enum ChunkState {
	## Nothing is there of it, and nothing is wanted.
	UNLOADED,
	## It is wanted, and not there yet.
	LOADING,
	## It is there.
	LOADED,
	## It is being saved and freed.
	UNLOADING,
	## It could not be made, and will not be tried again as long as it stays in range.
	FAILED,
}

const Chunk := preload("chunk.gd")
const ChunkRings := preload("chunk_rings.gd")
const ChunkStreaming := preload("chunk_streaming.gd")
const Processor := preload("../autoload/processor.gd")
const Settings := preload("../settings.gd")
const SettledWaits := preload("../streaming/settled_waits.gd")
const SolidMaker := preload("solid_maker.gd")
const SolidViewers := preload("../streaming/solid_viewers.gd")
const StreamerMonitors := preload("../streaming/streamer_monitors.gd")

# So many jobs for each worker: one at work, the others for the frames in between.
const _JOBS_A_WORKER := 4
# A move of more chunks than these within a frame is a jump.
const _JUMP_CHUNKS := 2.0
const _MONITORS := "cutout/world_"
const _MONITORED: PackedStringArray = [
	"loaded", "loading", "failed", "queue", "active", "to_apply", "stale_discards"
]

@export_group("World")
## The world: with the same seed it is the same, in whatever order its chunks are loaded.
@export var world_seed := 0
## The side of a chunk, in metres. A change loads everything anew.
@export_range(10.0, 1000.0, 1.0, "or_greater", "suffix:m") var chunk_size := 200.0:
	set(value):
		if value == chunk_size:
			return
		chunk_size = maxf(value, 1.0)
		_set_rings()
		if _streaming != null:
			_streaming.clear()
## What a chunk is made of, in this order; see [code]docs/guide_world.md[/code].
@export var layers: PackedStringArray = ["terrain", "roads", "buildings", "vegetation"]
## Options of the layers: for each a [Dictionary], by the layer's name.
@export var options := {}
## The kind of job that makes a chunk. Another one has to answer as [code]chunk[/code] does; see
## [code]docs/architecture.md[/code].
@export var kind: StringName = &"chunk"

@export_group("Range")
## Chunks that are nearer to a viewer than this are loaded. Distances are those to the nearest point
## of a chunk; heights do not count.
@export_range(0.0, 10000.0, 1.0, "or_greater", "suffix:m") var load_distance := 800.0:
	set(value):
		load_distance = value
		_set_rings()
## Chunks that are farther from all viewers than this are unloaded. Somewhat more than
## [member load_distance], so that nobody walks a border to and fro.
@export_range(0.0, 10000.0, 1.0, "or_greater", "suffix:m") var unload_distance := 1000.0:
	set(value):
		unload_distance = value
		_set_rings()
## Where each level of detail ends; beyond the last begins one more. Ascending.
@export var lod_distances: PackedFloat32Array = [150.0, 300.0, 500.0]:
	set(value):
		lod_distances = value
		_set_rings()
## How far ahead, in seconds, a viewer's movement tells what is wanted first.
@export_range(0.0, 30.0, 0.1, "suffix:s") var lookahead_sec := 4.0
## How much farther away something behind a viewer counts, as a share of its distance.
@export_range(0.0, 2.0, 0.01) var direction_weight := 0.5:
	set(value):
		direction_weight = value
		_set_rings()

@export_group("Look")
## Materials by the name of a surface, such as [code]ground[/code] or [code]asphalt[/code]; what is
## not named has Cutout's own.
@export var materials: Dictionary[String, Material] = {}
## Meshes by the type of what is repeated, such as [code]tree[/code]; what is not named has Cutout's
## own.
@export var meshes: Dictionary[String, Mesh] = {}
## What stands in for a chunk that could not be made; its root has to be a [Node3D], and lies at the
## chunk's corner of least x and z. Without one, a flat square does.
@export var fallback: PackedScene
## Whether chunks throw shadows.
@export var cast_shadow := GeometryInstance3D.SHADOW_CASTING_SETTING_ON

@export_group("Collision")
## Whether chunks collide.
@export var has_collision := true
## The layers that chunks are in.
@export_flags_3d_physics var collision_layer := 1
## The layers that chunks look for; what stands still needs none.
@export_flags_3d_physics var collision_mask := 0
## The friction and bounce of chunks.
@export var physics_material: PhysicsMaterial

@export_group("Work")
## How many chunks each phase of a frame looks at, at most.
@export_range(8, 1024, 1) var scan_limit := 64:
	set(value):
		scan_limit = maxi(value, 1)
		_set_work()
## How many chunks are with the workers at a time; 0 for 4 a worker.
@export_range(0, 256, 1) var window := 0:
	set(value):
		window = maxi(value, 0)
		_set_work()
## How long a chunk may take a worker; 0 for what the project settings say.
@export_range(0.0, 60.0, 0.1, "suffix:s") var deadline_sec := 0.0:
	set(value):
		deadline_sec = value
		_set_work()
## How often a chunk that has failed is tried again.
@export_range(0, 10, 1) var retries := 3:
	set(value):
		retries = maxi(value, 0)
		_set_work()
## How long the first of these tries waits; each other one twice as long.
@export_range(0.0, 60.0, 0.1, "suffix:s") var retry_delay_sec := 0.5:
	set(value):
		retry_delay_sec = value
		_set_work()

## Called with the coordinate and the root of a marked chunk that is about to go, after
## [signal chunk_saving]. If it returns a [Signal], the root stays, hidden, until that is emitted.
var save_chunk: Callable
## While [code]true[/code], nothing is asked for and nothing is unloaded; what is on its way
## arrives.
var is_frozen := false:
	set(value):
		is_frozen = value
		_set_work()

var _rings := ChunkRings.new()
var _maker := SolidMaker.new(self, _rings)
var _streaming: ChunkStreaming
var _viewers := SolidViewers.new(self)
var _waits := SettledWaits.new()


func _enter_tree() -> void:
	if Engine.is_editor_hint() or not _set_up():
		set_process(false)
		return
	set_process(true)
	StreamerMonitors.add(self, _MONITORS, _MONITORED)


func _exit_tree() -> void:
	if _streaming != null:
		_streaming.stop()
		_waits.release()
		StreamerMonitors.remove(self, _MONITORS)


func _process(delta: float) -> void:
	_viewers.follow(delta, lookahead_sec)
	_streaming.step(delta)
	_waits.step(_streaming.is_settled)


func _get_configuration_warnings() -> PackedStringArray:
	var warnings := PackedStringArray()
	if unload_distance < load_distance:
		warnings.append("unload_distance is less than load_distance: chunks would come and go.")
	for i in range(1, lod_distances.size()):
		if lod_distances[i] <= lod_distances[i - 1]:
			warnings.append("lod_distances do not ascend: set each above the one before.")
	if layers.is_empty():
		warnings.append("layers is empty: chunks have nothing in them.")
	return warnings


## Adds somebody from whose place the world is seen: the active camera is then one no more unless it
## is added. A viewer that is freed, or leaves the tree for good, is forgotten.
func add_viewer(viewer: Node3D) -> void:
	_viewers.add(viewer)


## Forgets a viewer. Returns [code]false[/code] if it was none.
func remove_viewer(viewer: Node3D) -> bool:
	return _viewers.remove(viewer)


## Returns the coordinate of the chunk at a place, in global coordinates.
func chunk_at(place: Vector3) -> Vector2i:
	var own := to_local(place)
	return _rings.cell_of(Vector2(own.x, own.z))


## Returns what a chunk is doing.
func get_chunk_state(coordinate: Vector2i) -> ChunkState:
	var chunk := _find(coordinate)
	if chunk == null:
		return ChunkState.UNLOADED
	return chunk.state as int as ChunkState


## Returns [code]true[/code] if a chunk is there.
func is_loaded(coordinate: Vector2i) -> bool:
	return get_chunk_state(coordinate) == ChunkState.LOADED


## Returns the node that holds a chunk, or what stands in for it; [code]null[/code] if nothing does.
func get_chunk_root(coordinate: Vector2i) -> Node3D:
	var chunk := _find(coordinate)
	return null if chunk == null else chunk.root as Node3D


## Returns what the worker counted in a chunk that is there, by layer; empty if it is not.
func get_chunk_statistics(coordinate: Vector2i) -> Dictionary:
	var chunk := _find(coordinate)
	return {} if chunk == null else chunk.statistics


## Says that the game has changed a chunk that is there: before it goes, it is to be saved. Returns
## [code]false[/code] if it is not there.
func mark_dirty(coordinate: Vector2i) -> bool:
	var chunk := _find(coordinate)
	if chunk == null or chunk.state != Chunk.State.LOADED:
		return false
	chunk.is_dirty = true
	return true


## Asks for everything that is there to be made anew, for when [member options] or the layers'
## modules have changed; each chunk stays until the new one is there.
func reload() -> void:
	if _streaming != null:
		for chunk: Chunk in _streaming.table.all():
			_streaming.reload(chunk)


## Returns what to [code]await[/code] until all chunks within [param radius] of every viewer are
## there, or have failed; [code]true[/code] if they are already. Nothing has come as long as there
## is no viewer.
func wait_until_loaded(radius: float) -> Variant:
	if _streaming != null and _streaming.is_settled(radius):
		return true
	return _waits.add(radius)


## Moves the world so that what lay [param chunks] away from the origin lies there: far out, floats
## get too coarse for a game. Move the viewers, and all else, by what this returns in the same
## frame. Coordinates of chunks stay as they are.
func shift_origin(chunks: Vector2i) -> Vector3:
	var offset := Vector3(-chunks.x, 0.0, -chunks.y) * chunk_size
	_rings.origin += chunks
	_viewers.shift(offset)
	if _streaming != null:
		_streaming.restart()
		_maker.shift(offset)
	return global_basis * offset


## Returns how things stand, for an overlay or a test.
## [br]Chunks now: [code]loading loaded unloading failed[/code]; [code]queue[/code] (wait to be
## sent), [code]active[/code] (jobs with the engine), [code]window[/code] (the most of those),
## [code]to_apply[/code] (answers that wait or are being applied).
## [br]Ever: [code]chunks_loaded chunks_unloaded chunks_failed retries cancelled stale_discards
## saved peak_active[/code]; another level of detail counts as loaded anew.
## [br][code]utilisation[/code]: how much of the window is used, a moving average from 0 to 1.
## [br]Milliseconds of the last 256 chunks, each as [code]_mean[/code] and [code]_p95[/code]:
## [code]load_msec[/code] (from the wish to the frame that shows it), [code]run_msec[/code] (of a
## worker), [code]work_msec[/code] (of the main thread, all steps together).
func get_stats() -> Dictionary:
	return {} if _streaming == null else _streaming.figures()


func _set_up() -> bool:
	if _streaming != null:
		return true
	var processor := Processor.of(self)
	if processor == null:
		return false
	_streaming = ChunkStreaming.new(processor, _rings)
	_streaming.make_fallback = _maker.make_fallback
	_streaming.sender.make_request = _make_request
	_streaming.stage.new_build = _maker.new_build
	_streaming.release.save = _save
	_streaming.shown.connect(_on_shown)
	_streaming.gone.connect(chunk_unloaded.emit)
	_streaming.failed.connect(_on_failed)
	processor.backend_state_changed.connect(_on_backend_state_changed)
	_viewers.bind(_streaming.add_viewer, _streaming.remove_viewer)
	_set_rings()
	_set_work()
	return true


func _set_rings() -> void:
	_rings.chunk_size = chunk_size
	_rings.load_distance = load_distance
	_rings.unload_distance = maxf(unload_distance, load_distance)
	_rings.lod_distances = lod_distances
	_rings.direction_weight = direction_weight
	_viewers.jump_distance = _JUMP_CHUNKS * chunk_size
	update_configuration_warnings()
	if _streaming != null:
		_streaming.restart()


func _set_work() -> void:
	if _streaming == null:
		return
	_streaming.scan_limit = scan_limit
	_streaming.is_frozen = is_frozen
	_streaming.sender.kind = kind
	_streaming.sender.deadline_sec = deadline_sec
	_streaming.sender.window = window
	if window == 0:
		_streaming.sender.window = Settings.worker_count() * _JOBS_A_WORKER
	_streaming.retry.tries = retries
	_streaming.retry.delay_sec = retry_delay_sec


func _find(coordinate: Vector2i) -> Chunk:
	return null if _streaming == null else _streaming.table.find(coordinate) as Chunk


func _make_request(coordinate: Vector2i, lod: int) -> Dictionary:
	return {
		"seed": world_seed,
		"coordinate": coordinate,
		"lod": lod,
		"chunk_size": chunk_size,
		"layers": layers,
		"options": options,
	}


func _save(coordinate: Vector2i, root: Node) -> Variant:
	chunk_saving.emit(coordinate, root)
	return save_chunk.call(coordinate, root) if save_chunk.is_valid() else null


func _on_shown(chunk: Chunk, was_there: bool) -> void:
	if was_there:
		chunk_changed.emit(chunk.coordinate, chunk.root)
	else:
		chunk_loaded.emit(chunk.coordinate, chunk.root)


func _on_failed(chunk: Chunk, error: CutoutError) -> void:
	chunk_failed.emit(chunk.coordinate, error)


func _on_backend_state_changed(state: CutoutBatchProcessor.BackendState) -> void:
	if state == CutoutBatchProcessor.BackendState.RUNNING:
		_streaming.resume()
