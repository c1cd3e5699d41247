extends RefCounted
## What waits to be there: points whose prefab is to be loaded, and points that are to be spawned,
## the most urgent first, through two small windows.
##
## Nothing piles up behind the windows, so what comes into range goes before what has waited, and
## what has left it costs nothing.

const InstanceLimit := preload("instance_limit.gd")
const PointRules := preload("point_rules.gd")
const PointSpawns := preload("point_spawns.gd")
const PointTable := preload("point_table.gd")
const PrefabNeed := preload("prefab_need.gd")
const PrefabSupply := preload("prefab_supply.gd")
const StreamPoint := preload("stream_point.gd")
const UrgencyQueue := preload("../streaming/urgency_queue.gd")

# How many points a frame may leave the first queue, so that it costs the same however many wait
# for one prefab.
const _MOST_MOVES := 32
# Within this share of the load distance a prefab is urgent.
const _NEAR := 0.25

## Called with a point that could not be had, and its [CutoutError].
var on_failed: Callable
## Called with a point that is out of range by now.
var on_idle: Callable
## Called with a point; returns whether it is still to be there, and takes in its distance.
var is_needed: Callable
## How many points are there.
var live := 0

var limit: InstanceLimit
var spawns: PointSpawns
var supply: PrefabSupply

var _is_full := false
var _points: PointTable
var _rules: PointRules
var _to_load: UrgencyQueue
var _to_spawn: UrgencyQueue


func _init(
	points: PointTable,
	rules: PointRules,
	p_supply: PrefabSupply,
	p_spawns: PointSpawns,
	p_limit: InstanceLimit
) -> void:
	_points = points
	_rules = rules
	supply = p_supply
	spawns = p_spawns
	limit = p_limit
	_to_load = UrgencyQueue.new(_score_of)
	_to_spawn = UrgencyQueue.new(_score_of)


## Returns how many points wait for their turn.
func size() -> int:
	return _to_load.size() + _to_spawn.size()


## Takes in a point of which nothing is there.
func enqueue(point: StreamPoint) -> void:
	var need := supply.need_of(point.kind)
	match need.state:
		PrefabNeed.State.READY:
			point.phase = StreamPoint.Phase.TO_SPAWN
			_to_spawn.add(point)
		PrefabNeed.State.FAILED:
			point.phase = StreamPoint.Phase.NONE
			on_failed.call(point, need.error)
		PrefabNeed.State.NONE:
			point.phase = StreamPoint.Phase.TO_LOAD
			_to_load.add(point)
		_:
			point.phase = StreamPoint.Phase.PARKED
			need.park(point.number)


## Takes a point out, whatever it waits for.
func withdraw(point: StreamPoint) -> void:
	match point.phase:
		StreamPoint.Phase.TO_LOAD:
			_to_load.remove(point)
		StreamPoint.Phase.TO_SPAWN:
			_to_spawn.remove(point)
		StreamPoint.Phase.SPAWNING:
			spawns.cancel(point)
	point.phase = StreamPoint.Phase.NONE


## Moves a point on if what it waits for has come. For each in turn, and for those that have waited
## longest at once: as many may wait for one prefab as there are points.
func move_on(point: StreamPoint) -> void:
	var is_waiting := point.phase == StreamPoint.Phase.TO_LOAD
	if is_waiting or point.phase == StreamPoint.Phase.PARKED:
		var state := supply.need_of(point.kind).state
		if state == PrefabNeed.State.READY or state == PrefabNeed.State.FAILED:
			withdraw(point)
			enqueue(point)


## Starts what is most urgent, and looks at so many that wait, in turn. Once a frame.
func step(delta: float, most: int) -> void:
	if supply.delayed() > 0:
		supply.step(delta)
	if size() == 0:
		return
	_is_full = limit.is_full(live + spawns.active())
	limit.refresh(most)
	_to_load.refresh(most)
	_to_spawn.refresh(most)
	_start_loads()
	start_spawns()


## Starts as many spawns as there is room for.
func start_spawns() -> void:
	while spawns.has_room():
		var point := _first(_to_spawn)
		if point == null or not _is_admitted(point):
			return
		withdraw(point)
		if limit.is_full(live + spawns.active()):
			limit.displace()
		var number := point.number
		var prefab := supply.need_of(point.kind).prefab
		var transform := _points.transform_of(number).translated(_rules.offset)
		if not spawns.start(point, prefab, transform, _points.titles[number]):
			var refusal := "%s was refused; the log says why." % prefab.path
			on_failed.call(point, CutoutError.new(CutoutError.Code.BAD_PARAMS, refusal))


## Returns [code]true[/code] if a point waits only because there are as many as there may be.
func is_kept_out(point: StreamPoint) -> bool:
	if not _is_full or limit.is_nearer(point):
		return false
	return point.phase == StreamPoint.Phase.TO_SPAWN or point.phase == StreamPoint.Phase.TO_LOAD


func _start_loads() -> void:
	for i in _MOST_MOVES:
		var point := _first(_to_load)
		if point == null or not _is_admitted(point):
			return
		var need := supply.need_of(point.kind)
		var is_near := point.distance < _rules.load_distance * _NEAR
		var priority := CutoutJob.Priority.HIGH if is_near else CutoutJob.Priority.LOW
		match need.state:
			PrefabNeed.State.NONE:
				if not supply.has_room():
					return
				supply.ask(need, priority)
			PrefabNeed.State.LOADING:
				supply.hurry(need, priority)
		withdraw(point)
		enqueue(point)


## Returns the most urgent one that is still needed.
func _first(queue: UrgencyQueue) -> StreamPoint:
	var point := queue.first() as StreamPoint
	while point != null and not is_needed.call(point):
		on_idle.call(point)
		point = queue.first() as StreamPoint
	return point


func _is_admitted(point: StreamPoint) -> bool:
	return not limit.is_full(live + spawns.active()) or limit.is_nearer(point)


func _score_of(point: StreamPoint) -> float:
	if _is_full:
		# Then the nearest are to be there, wherever somebody looks, but for pinned ones.
		point.distance = _rules.distance_to(point.place)
		return -INF if limit.is_pinned.call(point) else point.distance
	return _rules.score_of(point.place, _points.priorities[point.number])
