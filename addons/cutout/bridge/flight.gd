extends RefCounted
## A chunk of jobs that is with the workers.

## How many of its jobs have not been answered.
var left := 0
## How long each job was expected to run, in microseconds.
var guess_usec := 0.0


func _init(p_left: int, p_guess_usec: float) -> void:
	left = p_left
	guess_usec = p_guess_usec
