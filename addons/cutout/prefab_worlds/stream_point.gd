extends "../streaming/streamed.gd"
## One point of which something is there or on its way.

## Where a point is between not being there and being there.
enum State {
	UNLOADED,
	LOADING,
	LOADED,
	UNLOADING,
	FAILED,
	TAKEN,
}
## What a point waits for.
enum Phase {
	## Nothing.
	NONE,
	## The turn of its prefab to be loaded.
	TO_LOAD,
	## Its prefab, which is on its way or is tried again.
	PARKED,
	## Its turn to be spawned.
	TO_SPAWN,
	## The last of its nodes.
	SPAWNING,
}

## Its number in the table of points.
var number := 0
## What the game calls it.
var id := 0
## The number of its prefab.
var kind := 0
## Where it is.
var place := Vector3.ZERO
## The number of its region; -1 for none.
var region := -1
var state: State = State.LOADING
var phase: Phase = Phase.NONE
## The nodes on their way.
var spawn: CutoutSpawn
## The id of its root; 0 if there is none. The game may have freed that.
var root_id := 0
## Why it has failed.
var error: CutoutError
## Which version of its prefab it has failed with.
var failed_version := 0
## Whether its region counts it among those of which nothing more comes.
var is_counted := false


## Returns the root, if it is there and still below [param parent]: what the game has taken away is
## the game's.
func root_below(parent: Node) -> Node:
	if root_id == 0 or not is_instance_id_valid(root_id):
		return null
	var root: Node = instance_from_id(root_id)
	if root.get_parent() != parent or root.is_queued_for_deletion():
		return null
	return root


## Returns [code]true[/code] if nothing more comes of it for now.
func is_settled() -> bool:
	return state == State.LOADED or state == State.FAILED or state == State.TAKEN
