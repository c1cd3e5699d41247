extends Node
## Takes over assets that the engine is still loading for a loader that has left: it cannot be
## stopped, and what nobody collects it keeps, and reports as leaked when the game ends.

## The files, to be collected once each.
var paths: Array[String] = []


func _process(_delta: float) -> void:
	for path: String in paths.duplicate():
		if ResourceLoader.load_threaded_get_status(path) != ResourceLoader.THREAD_LOAD_IN_PROGRESS:
			ResourceLoader.load_threaded_get(path)
			paths.erase(path)
	if paths.is_empty():
		queue_free()


func _exit_tree() -> void:
	# The game ends: this is as long as the engine itself would wait.
	for path in paths:
		ResourceLoader.load_threaded_get(path)
	paths.clear()
