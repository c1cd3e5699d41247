extends RefCounted
## A file on its way into what is kept of files.

## Where the file lies: by this it is found.
var key := ""
## What the game calls it.
var path := ""
## What it looked like.
var stamp := ""


func _init(p_key: String, p_path: String, p_stamp: String) -> void:
	key = p_key
	path = p_path
	stamp = p_stamp


## Returns how much is done, from 0 to 1.
func progress() -> float:
	return 0.0
