extends "../case.gd"
## What the cases of streamed prefabs share: prefab files, a streamer, somebody who moves, and what
## has to hold at any time.

const FOLDER := "user://streamed"
# Frames that nobody waits for would take the workers' processor.
const _RATE := 240

var town: CutoutPrefabStreamer
## Where points are that were added, by id.
var places: Dictionary[int, Vector3] = {}
## What the streamer has told to be there, by id.
var there: Dictionary[int, Node] = {}
var errors: Dictionary[int, CutoutError] = {}
## The ids in the order in which they came.
var order := PackedInt64Array()
## How often points were loaded and unloaded.
var loads := 0
var unloads := 0


## Adds a streamer that sees 200 m far.
func new_town() -> void:
	Engine.max_fps = _RATE
	town = CutoutPrefabStreamer.new()
	town.point_loaded.connect(_on_loaded)
	town.point_unloading.connect(_on_unloading)
	town.point_unloaded.connect(_on_unloaded)
	town.point_failed.connect(_on_failed)
	add_child(town)


## Ends what [method new_town] has begun.
func close_town() -> void:
	town.free()
	for child in get_children():
		if child is Node3D:
			child.queue_free()
	places.clear()
	there.clear()
	errors.clear()
	order.clear()
	loads = 0
	unloads = 0
	await pass_frames(3)


## Writes a prefab with so many nodes below its root, and returns its path.
func write_prefab(title: String, children := 2) -> String:
	var nodes: Array[Dictionary] = []
	for i in children:
		nodes.append({"name": "Part%d" % i, "type": "Node3D"})
	return write_file(title, {"version": 1, "name": title, "type": "Node3D", "children": nodes})


## Writes a file of JSON, and returns its path.
func write_file(title: String, content: Dictionary) -> String:
	DirAccess.make_dir_recursive_absolute(FOLDER)
	var path := FOLDER.path_join(title + ".json")
	write_at_once(path, JSON.stringify(content))
	return path


## Adds a point and returns its id.
func add(path: String, place: Vector3, options := {}) -> int:
	var id := town.add_point(path, Transform3D(Basis(), place), options)
	check(id >= 0, "%s is added" % place)
	places[id] = place
	return id


## Adds somebody to the streamer.
func new_viewer(place := Vector3.ZERO) -> Node3D:
	var viewer := Node3D.new()
	viewer.position = place
	add_child(viewer)
	town.add_viewer(viewer)
	return viewer


## Waits until nothing more comes or goes.
func settle(text: String) -> void:
	# Who comes to rest has a last look.
	await pass_frames(4)
	await wait_for(_is_at_rest, text)


## Waits for so many frames.
func pass_frames(count: int) -> void:
	for i in count:
		await get_tree().process_frame


## Returns a figure of the streamer.
func figure(key: String) -> float:
	return town.get_stats()[key]


## Returns the ids of the points that are nearer to one of some places than [param distance].
func near(from: Array[Vector3], distance: float) -> PackedInt64Array:
	var found := PackedInt64Array()
	for id in places:
		for place in from:
			if places[id].distance_to(place) < distance:
				found.append(id)
				break
	return found


## Checks that what is there is what the streamer has told of, each where it belongs and whole, and
## that nothing else is; for somebody at one of [param from], nothing is missing or too far.
func check_points(from: Array[Vector3], text: String) -> void:
	for id in near(from, town.load_distance):
		if not id in there and not id in errors:
			fail("%s: %d at %s is missing" % [text, id, places[id]])
	var close := near(from, town.unload_distance)
	for id in there:
		if not id in close:
			fail("%s: %d at %s is too far" % [text, id, places[id]])
	check_nodes(text)


## The same, whoever is where.
func check_nodes(text: String) -> void:
	equal(town.get_child_count(), there.size(), "%s: roots" % text)
	equal(figure("loaded"), float(there.size()), "%s: points that are there" % text)
	for id in there:
		var root := town.get_point_root(id) as Node3D
		if root == null or root != there[id]:
			fail("%s: the root of %d is %s, not %s" % [text, id, root, there[id]])
		elif root.position != places[id]:
			fail("%s: %d lies at %s, not %s" % [text, id, root.position, places[id]])


func _is_at_rest() -> bool:
	var stats := town.get_stats()
	for key: String in ["looking", "queue", "loads", "spawns", "loading", "unloading", "releasing"]:
		if stats[key] > 0:
			return false
	return true


func _on_loaded(id: int, root: Node) -> void:
	check(not id in there, "%d is loaded once" % id)
	check(root.is_inside_tree(), "%d is in the tree" % id)
	equal(town.get_point_state(id), town.PointState.LOADED, "the state of %d" % id)
	there[id] = root
	order.append(id)
	loads += 1


func _on_unloading(id: int, root: Node) -> void:
	check(id in there, "%d was there" % id)
	check(is_instance_valid(root), "%d is still whole" % id)


func _on_unloaded(id: int) -> void:
	check(id in there, "%d was there" % id)
	there.erase(id)
	unloads += 1


func _on_failed(id: int, error: CutoutError) -> void:
	errors[id] = error
