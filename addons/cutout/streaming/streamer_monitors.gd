extends RefCounted
## Shows how streamers of one sort are doing among the engine's own figures: [Performance] monitors
## with a prefix, each the sum of a figure of [code]get_stats()[/code] over all of them in the tree.
##
## They are there as long as a streamer is. All are registered in one block: engine 4.6 mixes up
## names of monitors that come one by one while the game runs.

static var _of_prefix: Dictionary[String, Sums] = {}


## The streamers of one sort.
class Sums:
	extends RefCounted
	## What is shown of them.
	var figures: PackedStringArray
	## Which they are.
	var ids := PackedInt64Array()

	var _frame := -1
	var _sums := {}

	## Reads one figure. All monitors of a frame share one look at the streamers.
	func read(figure: String) -> int:
		var frame := Engine.get_process_frames()
		if frame != _frame:
			_frame = frame
			_sums.clear()
			for id in ids:
				var stats: Dictionary = instance_from_id(id).call(&"get_stats")
				for key in figures:
					_sums[key] = _sums.get(key, 0) + stats[key]
		return _sums[figure]


## Takes a streamer in, whose sort has monitors [param prefix] followed by each of [param figures].
static func add(streamer: Node, prefix: String, figures: PackedStringArray) -> void:
	if not prefix in _of_prefix:
		var sums := Sums.new()
		sums.figures = figures
		_of_prefix[prefix] = sums
		for figure in figures:
			Performance.add_custom_monitor(prefix + figure, sums.read.bind(figure))
	_of_prefix[prefix].ids.append(streamer.get_instance_id())


## Forgets a streamer.
static func remove(streamer: Node, prefix: String) -> void:
	if not prefix in _of_prefix:
		return
	var sums := _of_prefix[prefix]
	sums.ids.erase(streamer.get_instance_id())
	if sums.ids.is_empty():
		for figure in sums.figures:
			Performance.remove_custom_monitor(prefix + figure)
		_of_prefix.erase(prefix)
