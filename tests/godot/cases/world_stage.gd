extends "../case.gd"
## What the cases of a streamed world share: a world of test chunks, somebody who moves, and what
## has to hold at any time.

const SIZE := 200.0
# Frames that nobody waits for would take the workers' processor.
const _RATE := 240

var world: CutoutWorldStreamer
## What [signal CutoutWorldStreamer.chunk_loaded] and the others have said, by coordinate.
var there: Dictionary[Vector2i, bool] = {}
var changes := 0
var errors: Dictionary[Vector2i, CutoutError] = {}


## Adds a world of the kind [code]test_chunk[/code], told by [param test] what to do.
func new_world(test: Dictionary = {}) -> void:
	Engine.max_fps = _RATE
	world = CutoutWorldStreamer.new()
	world.kind = &"test_chunk"
	world.chunk_size = SIZE
	world.layers = ["test"]
	world.options = {"test": test}
	world.chunk_loaded.connect(_on_loaded)
	world.chunk_changed.connect(_on_changed)
	world.chunk_unloaded.connect(_on_unloaded)
	world.chunk_failed.connect(_on_failed)
	add_child(world)


## Adds somebody to the world.
func new_viewer(place := Vector3.ZERO) -> Node3D:
	var viewer := Node3D.new()
	viewer.position = place
	add_child(viewer)
	world.add_viewer(viewer)
	return viewer


## Waits until all is there around the viewers, and nothing else.
func settle(text: String) -> void:
	await wait_for(_is_at_rest, text)


## Waits for so many frames.
func pass_frames(count: int) -> void:
	for i in count:
		await get_tree().process_frame


## Returns a figure of the world.
func figure(key: String) -> float:
	return world.get_stats()[key]


## Returns the coordinates of the chunks whose nearest point is nearer to a place than
## [param distance].
func near(place: Vector3, distance: float) -> Array[Vector2i]:
	var found: Array[Vector2i] = []
	var reach := ceili(distance / SIZE) + 1
	var cell := world.chunk_at(place)
	for x in range(cell.x - reach, cell.x + reach + 1):
		for y in range(cell.y - reach, cell.y + reach + 1):
			if distance_of(place, Vector2i(x, y)) < distance:
				found.append(Vector2i(x, y))
	return found


## Returns how far the nearest point of a chunk is from a place.
func distance_of(place: Vector3, coordinate: Vector2i) -> float:
	var low := Vector2(coordinate) * SIZE
	var flat := Vector2(place.x, place.z)
	return flat.distance_to(flat.clamp(low, low + Vector2(SIZE, SIZE)))


## Checks that each chunk that is there is the one that belongs there, whole, and told of once; and
## that nothing else is.
func check_chunks() -> void:
	var roots := 0
	for child in world.get_children():
		if child.is_queued_for_deletion() or not (child as Node3D).visible:
			continue
		roots += 1
	equal(roots, there.size(), "roots that are seen, and chunks that were told of")
	for coordinate in there:
		check(world.is_loaded(coordinate), "%s is loaded" % coordinate)
		var told := world.get_chunk_statistics(coordinate)
		equal(told.get("coordinate"), coordinate, "the chunk at %s" % coordinate)
		var root := world.get_chunk_root(coordinate)
		if root == null:
			fail("%s has no root" % coordinate)
			continue
		var corner := Vector2(coordinate) * SIZE
		equal(root.position, Vector3(corner.x, 0.0, corner.y), "place of %s" % coordinate)
		equal(root.get_child_count(), 4, "ground, boxes, trees and body of %s" % coordinate)
		var title := "chunk_%d_%d_lod%d" % [coordinate.x, coordinate.y, told.get("lod", -1)]
		check(str(root.name).begins_with(title), "%s is called %s" % [root.name, title])


func _is_at_rest() -> bool:
	for key: String in ["queue", "active", "to_apply", "loading", "unloading"]:
		if figure(key) > 0:
			return false
	return there.size() > 0 or errors.size() > 0


func _on_loaded(coordinate: Vector2i, root: Node3D) -> void:
	check(not coordinate in there, "%s is loaded once" % coordinate)
	check(root.visible and root.is_inside_tree(), "%s is seen" % coordinate)
	there[coordinate] = true


func _on_changed(coordinate: Vector2i, root: Node3D) -> void:
	check(coordinate in there, "%s was there before it changed" % coordinate)
	check(root.visible and root.is_inside_tree(), "%s is seen" % coordinate)
	changes += 1


func _on_unloaded(coordinate: Vector2i) -> void:
	check(coordinate in there or coordinate in errors, "%s was there" % coordinate)
	there.erase(coordinate)
	errors.erase(coordinate)


func _on_failed(coordinate: Vector2i, error: CutoutError) -> void:
	errors[coordinate] = error
