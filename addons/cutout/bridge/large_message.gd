extends "../frame/thread_task.gd"
## Decodes a large message in a thread of the engine: copying a megabyte takes about a millisecond.

const Messages := preload("messages.gd")

## From how many bytes on a message is large: a smaller one is not worth the frame that it takes a
## thread to come back.
const LEAST_BYTES := 256 * 1024

## The message as it arrived; for the thread, which lets go of it.
var bytes: PackedByteArray
## The message; empty until the thread has ended.
var message := {}


func _run() -> void:
	message = Messages.decode(bytes)
	bytes = PackedByteArray()
