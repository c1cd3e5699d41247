extends "../mesh_case.gd"
## A player of a sequence gets the frame it shows first, then its neighbours, the nearest first;
## what is far after a jump is given up. There is one worker.

const PrefetchWindow := preload("res://addons/cutout/meshes/prefetch_window.gd")

var _log := ""


func run() -> void:
	await prepare()
	_window()
	await _nearest_first()
	await _jump()
	await _explicit()
	await _limit()
	clean()


func _window() -> void:
	var around := PrefetchWindow.places(10, 4, 2, true)
	equal(around, PackedInt32Array([4, 5, 3, 6, 2]), "places around one, forwards")
	around = PrefetchWindow.places(10, 4, 2, false)
	equal(around, PackedInt32Array([4, 3, 5, 2, 6]), "places around one, backwards")
	around = PrefetchWindow.places(10, 0, 2, true)
	equal(around, PackedInt32Array([0, 1, 2]), "places at the start")
	equal(PrefetchWindow.places(1, 0, 9, true), PackedInt32Array([0]), "a sequence of one")
	around = PrefetchWindow.places(10, 9, 2, true, true)
	equal(around, PackedInt32Array([9, 0, 8, 1, 7]), "places around the end of a loop")
	around = PrefetchWindow.places(4, 1, 9, true, true)
	equal(around, PackedInt32Array([1, 2, 0, 3]), "a loop that is smaller than its window")
	equal(PrefetchWindow.distance_of(10, 9, 0, true), 1, "distance over the end")
	check(PrefetchWindow.is_forward(10, 9, 0, true), "over the end is forwards")
	check(not PrefetchWindow.is_forward(10, 0, 9, true), "over the start is backwards")
	var before := 1000
	for distance in 40:
		var priority := PrefetchWindow.priority_of(distance)
		check(priority < before or priority == CutoutJob.Priority.LOW, "priority falls")
		before = priority
	equal(PrefetchWindow.priority_of(0), CutoutJob.Priority.CRITICAL, "what is looked at")


func _nearest_first() -> void:
	var cache := new_cache()
	var paths := _sequence("near", 12)
	equal(cache.prefetch(paths, 5, 3), null, "the frame is not there yet")
	await _idle(cache)
	equal(_order(), PackedStringArray(["5", "6", "4", "7", "3", "8", "2"]), "order of reading")
	check(cache.prefetch(paths, 5, 3) != null, "the frame is there")
	check(cache.prefetch(paths, 6, 3) != null, "the next frame is there as well")
	await _idle(cache)
	equal(_order(), PackedStringArray(["9"]), "what is new in the window")
	cache.prefetch(paths, 1, 1)
	await _idle(cache)
	equal(_order(), PackedStringArray(["1", "0"]), "backwards, the place before comes first")
	cache.queue_free()


func _jump() -> void:
	var cache := new_cache()
	var paths := _sequence("jump", 40)
	cache.prefetch(paths, 10, 4)
	cache.prefetch(paths, 30, 1)
	check(not cache.is_loading(paths[10]), "what is far is given up")
	await _idle(cache)
	equal(_order(), PackedStringArray(["30", "31", "29"]), "what is read after a jump")
	# A frame that is prefetched as a far one gets the priority of the nearest.
	cache.prefetch(paths, 0, 3)
	cache.prefetch(paths, 3, 3)
	equal(cache.loader.find_job(paths[3]).priority, CutoutJob.Priority.CRITICAL, "now in front")
	check(cache.loader.find_job(paths[0]).priority < CutoutJob.Priority.HIGH, "now behind")
	await _idle(cache)
	equal(_order()[0], "3", "the frame that is shown comes first")
	cache.queue_free()


## What somebody asked for by name is not given up with the window.
func _explicit() -> void:
	var cache := new_cache()
	var paths := _sequence("explicit", 40)
	cache.prefetch(paths, 10, 2)
	cache.get_or_queue(paths[11])
	cache.prefetch(paths, 30, 0)
	check(cache.is_loading(paths[11]), "somebody wants it")
	check(not cache.is_loading(paths[10]), "nobody wants it")
	await _idle(cache)
	_order()
	expect_error("got index 40 of 40 files")
	equal(cache.prefetch(paths, 40), null, "a place that is not there")
	cache.queue_free()


## A window that does not fit is cut, so that its parts do not push each other out.
func _limit() -> void:
	var cache := new_cache(4)
	var paths := _sequence("limit", 20)
	await cache.fetch(paths[10])
	_order()
	for frame in 5:
		cache.prefetch(paths, 10, 9)
		await _idle(cache)
	equal(_order(), PackedStringArray(["11", "9", "12"]), "what fits, read once")
	equal(cache.stats()["evicted"], 0, "evicted")
	check(cache.get_loaded(paths[10]) != null, "the frame that is shown stays")
	# Play: of what is kept, the frames that are left behind make way.
	for index in range(10, 20):
		cache.prefetch(paths, index, 1)
		await _idle(cache)
		check(cache.get_loaded(paths[index]) != null, "frame %d" % index)
	cache.queue_free()


func _sequence(title: String, count: int) -> PackedStringArray:
	_log = ProjectSettings.globalize_path(folder.path_join(title + ".log"))
	var paths := PackedStringArray()
	for number in count:
		paths.append(write("%s_%d" % [title, number], {"log": _log}))
	return paths


func _idle(cache: CutoutMeshCache) -> void:
	await wait_for(func() -> bool: return cache.stats()["loading"] == 0, "nothing is under way")


## Returns the numbers of the files that were read since the last call.
func _order() -> PackedStringArray:
	var numbers := PackedStringArray()
	for line in FileAccess.get_file_as_string(_log).strip_edges().split("\n"):
		numbers.append(line.get_slice("_", 1))
	DirAccess.remove_absolute(_log)
	return numbers
