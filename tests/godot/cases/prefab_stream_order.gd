extends "prefab_stream_stage.gd"
## What comes first: the nearest, then what the viewer looks at, then where they will be, then what
## has priority; and who walks a border to and fro loads nothing twice.

const PointGrid := preload("res://addons/cutout/prefab_worlds/point_grid.gd")
const PointRules := preload("res://addons/cutout/prefab_worlds/point_rules.gd")
const PointScan := preload("res://addons/cutout/prefab_worlds/point_scan.gd")
const PointTable := preload("res://addons/cutout/prefab_worlds/point_table.gd")
const RegionTable := preload("res://addons/cutout/prefab_worlds/region_table.gd")
const StreamRegion := preload("res://addons/cutout/prefab_worlds/stream_region.gd")
const Viewer := preload("res://addons/cutout/streaming/viewer.gd")

var _random := RandomNumberGenerator.new()
var _viewer := Viewer.new()


func run() -> void:
	_random.seed = 3
	_scores()
	_scan_is_bounded_and_complete()
	await wait_for_workers()
	await _nearest_first()
	await _urgent_first()
	await _predicted_first()
	await _walking_a_border()


func _scores() -> void:
	var rules := PointRules.new()
	rules.viewers = [_viewer]
	_viewer.move(Vector2.ZERO, Vector2.ZERO, 0.1, 4.0, 1e9)
	rules.refresh()
	check(_score(rules, 10, 0) < _score(rules, 20, 0), "the nearer first")
	equal(_score(rules, 10, 0), _score(rules, 0, -10), "whatever the direction")
	check(rules.score_of(Vector3(30, 0, 0), 10) < _score(rules, 20, 0), "what has priority first")
	_viewer.move(Vector2.ZERO, Vector2(1, 0), 0.1, 4.0, 1e9)
	rules.refresh()
	check(_score(rules, 12, 0) < _score(rules, -10, 0), "ahead before behind")
	for i in 40:
		_viewer.move(_viewer.place + Vector2(0, 5), Vector2.ZERO, 0.1, 4.0, 1e9)
	rules.refresh()
	var at := _viewer.place.y
	check(_score(rules, 0, at + 60) < _score(rules, 0, at - 40), "where the viewer goes first")
	_viewer.height = 30.0
	_viewer.move(Vector2.ZERO, Vector2.ZERO, 0.1, 4.0, 10.0)
	rules.refresh()
	equal(_viewer.velocity, Vector2.ZERO, "a jump is no travel")
	equal(rules.distance_to(Vector3(40, 0, 0)), 50.0, "distance with height")
	equal(rules.distance_to_box(Vector3(40, -9, -9), Vector3(60, 0, 9)), 50.0, "to a box")
	rules.counts_height = false
	rules.refresh()
	equal(rules.distance_to(Vector3(40, 0, 0)), 40.0, "distance without height")
	rules.offset = Vector3(10, 0, 0)
	rules.refresh()
	equal(rules.distance_to(Vector3(40, 0, 0)), 50.0, "distance after the world has moved")
	_viewer.height = 0.0


func _score(rules: PointRules, x: float, z: float) -> float:
	return rules.score_of(Vector3(x, 0, z), 0)


## In whatever portions, a scan finds each point in range once, however far points are seen from.
func _scan_is_bounded_and_complete() -> void:
	var grid := PointGrid.new()
	var points := PointTable.new()
	var regions := RegionTable.new()
	var rules := PointRules.new()
	for i in 3000:
		var own: float = [-1.0, -1.0, 10.0, 37.0, 900.0][i % 5]
		var place := Vector3(
			_random.randf_range(-800, 800),
			_random.randf_range(0, 50),
			_random.randf_range(-800, 800)
		)
		var number := points.add("a prefab", Transform3D(Basis(), place))
		points.load_distances[number] = own
		points.nears[number] = rules.load_reach(own)
		grid.add(number, place, place, points.nears[number])
	for i in 100:
		var region := StreamRegion.new()
		region.title = str(i)
		region.low = Vector3(_random.randf_range(-800, 800), 0, _random.randf_range(-800, 800))
		region.high = region.low + Vector3(10 * (i % 60), 10, 3 * i)
		region.load_distance = [-1.0, 20.0, 300.0][i % 3]
		grid.add(
			-1 - regions.add(region),
			region.low,
			region.high,
			rules.load_reach(region.load_distance)
		)
	for place: Vector2 in [
		Vector2(0, 0), Vector2(-0.5, 399.5), Vector2(780, -790), Vector2(3000, 0)
	]:
		_viewer.move(place, Vector2.ZERO, 0.1, 0.0, 1e9)
		var whole := _scanned(100_000, rules, grid, points, regions)
		equal(_scanned(7, rules, grid, points, regions), whole, "in portions")
		var eye := rules.eye_of(_viewer)
		for number in points.end():
			var is_near := (
				eye.distance_to(points.places[number])
				< rules.load_reach(points.load_distances[number])
			)
			equal(whole.count(number), int(is_near), "point %d is found from %s" % [number, place])
		for number in regions.end():
			var is_near := regions.is_near(number, eye, rules)
			equal((-1 - number) in whole, is_near, "region %d is found from %s" % [number, place])


func _scanned(
	most: int, rules: PointRules, grid: PointGrid, points: PointTable, regions: RegionTable
) -> PackedInt32Array:
	var scan := PointScan.new(_viewer)
	var found := PackedInt32Array()
	check(scan.begin_frame(rules), "a new scan begins")
	while scan.has_more():
		var more := scan.visit(most, rules, grid, points, regions)
		# A cell is begun whatever is left.
		check(more.size() <= most, "%d of %d" % [more.size(), most])
		found.append_array(more)
	return found


## One after the other, so that the order in which they come is that of their urgency.
func _open_narrow() -> void:
	new_town()
	town.spawn_window = 1
	town.load_window = 1
	# All are found before the first has come.
	town.scan_limit = 1024
	town.is_frozen = true


func _nearest_first() -> void:
	_open_narrow()
	var path := write_prefab("one")
	for i in 120:
		var angle := _random.randf() * TAU
		add(path, Vector3(cos(angle), 0, sin(angle)) * (1 + (i * 37) % 120))
	new_viewer()
	town.direction_weight = 0.0
	town.is_frozen = false
	await settle("all is there")
	equal(order.size(), 120, "points that came")
	var late := 0
	for i in range(1, order.size()):
		if places[order[i]].length() < places[order[i - 1]].length() - 0.5:
			late += 1
	equal(late, 0, "points that came too late")
	await close_town()


func _urgent_first() -> void:
	_open_narrow()
	var path := write_prefab("one")
	var ahead := add(path, Vector3(0, 0, -100))
	var behind := add(path, Vector3(0, 0, 90))
	var wanted := add(path, Vector3(100, 0, 0), {"priority": 50})
	new_viewer()
	town.is_frozen = false
	await settle("all is there")
	equal(order, PackedInt64Array([wanted, ahead, behind]), "by priority, then by direction")
	await close_town()


func _predicted_first() -> void:
	_open_narrow()
	var path := write_prefab("one")
	var viewer := new_viewer(Vector3(0, 0, 0))
	# Looks to where nothing is, and drives along x.
	viewer.rotation.y = 0.0
	town.direction_weight = 0.0
	for i in 30:
		viewer.position.x += 30.0 * get_process_delta_time()
		await pass_frames(1)
	var here := viewer.position.x
	var passed := add(path, Vector3(here - 60, 0, 0))
	var coming := add(path, Vector3(here + 90, 0, 0))
	town.is_frozen = false
	viewer.position.x += 30.0 * get_process_delta_time()
	await wait_for(func() -> bool: return there.size() == 2, "both are there")
	equal(order, PackedInt64Array([coming, passed]), "where the viewer will be")
	await close_town()


## To and fro over the border at which points come and go.
func _walking_a_border() -> void:
	new_town()
	var path := write_prefab("one")
	for i in 100:
		add(path, Vector3(5.0 * i, 0, 10.0 * (i % 3)))
	var own := add(path, Vector3(400, 0, 0), {"load_distance": 50.0, "unload_distance": 80.0})
	var viewer := new_viewer(Vector3(150, 0, 0))
	await settle("all is there")
	for i in 12:
		viewer.position.x = 190.0 if i % 2 == 0 else 150.0
		await settle("walking")
		check_points([viewer.position], "walking")
	for id in places:
		check(order.count(id) <= 1, "%s was loaded %d times" % [places[id], order.count(id)])
	equal(unloads, 0, "points that were unloaded")
	check(not own in there, "what is seen from near only")
	viewer.position.x = 355.0
	await settle("near the one")
	check(own in there, "what is seen from near")
	viewer.position.x = 321.0
	await settle("not yet far")
	check(own in there, "what is seen from near stays a little longer")
	viewer.position.x = 319.0
	await settle("far")
	check(not own in there, "then goes")
	await close_town()
