extends RefCounted
## Holds the number of live points below a limit: the farthest make way for nearer ones.

const PointRules := preload("point_rules.gd")
const StreamPoint := preload("stream_point.gd")
const UrgencyQueue := preload("../streaming/urgency_queue.gd")

# How much nearer one has to be to take another's place, so that they do not change to and fro.
const _SHARE := 0.9
const _METRES := 1.0

## How many there may be; 0 for any number.
var most := 0
## Called with a point that has to make way.
var make_way: Callable
## Called with a point; returns whether it is to stay whatever comes.
var is_pinned: Callable
## How many had to make way, ever.
var displaced := 0

var _live: UrgencyQueue
var _rules: PointRules


func _init(rules: PointRules) -> void:
	_rules = rules
	_live = UrgencyQueue.new(_rank)


## Returns [code]true[/code] if there is no room for one more beside [param count].
func is_full(count: int) -> bool:
	return most > 0 and count >= most


## Takes in a point that is there.
func add(point: StreamPoint) -> void:
	if most > 0 and point.waiting_place < 0:
		_live.add(point)


## Forgets a point that was there.
func remove(point: StreamPoint) -> void:
	if point.waiting_place >= 0:
		_live.remove(point)


## Looks at so many of those that are there, in turn.
func refresh(count: int) -> void:
	if most > 0:
		_live.refresh(count)


## Returns [code]true[/code] if a point is so much nearer than the farthest that is there that it is
## to take its place.
func is_nearer(point: StreamPoint) -> bool:
	var farthest := _live.first() as StreamPoint
	if farthest == null or is_pinned.call(farthest):
		return false
	return is_pinned.call(point) or point.distance < farthest.distance * _SHARE - _METRES


## Lets the farthest go.
func displace() -> void:
	displaced += 1
	make_way.call(_live.first())


## The farthest first, pinned ones last.
func _rank(point: StreamPoint) -> float:
	point.distance = _rules.distance_to(point.place)
	return INF if is_pinned.call(point) else -point.distance
