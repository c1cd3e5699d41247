extends RefCounted
## The way of all points around some viewers.
##
## [codeblock lang=text]
##  scan                      feed                        there
##  PointScan: what is near   PointFeed: the most urgent  PointPresence: how points come
##  in the PointGrid          just now, by a window of    and go, up to InstanceLimit
##  RegionStreaming: points   loads (PrefabSupply) and    Release: what was there is
##  that come together        one of spawns (PointSpawns) saved and freed, step by step
## [/codeblock]
## Scan and feed come once a frame and look at so many points at most; nodes are made and freed
## inside the frame budget.

const InstanceLimit := preload("instance_limit.gd")
const PointFeed := preload("point_feed.gd")
const PointGrid := preload("point_grid.gd")
const PointPlacing := preload("point_placing.gd")
const PointPresence := preload("point_presence.gd")
const PointRules := preload("point_rules.gd")
const PointScan := preload("point_scan.gd")
const PointSpawns := preload("point_spawns.gd")
const PointTable := preload("point_table.gd")
const PrefabNeed := preload("prefab_need.gd")
const PrefabSupply := preload("prefab_supply.gd")
const RegionStreaming := preload("region_streaming.gd")
const Release := preload("../streaming/release.gd")
const StreamPoint := preload("stream_point.gd")
const StreamRegion := preload("stream_region.gd")
const Viewer := preload("../streaming/viewer.gd")

# A step frees so many nodes at most.
const _NODES_A_STEP := 8
# All are looked at within so many frames, however many a jump has left behind.
const _FRAMES_A_PASS := 60.0

## How many points a frame looks for, at most; each other phase takes a quarter of that, or what it
## needs to be through within a second.
var scan_limit := 64
## Whether nothing new is asked for and nothing is let go of.
var is_frozen := false

var feed: PointFeed
var grid := PointGrid.new()
## Called when all that is in the tables is in the grid.
var on_placed: Callable
## How often each point is pinned, by its number.
var pins: Dictionary[int, int] = {}
var placing: PointPlacing
var points := PointTable.new()
var presence: PointPresence
var regions := RegionStreaming.new()
var rules: PointRules

var _cursor := 0
var _is_stopped := false
var _most_instances := 0
var _scans: Array[PointScan] = []
var _share := 1
var _to_visit := 0


func _init(
	processor: CutoutBatchProcessor, loader: CutoutPrefabLoader, parent: Node, p_rules: PointRules
) -> void:
	rules = p_rules
	var limit := InstanceLimit.new(rules)
	limit.is_pinned = _is_pinned
	var supply := PrefabSupply.new(loader)
	feed = PointFeed.new(points, rules, supply, PointSpawns.new(loader, parent), limit)
	feed.is_needed = _stays
	var release := Release.new(processor, _NODES_A_STEP)
	presence = PointPresence.new(points, regions, rules, feed, release, parent)
	presence.on_left = _look_around
	presence.on_gone = reconsider
	supply.on_ended = _on_prefab
	regions.ask = presence.want
	regions.let_go = _let_go
	placing = PointPlacing.new(processor, grid, points, regions.table, rules)
	placing.on_done = _on_placed


## Does what is to be done in a frame; viewers have moved already.
func step(delta: float) -> void:
	var start := Time.get_ticks_usec()
	rules.refresh()
	if _is_stopped:
		_start()
	presence.is_at_rest = is_frozen
	presence.release.step()
	if feed.limit.most != _most_instances:
		_most_instances = feed.limit.most
		restart()
	_share = maxi(1, scan_limit >> 2)
	if not is_frozen:
		_scan()
		regions.step(_share)
		presence.look_after_roots(_share)
		if _to_visit > 0:
			_visit()
		feed.step(delta, _share)
	var statistics := presence.statistics
	statistics.load_window.note(feed.supply.active(), feed.supply.window)
	statistics.spawn_window.note(feed.spawns.active(), feed.spawns.window)
	statistics.frame_times.add(Time.get_ticks_usec() - start)


## Adds somebody from whose place the world is seen.
func add_viewer(viewer: Viewer) -> void:
	rules.viewers.append(viewer)
	_scans.append(PointScan.new(viewer))


## Forgets a viewer; what only they have seen is unloaded.
func remove_viewer(viewer: Viewer) -> void:
	var place := rules.viewers.find(viewer)
	rules.viewers.remove_at(place)
	_scans.remove_at(place)
	_look_around()


## Looks at everything anew, because the rules or the points have changed.
func restart() -> void:
	presence.note_rules()
	_look_around()
	_restart_scans()


## Looks at a point now: it has come, or a pin was put on it or taken off.
func reconsider(number: int) -> void:
	var point := presence.find(number)
	if point == null:
		if _should_be(number):
			presence.want(number)
	elif not _stays(point):
		presence.unload(point)


## Takes in a point that has just been added to the table, with the number of its region.
func add_point(number: int, region: int) -> void:
	points.regions[number] = region
	placing.add(number)
	for scan in _scans:
		scan.note_added()
	if region >= 0:
		regions.add_member(region, number)
	else:
		reconsider(number)


## Takes in a region.
func add_region(region: StreamRegion) -> void:
	var number := regions.table.add(region)
	placing.add_region(number)
	reconsider_region(number)
	_restart_scans()


## Takes a point out of the world: what is there of it is unloaded.
func remove_point(number: int) -> void:
	placing.remove(number)
	for scan in _scans:
		scan.note_removed()
	pins.erase(number)
	var point := presence.find(number)
	if point != null:
		presence.remove(point)
	if points.regions[number] != PointTable.NONE:
		regions.remove_member(points.regions[number], number)
	points.remove(number)


## Looks at a region now: a pin was put on it or taken off.
func reconsider_region(number: int) -> void:
	var region := regions.table.at(number)
	if region != null and region.pins > 0 and not region.is_wanted:
		regions.open(region)


## Takes a region out of the world, with its points: what is there of them is unloaded.
func remove_region(number: int) -> void:
	var region := regions.table.at(number)
	if region == null:
		return
	placing.remove_region(number)
	while not region.members.is_empty():
		remove_point(region.members[-1])
	regions.forget(region)
	regions.table.remove(number)
	placing.note_trimmed()


## Returns [code]true[/code] while there is something to be looked at, as after every move.
func is_looking() -> bool:
	for scan in _scans:
		if scan.has_more() or scan.is_stale():
			return true
	return _to_visit > 0 or not placing.is_done() or not regions.is_at_rest()


## Moves all that is there by [param offset].
func shift(offset: Vector3) -> void:
	rules.offset += offset
	presence.shift(offset)
	restart()


## Asks anew for what the Python side, now up again, could not do.
func resume() -> void:
	feed.supply.resume()
	_look_around()


## Gives up all that is under way, because the streamer leaves the tree. What is there stays.
func stop() -> void:
	_is_stopped = true
	presence.is_at_rest = true
	presence.stop()


func _start() -> void:
	_is_stopped = false
	presence.start()
	restart()


func _restart_scans() -> void:
	for scan in _scans:
		scan.restart()


func _let_go(number: int) -> void:
	var point := presence.find(number)
	if point != null and not number in pins:
		presence.unload(point)


func _look_around() -> void:
	_to_visit = maxi(presence.table.size(), regions.open_count())


## Finds what is missing.
func _scan() -> void:
	var each := maxi(1, floori(scan_limit / maxf(1.0, _scans.size())))
	for scan in _scans:
		if scan.begin_frame(rules):
			scan.is_patient = _most_instances == 0
			_look_around()
		if scan.has_more():
			for entry in scan.visit(each, rules, grid, points, regions.table):
				if entry < 0:
					regions.open(regions.table.at(-1 - entry))
				else:
					presence.want(entry)


## Looks at what is there or on its way, in turn: what is too far is let go.
func _visit() -> void:
	var most := maxi(_share, floori(presence.table.size() / _FRAMES_A_PASS))
	var visits := mini(most, _to_visit)
	regions.look(visits, rules)
	_to_visit -= visits
	# As few calls as can be: there are thousands.
	var doubtful := PackedInt32Array()
	var numbers := presence.table.numbers
	var wanted := points.wanted
	var places := points.places
	var fars := points.fars
	var axes := rules.axes
	var is_plain := rules.eyes.size() == 1 and _most_instances == 0
	var eye := rules.eyes[0] if is_plain else Vector3.ZERO
	for i in mini(visits, numbers.size()):
		_cursor = _cursor + 1 if _cursor + 1 < numbers.size() else 0
		var number := numbers[_cursor]
		if is_plain and wanted[number] == PointTable.SETTLED:
			if ((places[number] - eye) * axes).length() <= fars[number]:
				continue
		doubtful.append(number)
	# These may change what the others are taken from.
	wanted = PackedByteArray()
	fars = PackedFloat32Array()
	numbers = PackedInt32Array()
	for number in doubtful:
		var point := presence.find(number)
		if point != null and point.state != StreamPoint.State.UNLOADING:
			presence.look_at(point)
			if not _stays(point):
				presence.unload(point)


## Returns [code]true[/code] if a point of which there is something is to stay or to come.
func _stays(point: StreamPoint) -> bool:
	point.distance = rules.distance_to(point.place)
	if point.number in pins:
		return true
	if point.region >= 0:
		return regions.table.at(point.region).is_wanted
	return point.distance <= points.fars[point.number]


## Returns [code]true[/code] if a point of which there is nothing is to come.
func _should_be(number: int) -> bool:
	if number in pins:
		return true
	if points.regions[number] >= 0:
		return regions.table.at(points.regions[number]).is_wanted
	var reach := rules.load_reach(points.load_distances[number])
	return rules.distance_to(points.places[number]) < reach


func _is_pinned(point: StreamPoint) -> bool:
	return point.number in pins


func _on_placed() -> void:
	restart()
	on_placed.call()


func _on_prefab(need: PrefabNeed) -> void:
	_look_around()
	presence.take_prefab(need)
