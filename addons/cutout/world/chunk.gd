extends "../streaming/streamed.gd"
## One chunk of a streamed world: what is wanted of it, what is on its way, and what is there.

## Where a chunk is between not being there and being there.
enum State {
	UNLOADED,
	LOADING,
	LOADED,
	UNLOADING,
	FAILED,
}
## Where a request for a chunk is.
enum Phase {
	## There is none.
	NONE,
	## It waits to be sent.
	WAITING,
	## It is with the workers.
	SENT,
	## Its answer waits to be applied, or is being applied.
	ANSWERED,
	## It has failed, and will wait again after a while.
	DELAYED,
}

## No level of detail.
const NO_LOD := -1

var coordinate := Vector2i.ZERO
var state: State = State.LOADING
var phase: Phase = Phase.NONE
## The number of the last request, unique among all chunks: the answer to another one is stale.
var generation := 0
## The level of detail that was asked for last.
var lod := 0
## The level of detail of what is there.
var shown_lod := NO_LOD
## The level of detail that could not be had: it is not asked for again until another one was.
var refused_lod := NO_LOD
## What is there; [code]null[/code] if nothing is.
var root: Node
## What the worker told of what is there.
var statistics := {}
## Whether the game has changed what is there.
var is_dirty := false

## The job of a request that was sent, and of its answer.
var job: CutoutJob
## Whether the request has failed because the Python side was down.
var needs_backend := false
## What its steps took on the main thread, in microseconds.
var work_usec := 0


## Returns [code]true[/code] while something is on its way.
func is_pending() -> bool:
	return phase != Phase.NONE
