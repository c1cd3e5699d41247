extends RefCounted
## How much debris a game bears: the project settings, and how much of it the physics leaves.

const Settings := preload("../settings.gd")

## The members that are project settings, under [code]cutout/debris/[/code].
const _SETTINGS: PackedStringArray = [
	"awake",
	"bodies",
	"colliding",
	"fast",
	"small_area",
	"fast_life_sec",
	"fade_sec",
	"body_life_sec",
	"least_life_sec",
	"pool",
]
const _SHRINK := 0.95
const _GROW := 1.01
const _LEAST_SHARE := 0.25
# A tick that takes more of its time leaves too little for the rest of a frame.
const _MOST_TICK_SHARE := 0.5
const _MEAN_WEIGHT := 0.1

## How many fragments may be awake.
var awake := 600
## How many there may be, asleep too.
var bodies := 2000
## How many may collide with each other.
var colliding := 200
## How many may fly without physics before objects out of sight get none.
var fast := 8000
## Fragments smaller than this are none for physics, in square pixels.
var small_area := 32.0
## How long a fragment without physics flies.
var fast_life_sec := 2.0
## How long a body that leaves takes to fade.
var fade_sec := 0.6
## How long a body lives; 0 for until there is no room for it.
var body_life_sec := 0.0
## A body leaves no sooner than after this, whoever needs its place.
var least_life_sec := 1.0
## How many spent bodies are kept for use again; 0 for none.
var pool := 0
## What share of [member awake] the physics leaves room for.
var share := 1.0
## How long a tick of the physics takes on average, in microseconds.
var tick_usec := 0.0


func _init() -> void:
	for title in _SETTINGS:
		set(title, Settings.debris_limit(title))


## Returns how many more bodies there is room for.
func room(alive: int, awake_now: int) -> int:
	return mini(bodies - alive, floori(awake * share) - awake_now)


## Notes how long the last tick of the physics took. The caps shrink while ticks are long.
func note_tick(usec: int) -> void:
	tick_usec += (usec - tick_usec) * _MEAN_WEIGHT
	if tick_usec > _MOST_TICK_SHARE * 1e6 / Engine.physics_ticks_per_second:
		share = maxf(_LEAST_SHARE, share * _SHRINK)
	else:
		share = minf(1.0, share * _GROW)
