extends "world_stage.gd"
## What comes first: the nearest, then what the viewer looks at, then where they will be; also when
## the viewer turns round while all wait.

const ChunkRings := preload("res://addons/cutout/world/chunk_rings.gd")
const ChunkScan := preload("res://addons/cutout/world/chunk_scan.gd")
const Chunk := preload("res://addons/cutout/world/chunk.gd")
const UrgencyQueue := preload("res://addons/cutout/streaming/urgency_queue.gd")
const Viewer := preload("res://addons/cutout/streaming/viewer.gd")

var _rings := ChunkRings.new()
var _viewer := Viewer.new()


func run() -> void:
	await get_tree().process_frame
	_rings.viewers = [_viewer]
	_scan_is_bounded_and_complete()
	_viewer.move(Vector2(100, 100), Vector2.ZERO, 0.1, 4.0, 400.0)
	_check_order("by distance", _by_distance)
	_viewer.move(Vector2(100, 100), Vector2(1, 0), 0.1, 4.0, 400.0)
	_check_order("by where the viewer looks", _by_score)
	var order := _order_of_all(0)
	# (-2, -2) is nearer.
	check(order.find(Vector2i(3, 0)) < order.find(Vector2i(-2, -2)), "ahead before behind")
	for i in 40:
		_viewer.move(_viewer.place + Vector2(0, 5), Vector2.ZERO, 0.1, 4.0, 400.0)
	check(absf(_viewer.velocity.y - 50.0) < 5.0, "velocity is %s" % _viewer.velocity)
	order = _order_of_all(0)
	var cell := _rings.cell_of(_viewer.place)
	check(order.find(cell + Vector2i(0, 3)) < order.find(cell - Vector2i(2, 2)), "where it goes")
	_viewer.move(_viewer.place + Vector2(9000, 0), Vector2.ZERO, 0.1, 4.0, 400.0)
	equal(_viewer.velocity, Vector2.ZERO, "a jump is no travel")
	_viewer.move(Vector2(100, 100), Vector2(1, 0), 0.1, 4.0, 400.0)
	_turning_round_turns_the_order()


func _check_order(text: String, value_of: Callable) -> void:
	var last := -INF
	for coordinate in _order_of_all(0):
		var value: float = value_of.call(coordinate)
		check(value >= last - 1e-3, "%s: %s comes too late" % [text, coordinate])
		last = value


func _by_distance(coordinate: Vector2i) -> float:
	return _viewer.place.distance_to((Vector2(coordinate) + Vector2(0.5, 0.5)) * SIZE)


func _by_score(coordinate: Vector2i) -> float:
	return _rings.score_of(coordinate)


## Returns the coordinates in the order in which they leave a queue, once it has had time to see
## them all; [param turn_after] of them, the viewer turns round.
func _order_of_all(turn_after: int) -> Array[Vector2i]:
	var queue := UrgencyQueue.new(_rings.urgency_of)
	var coordinates := _scanned(1000)
	coordinates.shuffle()
	for coordinate in coordinates:
		var chunk := Chunk.new()
		chunk.coordinate = coordinate
		queue.add(chunk)
	var order: Array[Vector2i] = []
	while queue.size() > 0:
		if turn_after > 0 and order.size() == turn_after:
			_viewer.direction = -_viewer.direction
		for i in 4:
			queue.refresh(64)
		order.append((queue.take() as Chunk).coordinate)
	equal(order.size(), coordinates.size(), "chunks that left the queue")
	return order


func _turning_round_turns_the_order() -> void:
	var order := _order_of_all(10)
	var ahead := order.find(Vector2i(3, 0))
	var behind := order.find(Vector2i(-3, 0))
	check(behind < ahead, "who turns round has the order turned")


func _scanned(most: int) -> Array[Vector2i]:
	var scan := ChunkScan.new(_viewer)
	var found: Array[Vector2i] = []
	scan.begin_frame(_rings)
	while scan.has_more():
		found.append_array(scan.visit(most, _rings))
	return found


## In whatever portions, a scan finds each chunk in range once, the nearest first.
func _scan_is_bounded_and_complete() -> void:
	for place: Vector2 in [Vector2(100, 100), Vector2(-0.5, 399.5), Vector2(-12345, 777)]:
		_viewer.move(place, Vector2.ZERO, 0.1, 0.0, 1e9)
		var whole := _scanned(1000)
		equal(_scanned(7), whole, "in portions")
		var expected := 0
		var cell := _rings.cell_of(place)
		for x in range(cell.x - 9, cell.x + 10):
			for y in range(cell.y - 9, cell.y + 10):
				if _rings.distance_from(place, Vector2i(x, y)) < _rings.load_distance:
					expected += 1
					equal(whole.count(Vector2i(x, y)), 1, "(%d, %d) is found" % [x, y])
		equal(whole.size(), expected, "chunks in range of %s" % place)
		equal(whole[0], cell, "the first is where the viewer is")
