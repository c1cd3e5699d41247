extends RefCounted
## Shows how streamed worlds are doing among the engine's own figures: the [Performance] monitors
## [code]cutout/world_…[/code], sums over all streamers in the tree.
##
## They are there as long as a streamer is. All are registered in one block: engine 4.6 mixes up
## names of monitors that come one by one while the game runs.

const _PREFIX := "cutout/world_"
const _FIGURES: PackedStringArray = [
	"loaded", "loading", "failed", "queue", "active", "to_apply", "stale_discards"
]

static var _frame := -1
static var _ids := PackedInt64Array()
static var _sums := {}


## Takes a streamer in.
static func add(streamer: Node) -> void:
	if _ids.is_empty():
		for figure in _FIGURES:
			Performance.add_custom_monitor(_PREFIX + figure, _read.bind(figure))
	_ids.append(streamer.get_instance_id())


## Forgets a streamer.
static func remove(streamer: Node) -> void:
	var place := _ids.find(streamer.get_instance_id())
	if place < 0:
		return
	_ids.remove_at(place)
	if _ids.is_empty():
		for figure in _FIGURES:
			Performance.remove_custom_monitor(_PREFIX + figure)


## Reads one figure. All monitors of a frame share one look at the streamers.
static func _read(figure: String) -> int:
	var frame := Engine.get_process_frames()
	if frame != _frame:
		_frame = frame
		_sums.clear()
		for id in _ids:
			var stats: Dictionary = instance_from_id(id).call(&"get_stats")
			for key in _FIGURES:
				_sums[key] = _sums.get(key, 0) + stats[key]
	return _sums[figure]
