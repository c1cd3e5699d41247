extends RefCounted
## What is there of points or on its way, and how each comes and goes.
##
## [codeblock lang=text]
##  want ─▶ LOADING ─▶ LOADED ─▶ UNLOADING ─▶ forgotten
##             │          └────▶ TAKEN (the game has freed it) ─▶ forgotten
##             └────────▶ FAILED ─▶ forgotten
## [/codeblock]

## A point is there.
signal shown(id: int, root: Node)
## The root of a point is another one.
signal changed(id: int, root: Node)
## A point that was there is no more.
signal gone(id: int)
## A point could not be had, after all tries.
signal failed(id: int, error: CutoutError)

const PointFeed := preload("point_feed.gd")
const PointRules := preload("point_rules.gd")
const PointStatistics := preload("point_statistics.gd")
const PointTable := preload("point_table.gd")
const PointTurns := preload("point_turns.gd")
const PrefabNeed := preload("prefab_need.gd")
const RegionStreaming := preload("region_streaming.gd")
const Release := preload("../streaming/release.gd")
const StreamPoint := preload("stream_point.gd")

# How often a point is spawned that goes away while it is.
const _MOST_SPAWNS := 3

## Called when a point has left the table, or others may have been passed over.
var on_left: Callable
## Called with the number of a point that was unloaded, which may be wanted again by now.
var on_gone: Callable
## Whether nothing is started, because the streamer is out of the tree, or frozen.
var is_at_rest := false

## How many points are in each state.
var counts := PackedInt32Array()
var release: Release
var statistics := PointStatistics.new()
var table := PointTurns.new()

var _by_root: Dictionary[int, StreamPoint] = {}
# Those whose roots may be the game's by now.
var _doubtful: Array[StreamPoint] = []
var _feed: PointFeed
var _parent: Node
var _points: PointTable
var _regions: RegionStreaming
var _rules: PointRules


func _init(
	points: PointTable,
	regions: RegionStreaming,
	rules: PointRules,
	feed: PointFeed,
	p_release: Release,
	parent: Node
) -> void:
	_points = points
	_rules = rules
	_regions = regions
	_feed = feed
	release = p_release
	_parent = parent
	feed.on_failed = _on_failed
	feed.on_idle = unload
	feed.limit.make_way = unload
	feed.spawns.on_ended = _on_spawned
	counts.resize(StreamPoint.State.size())
	parent.child_exiting_tree.connect(_on_child_exiting)


## Returns what there is of a point; [code]null[/code] if there is nothing.
func find(number: int) -> StreamPoint:
	return table.find(number) as StreamPoint


## Returns the root of a point, or [code]null[/code].
func root_of(point: StreamPoint) -> Node:
	return null if point == null else point.root_below(_parent)


## Asks for a point, unless it is there or on its way.
func want(number: int) -> void:
	if _points.wanted[number] != PointTable.AWAY:
		return
	var point := StreamPoint.new()
	point.number = number
	point.id = _points.id_of(number)
	point.kind = _points.kinds[number]
	point.place = _points.places[number]
	point.region = _points.regions[number]
	point.asked_usec = Time.get_ticks_usec()
	_points.wanted[number] = PointTable.COMING
	_points.fars[number] = _far_of(number)
	counts[point.state] += 1
	table.add(number, point)
	_feed.supply.add_user(point.kind, _points.paths[point.kind])
	_regions.note_present(point.region, 1)
	_feed.enqueue(point)


## Takes in that distances are others.
func note_rules() -> void:
	for number in table.numbers:
		_points.fars[number] = _far_of(number)


## Takes in what has become of a point since it was looked at last.
func look_at(point: StreamPoint) -> void:
	match point.state:
		StreamPoint.State.LOADED:
			_feed.limit.add(point)
		StreamPoint.State.LOADING:
			_feed.move_on(point)
		StreamPoint.State.FAILED:
			if _feed.supply.need_of(point.kind).version != point.failed_version:
				_try_again(point)


## Looks at so many of the roots that have left the tree, whether the game has taken them.
func look_after_roots(most: int) -> void:
	for i in mini(most, _doubtful.size()):
		var point: StreamPoint = _doubtful.pop_back()
		if point.state == StreamPoint.State.LOADED and point.root_below(_parent) == null:
			_note_taken(point)


## Lets a point go, and what is there of it.
func unload(point: StreamPoint) -> void:
	if point.state == StreamPoint.State.UNLOADING:
		return
	var was_there := point.state == StreamPoint.State.LOADED
	var root := _take_root(point)
	if root == null:
		_forget(point)
		if was_there:
			statistics.taken += 1
			gone.emit(point.id)
		return
	_count(point, false)
	_set_state(point, StreamPoint.State.UNLOADING)
	release.add(root, point.id, true, _on_gone.bind(point))


## Lets a point go whose number is another's from now on.
func remove(point: StreamPoint) -> void:
	var was_leaving := point.state == StreamPoint.State.UNLOADING
	var root := _take_root(point)
	_forget(point)
	if root != null and not was_leaving:
		release.add(root, point.id, true, _on_removed.bind(point.id))


## Moves all that is there by [param offset].
func shift(offset: Vector3) -> void:
	for point: StreamPoint in table.all():
		var root := point.root_below(_parent) as Node3D
		if root != null:
			root.position += offset
		elif point.phase == StreamPoint.Phase.SPAWNING:
			_feed.withdraw(point)
			_feed.enqueue(point)


## Follows a root that was made anew.
func replace_root(old_id: int, root: Node) -> void:
	var point: StreamPoint = _by_root.get(old_id)
	if point == null:
		release.replace(old_id, root)
		return
	_by_root.erase(old_id)
	point.root_id = root.get_instance_id()
	_by_root[point.root_id] = point
	changed.emit(point.id, root)


## Serves those who wait for a prefab that is there, or cannot be had.
func take_prefab(need: PrefabNeed) -> void:
	var parked := need.parked
	need.parked = PackedInt32Array()
	for number in parked:
		var point := find(number)
		if point != null and point.kind == need.kind:
			_feed.move_on(point)
	if not is_at_rest:
		_feed.start_spawns()


## Gives up all that is under way. What is there stays.
func stop() -> void:
	for point: StreamPoint in table.all():
		_feed.withdraw(point)
		if point.state == StreamPoint.State.LOADED:
			var root := point.root_below(_parent)
			if root != null:
				release.save_now(root, point.id)
	_feed.supply.stop()
	release.finish()


## Goes on after [method stop].
func start() -> void:
	_feed.supply.start()
	for point: StreamPoint in table.all():
		if point.state == StreamPoint.State.LOADING:
			_feed.enqueue(point)
		elif point.state == StreamPoint.State.LOADED:
			# Nobody tells of a root that goes out of the tree.
			_doubtful.append(point)


func _far_of(number: int) -> float:
	if _points.regions[number] != PointTable.NONE:
		return INF
	return _rules.unload_reach(_points.unload_distances[number], _points.load_distances[number])


func _on_child_exiting(child: Node) -> void:
	var point: StreamPoint = _by_root.get(child.get_instance_id())
	if point != null:
		_doubtful.append(point)


func _try_again(point: StreamPoint) -> void:
	_count(point, false)
	_set_state(point, StreamPoint.State.LOADING)
	point.error = null
	point.asked_usec = Time.get_ticks_usec()
	_feed.enqueue(point)


func _forget(point: StreamPoint) -> void:
	if point.state == StreamPoint.State.LOADING:
		statistics.cancelled += 1
	_feed.withdraw(point)
	_count(point, false)
	_set_state(point, StreamPoint.State.UNLOADED)
	table.remove(point.number, point)
	_points.wanted[point.number] = PointTable.AWAY
	_feed.supply.remove_user(point.kind)
	# The last of the table has taken its place.
	on_left.call()
	_regions.note_present(point.region, -1)


## Returns what is there of a point, which has nothing then; [code]null[/code] if nothing is.
func _take_root(point: StreamPoint) -> Node:
	if point.root_id == 0:
		return null
	var root := point.root_below(_parent)
	_by_root.erase(point.root_id)
	point.root_id = 0
	_feed.limit.remove(point)
	_feed.live -= 1
	return root


func _set_state(point: StreamPoint, state: StreamPoint.State) -> void:
	counts[point.state] -= 1
	counts[state] += 1
	point.state = state


## Tells the region of a point whether something more comes of the point.
func _count(point: StreamPoint, is_settled: bool) -> void:
	if point.is_counted != is_settled:
		point.is_counted = is_settled
		var settled := PointTable.SETTLED
		if point.state == StreamPoint.State.FAILED:
			settled = PointTable.FAILED
		_points.wanted[point.number] = settled if is_settled else PointTable.COMING
		_regions.note_settled(point.region, 1 if is_settled else -1)


## The game has freed a root, or has put it elsewhere: it is the game's, and does not come again
## until the point was out of range.
func _note_taken(point: StreamPoint) -> void:
	var was_there := point.root_id != 0
	_take_root(point)
	_set_state(point, StreamPoint.State.TAKEN)
	statistics.taken += 1
	_count(point, true)
	if was_there:
		gone.emit(point.id)


func _show(point: StreamPoint, root: Node) -> void:
	_set_state(point, StreamPoint.State.LOADED)
	point.root_id = root.get_instance_id()
	_by_root[point.root_id] = point
	_feed.live += 1
	_feed.limit.add(point)
	statistics.loaded += 1
	statistics.load_times.add(Time.get_ticks_usec() - point.asked_usec)
	shown.emit(point.id, root)
	_count(point, point.is_settled())


func _on_spawned(number: int, spawn: CutoutSpawn) -> void:
	var point := find(number)
	point.spawn = null
	point.phase = StreamPoint.Phase.NONE
	if spawn.state == CutoutSpawn.State.DONE:
		_show(point, spawn.root)
	elif spawn.state == CutoutSpawn.State.FAILED:
		_on_failed(point, spawn.error)
	elif point.attempts < _MOST_SPAWNS:
		point.attempts += 1
		_feed.enqueue(point)
	else:
		# Whatever is in it frees it.
		_note_taken(point)
	if not is_at_rest:
		_feed.start_spawns()


func _on_failed(point: StreamPoint, error: CutoutError) -> void:
	_set_state(point, StreamPoint.State.FAILED)
	point.error = error
	point.failed_version = _feed.supply.need_of(point.kind).version
	statistics.failed += 1
	failed.emit(point.id, error)
	_count(point, point.is_settled())


func _on_gone(point: StreamPoint) -> void:
	statistics.unloaded += 1
	var is_known := find(point.number) == point
	if is_known:
		_forget(point)
	gone.emit(point.id)
	if is_known and not is_at_rest:
		on_gone.call(point.number)


func _on_removed(id: int) -> void:
	statistics.unloaded += 1
	gone.emit(id)
