extends RefCounted
## How the points of a streamer stand, for those who wait and for figures.

const PointStreaming := preload("point_streaming.gd")
const PointTable := preload("point_table.gd")
const PrefabWorlds := preload("prefab_worlds.gd")
const StreamPoint := preload("stream_point.gd")
const StreamRegion := preload("stream_region.gd")

const _NOTHING := 0x7fffffff

# What was missing last most likely still is.
var _last_missing := _NOTHING
var _streaming: PointStreaming
var _worlds: PrefabWorlds


func _init(streaming: PointStreaming, worlds: PrefabWorlds) -> void:
	_streaming = streaming
	_worlds = worlds


## Returns [code]true[/code] if all within [param radius] of every viewer is there, or will not
## come.
func is_settled(radius: float) -> bool:
	var viewers := _streaming.rules.viewers
	if viewers.is_empty() or _worlds.is_reading() or not _streaming.placing.is_done():
		return false
	var eyes: Array = viewers.map(_streaming.rules.eye_of)
	for eye: Vector3 in eyes:
		if _last_missing != _NOTHING and _is_missing(_last_missing, eye, radius):
			return false
	for eye: Vector3 in eyes:
		_last_missing = _find_missing(eye, radius)
		if _last_missing != _NOTHING:
			return false
	return true


## Returns the figures for [method CutoutPrefabStreamer.get_stats].
func figures() -> Dictionary:
	var feed := _streaming.feed
	var found := _streaming.presence.statistics.figures()
	var counts := _streaming.presence.counts
	for state: String in StreamPoint.State:
		found[state.to_lower()] = counts[StreamPoint.State[state]]
	found.erase("unloaded")
	found["looking"] = int(_streaming.is_looking())
	found["points"] = _streaming.points.count()
	found["regions"] = _streaming.regions.table.count()
	found["queue"] = feed.size()
	found["loads"] = feed.supply.active()
	found["load_window"] = feed.supply.window
	found["spawns"] = feed.spawns.active()
	found["spawn_window"] = feed.spawns.window
	found["delayed"] = feed.supply.delayed()
	found["retries"] = feed.supply.retries
	found["displaced"] = feed.limit.displaced
	found["releasing"] = _streaming.presence.release.size()
	return found


## Returns the first that is missing around a place: a number as in the grid.
func _find_missing(eye: Vector3, radius: float) -> int:
	# As few calls as can be: there are thousands.
	var rules := _streaming.rules
	var wanted := _streaming.points.wanted
	var places := _streaming.points.places
	var reaches := _streaming.points.load_distances
	var axes := rules.axes
	var everywhere := rules.load_distance
	for entry in _streaming.grid.around(Vector2(eye.x, eye.z), radius):
		if entry >= 0:
			if wanted[entry] >= PointTable.SETTLED:
				continue
			var near := minf(radius, reaches[entry] if reaches[entry] >= 0.0 else everywhere)
			if ((eye - places[entry]) * axes).length_squared() >= near * near:
				continue
		if _is_missing(entry, eye, radius):
			return entry
	return _NOTHING


func _is_missing(entry: int, eye: Vector3, radius: float) -> bool:
	if entry < 0:
		return not _is_region_settled(-1 - entry, eye, radius)
	var points := _streaming.points
	if entry >= points.end() or points.kinds[entry] == PointTable.NONE:
		return false
	var near := minf(radius, _streaming.rules.load_reach(points.load_distances[entry]))
	var distance := _streaming.rules.distance_between(eye, points.places[entry])
	return distance < near and not _is_point_settled(entry)


func _is_region_settled(number: int, eye: Vector3, radius: float) -> bool:
	var rules := _streaming.rules
	var table := _streaming.regions.table
	var region: StreamRegion = table.at(number) if number < table.end() else null
	if region == null:
		return true
	var near := minf(radius, rules.load_reach(region.load_distance))
	if rules.distance_from_box(eye, region.low, region.high) >= near:
		return true
	if not region.is_wanted or region.asked < region.members.size():
		return false
	for member in region.members:
		if not _is_point_settled(member):
			return false
	return true


func _is_point_settled(number: int) -> bool:
	var wanted := _streaming.points.wanted[number]
	if wanted != PointTable.COMING:
		return wanted >= PointTable.SETTLED
	var point := _streaming.presence.find(number)
	return point.is_settled() or _streaming.feed.is_kept_out(point)
