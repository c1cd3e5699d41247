extends RefCounted
## Somebody from whose place the world is seen: where they are, where they look, where they will be.
##
## Places are in the plane of the world, in metres from the streamer's origin.

const _SMOOTHING_SEC := 0.25

## Where the viewer is.
var place := Vector2.ZERO
## How high above that plane the viewer is.
var height := 0.0
## Where the viewer looks, of length 1; zero if that is unknown, or straight down.
var direction := Vector2.ZERO
## How fast the viewer moves, in metres a second, smoothed over a few frames.
var velocity := Vector2.ZERO
## Where the viewer will be.
var future := Vector2.ZERO

var _is_placed := false


## Takes in where the viewer is now. A move of more than [param jump] metres within a frame is no
## travel but a jump, and says nothing about what comes.
func move(to: Vector2, looks_to: Vector2, delta: float, lookahead_sec: float, jump: float) -> void:
	var way := to - place
	if not _is_placed or way.length_squared() > jump * jump:
		velocity = Vector2.ZERO
	elif delta > 0.0:
		velocity = velocity.lerp(way / delta, minf(1.0, delta / _SMOOTHING_SEC))
	_is_placed = true
	place = to
	direction = looks_to.normalized()
	future = place + velocity * lookahead_sec


## Says that the world was moved by [param offset] below the viewer, who did not travel.
func shift(offset: Vector3) -> void:
	place += Vector2(offset.x, offset.z)
	future += Vector2(offset.x, offset.z)
	height += offset.y
