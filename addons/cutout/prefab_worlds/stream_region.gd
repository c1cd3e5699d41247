extends RefCounted
## Points that are loaded and unloaded together.

## What a region is called.
var title := ""
## What counts as inside.
var low := Vector3.ZERO
var high := Vector3.ZERO
## Below 0 for what the streamer says.
var load_distance := -1.0
var unload_distance := -1.0
## The numbers of its points.
var members := PackedInt32Array()
## How often it is pinned.
var pins := 0

## Whether its points are to be there.
var is_wanted := false
## How many of its points have been asked for since it is wanted, or are still to be let go since
## it is not: the first ones.
var asked := 0
## How many of its points are there or on their way.
var present := 0
## How many of its points are there, or will not come.
var settled := 0
## Whether the game was told that it is there.
var is_told := false


## Returns [code]true[/code] once all is there that will come.
func is_settled() -> bool:
	return is_wanted and asked == members.size() and settled == present


## Returns [code]true[/code] if there is nothing of it.
func is_gone() -> bool:
	return not is_wanted and asked == 0 and present == 0
