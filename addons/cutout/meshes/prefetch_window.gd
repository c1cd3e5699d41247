extends RefCounted
## Which places of a sequence are wanted around one of them, in which order, and how urgently.


## Returns the places around [param index] out to [param radius], the nearest first; of two at one
## distance, the one that lies ahead. After the last place comes the first one if it [param loops].
static func places(
	count: int, index: int, radius: int, goes_forward: bool, loops := false
) -> PackedInt32Array:
	var found := PackedInt32Array([index])
	for distance in range(1, mini(radius, count) + 1):
		var ahead := distance if goes_forward else -distance
		for place: int in [index + ahead, index - ahead]:
			var inside := posmod(place, count) if loops else place
			if inside >= 0 and inside < count and not inside in found:
				found.append(inside)
	return found


## Returns how far a place is from another.
static func distance_of(count: int, place: int, index: int, loops: bool) -> int:
	var distance := absi(place - index)
	return mini(distance, count - distance) if loops else distance


## Returns whether the way from one place to another goes forwards.
static func is_forward(count: int, from: int, to: int, loops: bool) -> bool:
	return posmod(to - from, count) * 2 <= count if loops else to >= from


## Returns the priority of a place: that of what the player looks at, then less for each step.
static func priority_of(distance: int) -> int:
	if distance == 0:
		return CutoutJob.Priority.CRITICAL
	return maxi(CutoutJob.Priority.LOW, CutoutJob.Priority.HIGH + 1 - distance)
