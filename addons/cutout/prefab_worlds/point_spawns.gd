extends RefCounted
## Makes the nodes of points, a small window of them at a time.

const StreamPoint := preload("stream_point.gd")

## How many may be on their way.
var window := 8
## Called with the number of a point and its [CutoutSpawn] that has ended, unless it was cancelled
## here.
var on_ended: Callable
## How many were given up.
var cancelled := 0

var _current: Dictionary[int, CutoutSpawn] = {}
var _loader: CutoutPrefabLoader
var _parent: Node
var _under_way := 0


func _init(loader: CutoutPrefabLoader, parent: Node) -> void:
	_loader = loader
	_parent = parent


## Returns how many are on their way to be there.
func active() -> int:
	return _current.size()


## Returns [code]true[/code] while there is room for another. What was cancelled takes its room
## until the last of its nodes is gone.
func has_room() -> bool:
	if not is_instance_valid(_loader) or not _loader.is_inside_tree():
		return false
	return _under_way < window


## Starts one. Returns [code]false[/code] if there can be no such spawn.
func start(point: StreamPoint, prefab: CutoutPrefab, transform: Transform3D, title: String) -> bool:
	var options := {} if title.is_empty() else {"name": title}
	var spawn := _loader.spawn(prefab, _parent, transform, options)
	if spawn == null:
		return false
	point.spawn = spawn
	point.phase = StreamPoint.Phase.SPAWNING
	_current[point.number] = spawn
	_under_way += 1
	spawn.finished.connect(_on_finished.bind(point.number), CONNECT_ONE_SHOT)
	return true


## Gives one up.
func cancel(point: StreamPoint) -> void:
	var spawn := point.spawn
	point.spawn = null
	_current.erase(point.number)
	cancelled += 1
	spawn.cancel()


func _on_finished(spawn: CutoutSpawn, number: int) -> void:
	_under_way -= 1
	if _current.get(number) == spawn:
		_current.erase(number)
		on_ended.call(number, spawn)
