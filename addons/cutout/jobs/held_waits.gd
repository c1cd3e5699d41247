extends RefCounted
## Coroutines whose wait will never end, because the game does before.
##
## The engine drops the connection by which a coroutine waits as soon as the object it belongs to
## goes. If nothing else holds the coroutine then, its local variables are never released, and what
## they hold is reported as leaked. Held here, they are released with the object.

static var _held: Array[Callable] = []


## Holds whoever waits for [param awaited] until the scripts are unloaded.
static func hold(awaited: Signal) -> void:
	for connection: Dictionary in awaited.get_connections():
		var waiting: Callable = connection["callable"]
		_held.append(waiting)
