extends RefCounted
## Which chunks there should be around the viewers, at which level of detail, and which is more
## urgent: rules, without memory.
##
## Distances are those of a viewer to the nearest point of a chunk, in metres; 0 inside it. Heights
## do not count.

const Chunk := preload("chunk.gd")
const Viewer := preload("../streaming/viewer.gd")

## The side of a chunk.
var chunk_size := 200.0
## Chunks nearer than this are loaded.
var load_distance := 800.0
## Chunks farther than this are unloaded.
var unload_distance := 1000.0
## Where each level of detail ends; beyond the last begins one more.
var lod_distances := PackedFloat32Array([150.0, 300.0, 500.0])
## A level of detail gets coarser only so much farther away than it got finer, as a share.
var lod_hysteresis := 0.1
## How much farther away something behind the viewer counts, as a share.
var direction_weight := 0.5
## How much the distance from where the viewer will be counts.
var velocity_weight := 0.5
## The coordinate of the chunk whose corner is the origin of all places.
var origin := Vector2i.ZERO

## Everybody from whose place the world is seen.
var viewers: Array[Viewer] = []


## Returns the chunk that a place is in.
func cell_of(place: Vector2) -> Vector2i:
	return Vector2i((place / chunk_size).floor()) + origin


## Returns the corner of least x and z of a chunk.
func corner_of(coordinate: Vector2i) -> Vector2:
	return Vector2(coordinate - origin) * chunk_size


## Returns how far a chunk is from a place.
func distance_from(place: Vector2, coordinate: Vector2i) -> float:
	return _gap(place, _centre_of(coordinate))


## Returns how far a chunk is from the nearest viewer.
func distance_to(coordinate: Vector2i) -> float:
	# In line: with the scan, this is most of what somebody who moves costs.
	var half := Vector2(0.5, 0.5) * chunk_size
	var centre := Vector2(coordinate - origin) * chunk_size + half
	var nearest := INF
	for viewer in viewers:
		var gap := ((viewer.place - centre).abs() - half).max(Vector2.ZERO)
		nearest = minf(nearest, gap.length_squared())
	return sqrt(nearest)


## Returns how urgent a chunk is; see [method score_of].
func urgency_of(chunk: Chunk) -> float:
	return score_of(chunk.coordinate)


## Returns how urgent a chunk is, the lowest first: by its distance, by whether the viewer looks
## that way, and by its distance from where the viewer will be.
func score_of(coordinate: Vector2i) -> float:
	var centre := _centre_of(coordinate)
	var best := INF
	for viewer in viewers:
		var way := centre - viewer.place
		var behind := 0.0
		if viewer.direction != Vector2.ZERO:
			behind = 0.5 - 0.5 * viewer.direction.dot(way.normalized())
		var score := way.length() * (1.0 + direction_weight * behind)
		score += velocity_weight * (centre - viewer.future).length()
		# What a viewer stands in or next to comes before all else.
		if _gap(viewer.place, centre) <= 0.0:
			score -= chunk_size
		best = minf(best, score)
	return best


## Returns the level of detail at a distance, where there was [param current].
func lod_at(distance: float, current: int) -> int:
	var fresh := _lod_of(distance)
	if current < 0 or fresh <= current:
		return fresh
	return maxi(current, _lod_of(distance / (1.0 + lod_hysteresis)))


func _lod_of(distance: float) -> int:
	var lod := 0
	while lod < lod_distances.size() and distance >= lod_distances[lod]:
		lod += 1
	return lod


func _centre_of(coordinate: Vector2i) -> Vector2:
	return (Vector2(coordinate - origin) + Vector2(0.5, 0.5)) * chunk_size


func _gap(place: Vector2, centre: Vector2) -> float:
	var half := 0.5 * chunk_size
	return ((place - centre).abs() - Vector2(half, half)).max(Vector2.ZERO).length()
