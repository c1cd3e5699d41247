extends "../../frame/thread_task.gd"
## One look at some of the watched files, in a thread.

const WatchedFile := preload("watched_file.gd")

## The files whose turn it is.
var files: Array[WatchedFile] = []
## Files of which somebody wants to know whatever they look like.
var ordered: Array[WatchedFile] = []
## The files that have news to tell, once it has ended.
var told: Array[WatchedFile] = []
## Their hashes.
var hashes := PackedStringArray()
## Their sizes and times of change.
var stamps := PackedStringArray()


func _run() -> void:
	for file in ordered:
		_look(file, true)
	for file in files:
		_look(file, false)


func _look(file: WatchedFile, is_ordered: bool) -> void:
	var found: Variant = file.look(is_ordered)
	if found != null:
		var content_hash: String = found
		told.append(file)
		hashes.append(content_hash)
		stamps.append(file.stamp())
