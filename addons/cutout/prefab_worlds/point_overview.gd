extends RefCounted
## How the points of a streamer stand, for those who wait and for figures.

const PointStreaming := preload("point_streaming.gd")
const PrefabWorlds := preload("prefab_worlds.gd")
const StreamPoint := preload("stream_point.gd")
const Viewer := preload("../streaming/viewer.gd")

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
	for viewer in viewers:
		if not _is_settled_around(viewer, radius):
			return false
	return true


## Returns the figures for [method CutoutPrefabStreamer.get_stats].
func figures() -> Dictionary:
	var feed := _streaming.feed
	var found := _streaming.presence.statistics.figures()
	var counts := PackedInt32Array()
	counts.resize(StreamPoint.State.size())
	for point: StreamPoint in _streaming.presence.table.all():
		counts[point.state] += 1
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


func _is_settled_around(viewer: Viewer, radius: float) -> bool:
	var points := _streaming.points
	var rules := _streaming.rules
	var eye := rules.eye_of(viewer)
	for entry in _streaming.grid.around(Vector2(eye.x, eye.z), radius):
		if entry < 0:
			if not _is_region_settled(-1 - entry, eye, radius):
				return false
			continue
		var near := minf(radius, rules.load_reach(points.load_distances[entry]))
		if (
			rules.distance_between(eye, points.places[entry]) < near
			and not _is_point_settled(entry)
		):
			return false
	return true


func _is_region_settled(number: int, eye: Vector3, radius: float) -> bool:
	var rules := _streaming.rules
	var region := _streaming.regions.table.at(number)
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
	var point := _streaming.presence.find(number)
	return point != null and (point.is_settled() or _streaming.feed.is_kept_out(point))
