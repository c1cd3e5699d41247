extends "../frame/thread_task.gd"
## Makes several chunks in a thread, one after the other: what is done but now and then takes a
## frame several times as long as what is done again and again.

const ChunkBuild := preload("chunk_build.gd")

## What is made: for the thread until [signal ended].
var builds: Array[ChunkBuild] = []


## Starts the thread.
func start() -> void:
	for build in builds:
		build.prepare()
	super()


func _run() -> void:
	for build in builds:
		build.make()
