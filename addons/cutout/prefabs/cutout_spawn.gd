class_name CutoutSpawn
extends RefCounted
## An instance of a prefab on its way into the tree: get one from [method CutoutPrefabLoader.spawn].
##
## Its nodes are made in steps of the frame budget, all or nothing: if it fails, is cancelled, or
## its parent goes, everything that was made is freed, in steps too.
## [codeblock]
## var spawn := loader.spawn(prefab, $Town, Transform3D(Basis(), place))
## await spawn.wait()
## if spawn.error == null:
##     spawn.root.add_to_group("houses")
## [/codeblock]

## It has ended: done, or undone to the last node. Never emitted inside the call that started it.
signal finished(spawn: CutoutSpawn)

## How far it is.
enum State {
	## It waits for others.
	WAITING,
	## Its nodes are being made.
	SPAWNING,
	## Its root is in the tree.
	DONE,
	## It could not be made; [member CutoutSpawn.error] says why.
	FAILED,
	## It was given up, or its parent is gone.
	CANCELLED,
}

const InstanceParts := preload("reloading/instance_parts.gd")
const HeldWaits := preload("../jobs/held_waits.gd")

## What is spawned.
var prefab: CutoutPrefab
## The first node: there once the spawn is done, or, if it is progressive, once it is in the tree.
var root: Node
## Why it failed or was given up; [code]null[/code] unless it was.
var error: CutoutError
## How many of its nodes are made, from 0 to 1.
var progress := 0.0
## How far it is.
var state: State = State.WAITING
## What a hot reload has to know of it once it is done; [code]null[/code] without. For the loader.
var parts: InstanceParts
## How urgent it is among other spawns; fixed once it is queued.
var priority := 0

var _is_over := false


## Gives it up. What was made of it is freed in the next frames. Has no effect once it is done.
func cancel() -> void:
	if state <= State.SPAWNING:
		give_up(CutoutError.Code.CANCELLED, "The spawn was cancelled.")


## Returns what to [code]await[/code] for its end, which yields this spawn.
func wait() -> Variant:
	# Not a coroutine, see CutoutJob.wait.
	if _is_over:
		return self
	return finished


## Returns [code]true[/code] once it has ended, and nothing is left of it if it was not done.
func is_finished() -> bool:
	return _is_over


## Ends it with an error, before what was made is undone. For the loader.
func give_up(code: CutoutError.Code, message: String) -> void:
	state = State.CANCELLED if code == CutoutError.Code.CANCELLED else State.FAILED
	error = CutoutError.new(code, message)


## Tells whoever awaits it. For the loader.
func end() -> void:
	if not _is_over:
		_is_over = true
		finished.emit(self)


## Gives up on whoever awaits it, if the game ends first. For the loader.
func release() -> void:
	HeldWaits.hold(finished)


func _to_string() -> String:
	return "<CutoutSpawn %s %s>" % [prefab.path, State.find_key(state)]
