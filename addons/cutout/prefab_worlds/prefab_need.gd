extends "../streaming/retried.gd"
## A prefab that points of a world need.

## Where a prefab is.
enum State {
	## Nobody has asked for it, or it was given up.
	NONE,
	## It is on its way.
	LOADING,
	## It is there.
	READY,
	## It has failed, and will be tried again.
	DELAYED,
	## It cannot be had.
	FAILED,
}

# So many of those who wait for it are served at once when it comes; the others in their turn.
const _PARKED := 16

var path := ""
## Its number in the table of points.
var kind := 0
var state: State = State.NONE
var prefab: CutoutPrefab
var error: CutoutError
## How many points and pins need it.
var users := 0
## The number of the last request; the answer to another one is stale.
var request := 0
## Goes up whenever there is a reason to try again what has failed with it.
var version := 0
## With which priority it was asked for.
var priority := 0
## The numbers of some points that wait for it: the most urgent.
var parked := PackedInt32Array()


## Notes that a point waits for it.
func park(number: int) -> void:
	if parked.size() < _PARKED:
		parked.append(number)
