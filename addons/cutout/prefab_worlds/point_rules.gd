extends RefCounted
## How far points and regions are from the viewers, and which is more urgent: rules, without memory
## but of where the viewers are in this frame.
##
## Places are those of the points' table, in metres.

const Viewer := preload("../streaming/viewer.gd")

## Points nearer than this are loaded.
var load_distance := 200.0
## Points farther than this are unloaded.
var unload_distance := 250.0
## How much farther away something behind the viewer counts, as a share.
var direction_weight := 0.5
## How much the distance from where the viewer will be counts.
var velocity_weight := 0.5
## How many metres a point of priority counts.
var priority_weight := 2.0
## Whether heights count in distances.
var counts_height := true
## By how much the world was moved: what lies at a place of the table is there plus this.
var offset := Vector3.ZERO
## By what differences count in distances.
var axes := Vector3.ONE

## Everybody from whose place the world is seen.
var viewers: Array[Viewer] = []

## Where they are, in the places of the points' table.
var eyes := PackedVector3Array()

var _directions := PackedVector3Array()
var _futures := PackedVector3Array()


## Takes in where the viewers are. Once a frame.
func refresh() -> void:
	var count := viewers.size()
	axes = Vector3.ONE if counts_height else Vector3(1.0, 0.0, 1.0)
	eyes.resize(count)
	_directions.resize(count)
	_futures.resize(count)
	for i in count:
		var viewer := viewers[i]
		eyes[i] = Vector3(viewer.place.x, viewer.height, viewer.place.y) - offset
		_futures[i] = Vector3(viewer.future.x, viewer.height, viewer.future.y) - offset
		_directions[i] = Vector3(viewer.direction.x, 0.0, viewer.direction.y)


## Returns where a viewer is, in the places of the table.
func eye_of(viewer: Viewer) -> Vector3:
	return Vector3(viewer.place.x, viewer.height, viewer.place.y) - offset


## Returns how far two places are from each other.
func distance_between(one: Vector3, other: Vector3) -> float:
	return ((one - other) * axes).length()


## Returns how far a place is from the nearest viewer; [constant @GDScript.INF] without any.
func distance_to(place: Vector3) -> float:
	var nearest := INF
	for eye in eyes:
		nearest = minf(nearest, ((place - eye) * axes).length_squared())
	return sqrt(nearest)


## Returns how far a place is from a box; 0 inside it.
func distance_from_box(place: Vector3, low: Vector3, high: Vector3) -> float:
	return ((place.clamp(low, high) - place) * axes).length()


## Returns how far a box is from the nearest viewer.
func distance_to_box(low: Vector3, high: Vector3) -> float:
	var nearest := INF
	for eye in eyes:
		nearest = minf(nearest, distance_from_box(eye, low, high))
	return nearest


## Returns how urgent a place is, the lowest first: by its distance, by whether the viewer looks
## that way, by its distance from where the viewer will be, and by its priority.
func score_of(place: Vector3, priority: int) -> float:
	var best := INF
	for i in eyes.size():
		var way := (place - eyes[i]) * axes
		var length := way.length()
		var score := length + velocity_weight * ((place - _futures[i]) * axes).length()
		if length > 0.0 and _directions[i] != Vector3.ZERO:
			# From nothing for what lies ahead to all for what lies behind.
			score += direction_weight * 0.5 * (length - _directions[i].dot(way))
		best = minf(best, score)
	return best - priority * priority_weight


## Returns from how far a point or region is loaded that says [param own].
func load_reach(own: float) -> float:
	return load_distance if own < 0.0 else own


## Returns from how far a point or region is unloaded that says [param own], and is loaded from
## [param own_load].
func unload_reach(own: float, own_load: float) -> float:
	var near := load_reach(own_load)
	if own >= 0.0:
		return maxf(own, near)
	if own_load < 0.0:
		return maxf(unload_distance, near)
	# As much farther, in proportion, as for all others.
	return near * maxf(1.0, unload_distance / maxf(load_distance, 1.0))
