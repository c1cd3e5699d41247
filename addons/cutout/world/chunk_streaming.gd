extends RefCounted
## The way of all chunks around some viewers, in whatever dimension they are shown.
##
## [codeblock lang=text]
##  scan                    queue                    apply
##  ChunkScan: what is      UrgencyQueue: the most   ChunkStage: answers become
##  missing, nearest first  urgent just now          nodes, step by step
##  TurnTable: what is      ChunkSender: a small     Release: what was there
##  too far, or at the      window of jobs           is saved and freed, step by step
##  wrong level of detail
## [/codeblock]
## Scan and queue come once a frame and look at so many chunks at most; what is applied is up to the
## frame budget.

## A chunk is there. [param was_there] says whether it was before, in another form.
signal shown(chunk: Chunk, was_there: bool)
## A chunk that was there, or that had failed, is no more.
signal gone(coordinate: Vector2i)
## A chunk could not be had, after all tries. What was there of it stays.
signal failed(chunk: Chunk, error: CutoutError)

const Chunk := preload("chunk.gd")
const ChunkBuild := preload("chunk_build.gd")
const ChunkRings := preload("chunk_rings.gd")
const ChunkScan := preload("chunk_scan.gd")
const ChunkSender := preload("chunk_sender.gd")
const ChunkStage := preload("chunk_stage.gd")
const ChunkStatistics := preload("chunk_statistics.gd")
const Release := preload("../streaming/release.gd")
const RetryPlan := preload("../streaming/retry_plan.gd")
const TurnTable := preload("../streaming/turn_table.gd")
const UrgencyQueue := preload("../streaming/urgency_queue.gd")
const Viewer := preload("../streaming/viewer.gd")

# A chunk to which the game has added nothing goes in one step.
const _NODES_A_STEP := 8

## How many chunks each phase of a frame looks at, at most.
var scan_limit := 64
## Whether nothing new is asked for and nothing is let go of.
var is_frozen := false
## Called with a chunk that has failed; returns what is shown in its place, or [code]null[/code].
var make_fallback: Callable

var queue: UrgencyQueue
var release: Release
var retry := RetryPlan.new()
var rings: ChunkRings
var sender: ChunkSender
var stage: ChunkStage
var statistics := ChunkStatistics.new()
var table := TurnTable.new()

var _generation := 0
var _scans: Array[ChunkScan] = []
var _to_visit := 0


func _init(processor: CutoutBatchProcessor, p_rings: ChunkRings) -> void:
	rings = p_rings
	queue = UrgencyQueue.new(rings.urgency_of)
	release = Release.new(processor, _NODES_A_STEP)
	sender = ChunkSender.new(processor, table, statistics)
	stage = ChunkStage.new(processor, rings, statistics)
	sender.on_answer = _on_answer
	sender.on_failure = _on_failure
	stage.on_failure = _on_failure
	stage.on_built = _on_built


## Does what is to be done in a frame; viewers have moved already.
func step(delta: float) -> void:
	release.step()
	stage.step()
	if not is_frozen:
		_scan()
		_send(delta)
	statistics.window.note(sender.active(), sender.window)


## Adds somebody from whose place the world is seen.
func add_viewer(viewer: Viewer) -> void:
	rings.viewers.append(viewer)
	_scans.append(ChunkScan.new(viewer))


## Forgets a viewer; what only they have seen is unloaded.
func remove_viewer(viewer: Viewer) -> void:
	var place := rings.viewers.find(viewer)
	rings.viewers.remove_at(place)
	_scans.remove_at(place)
	_to_visit = table.size()


## Looks at everything anew, because the rules have changed.
func restart() -> void:
	_to_visit = table.size()
	for scan in _scans:
		scan.restart()


## Asks for a chunk anew; what is there stays until the new one is.
func reload(chunk: Chunk) -> void:
	if chunk.state != Chunk.State.UNLOADING:
		_request(chunk, rings.lod_at(chunk.distance, chunk.lod))


## Asks anew for what the Python side, now up again, could not do.
func resume() -> void:
	for chunk: Chunk in table.all():
		if chunk.needs_backend:
			reload(chunk)


## Unloads everything; what is near is loaded again.
func clear() -> void:
	for chunk: Chunk in table.all():
		if chunk.state != Chunk.State.UNLOADING:
			_unload(chunk)


## Gives up all that is under way, because the streamer leaves the tree. What is there stays.
func stop() -> void:
	for chunk: Chunk in table.all():
		_withdraw(chunk)
		if chunk.root == null:
			table.remove(chunk.coordinate, chunk)
		elif chunk.is_dirty and chunk.state != Chunk.State.UNLOADING:
			chunk.is_dirty = false
			release.save_now(chunk.root, chunk.coordinate)
	release.finish()
	restart()


## Returns [code]true[/code] if all within [param radius] of every viewer is there or has failed.
func is_settled(radius: float) -> bool:
	var near := minf(radius, rings.load_distance)
	for viewer in rings.viewers:
		var reach := Vector2(near, near)
		var first := rings.cell_of(viewer.place - reach)
		var last := rings.cell_of(viewer.place + reach)
		for x in range(first.x, last.x + 1):
			for y in range(first.y, last.y + 1):
				var coordinate := Vector2i(x, y)
				if rings.distance_from(viewer.place, coordinate) < near:
					if not _is_settled(coordinate):
						return false
	return not rings.viewers.is_empty()


## Returns the figures for [method CutoutWorldStreamer.get_stats].
func figures() -> Dictionary:
	var found := statistics.figures()
	for state: String in Chunk.State:
		found[state.to_lower()] = 0
	for chunk: Chunk in table.all():
		var name: String = Chunk.State.find_key(chunk.state)
		found[name.to_lower()] += 1
	found.erase("unloaded")
	found["queue"] = queue.size() + retry.size()
	found["active"] = sender.active()
	found["window"] = sender.window
	found["saved"] = release.saves
	found["to_apply"] = stage.size()
	return found


func _is_settled(coordinate: Vector2i) -> bool:
	var chunk := table.find(coordinate) as Chunk
	return (
		chunk != null and (chunk.state == Chunk.State.LOADED or chunk.state == Chunk.State.FAILED)
	)


## Finds what is missing, what is too far and what is at the wrong level of detail.
func _scan() -> void:
	if _scans.is_empty():
		_to_visit = table.size()
	var share := maxi(1, floori(scan_limit / maxf(1.0, _scans.size())))
	for scan in _scans:
		if scan.begin_frame(rings):
			_to_visit = table.size()
		if scan.has_more():
			for coordinate in scan.visit(share, rings):
				if table.find(coordinate) == null:
					_add(coordinate)
	var visits := mini(scan_limit, _to_visit)
	_to_visit -= visits
	for i in visits:
		var chunk := table.next() as Chunk
		if chunk == null:
			return
		_look_at(chunk)


## Sends what is most urgent.
func _send(delta: float) -> void:
	for chunk: Chunk in retry.take_due(delta):
		_wait(chunk)
	# Several at once, unless something near waits: a call that is the only one of its frame takes
	# several times as long as the next.
	if not sender.is_low() and not _is_near(queue.first() as Chunk):
		return
	queue.refresh(scan_limit)
	while sender.has_room():
		var chunk := queue.take() as Chunk
		if chunk == null:
			return
		var priority := CutoutJob.Priority.HIGH if _is_near(chunk) else CutoutJob.Priority.LOW
		if not sender.send(chunk, priority):
			_on_failure(
				chunk,
				CutoutError.new(
					CutoutError.Code.BAD_PARAMS, "The request was refused; the log says why."
				)
			)


func _is_near(chunk: Chunk) -> bool:
	return chunk != null and chunk.distance < rings.chunk_size


func _add(coordinate: Vector2i) -> void:
	var chunk := Chunk.new()
	chunk.coordinate = coordinate
	chunk.distance = rings.distance_to(coordinate)
	table.add(chunk.coordinate, chunk)
	_to_visit += 1
	_request(chunk, rings.lod_at(chunk.distance, Chunk.NO_LOD))


func _look_at(chunk: Chunk) -> void:
	if chunk.state == Chunk.State.UNLOADING:
		return
	chunk.distance = rings.distance_to(chunk.coordinate)
	if chunk.distance > rings.unload_distance:
		_unload(chunk)
		return
	if chunk.state == Chunk.State.FAILED:
		return
	var lod := rings.lod_at(chunk.distance, chunk.lod)
	if lod == chunk.lod:
		return
	if lod == chunk.shown_lod:
		_withdraw(chunk)
		chunk.lod = lod
	elif chunk.phase == Chunk.Phase.WAITING or chunk.phase == Chunk.Phase.DELAYED:
		# Nothing has been done for it yet.
		chunk.lod = lod
	elif chunk.phase == Chunk.Phase.NONE and lod != chunk.refused_lod:
		_request(chunk, lod)


## Asks for a chunk; whatever was under way for it is given up.
func _request(chunk: Chunk, lod: int) -> void:
	_withdraw(chunk)
	_generation += 1
	chunk.generation = _generation
	chunk.lod = lod
	chunk.refused_lod = Chunk.NO_LOD
	chunk.attempts = 0
	chunk.needs_backend = false
	chunk.asked_usec = Time.get_ticks_usec()
	if chunk.shown_lod == Chunk.NO_LOD:
		chunk.state = Chunk.State.LOADING
	_wait(chunk)


func _wait(chunk: Chunk) -> void:
	chunk.phase = Chunk.Phase.WAITING
	queue.add(chunk)


## Gives up whatever is under way for a chunk.
func _withdraw(chunk: Chunk) -> void:
	match chunk.phase:
		Chunk.Phase.NONE:
			return
		Chunk.Phase.WAITING:
			queue.remove(chunk)
		Chunk.Phase.SENT:
			sender.cancel(chunk)
		Chunk.Phase.ANSWERED:
			stage.drop(chunk)
			statistics.stale_discards += 1
		Chunk.Phase.DELAYED:
			retry.remove(chunk)
	chunk.phase = Chunk.Phase.NONE
	statistics.cancelled += 1


func _unload(chunk: Chunk) -> void:
	_withdraw(chunk)
	if chunk.root == null:
		_forget(chunk)
		return
	var is_failure := chunk.shown_lod == Chunk.NO_LOD
	chunk.state = Chunk.State.UNLOADING
	release.add(
		chunk.root, chunk.coordinate, chunk.is_dirty and not is_failure, _on_gone.bind(chunk)
	)


func _forget(chunk: Chunk) -> void:
	chunk.state = Chunk.State.UNLOADED
	table.remove(chunk.coordinate, chunk)
	if _to_visit > 0:
		# The last of the table has taken its place, and may have been passed over.
		_to_visit = table.size()
	if rings.distance_to(chunk.coordinate) < rings.load_distance:
		restart()


func _on_gone(chunk: Chunk) -> void:
	chunk.root = null
	if table.find(chunk.coordinate) == chunk:
		_forget(chunk)
	statistics.unloaded += 1
	gone.emit(chunk.coordinate)


func _on_built(chunk: Chunk, build: ChunkBuild) -> void:
	var old := chunk.root
	var was_there := chunk.shown_lod != Chunk.NO_LOD
	var was_dirty := chunk.is_dirty
	build.show()
	chunk.root = build.root
	chunk.statistics = build.statistics
	chunk.shown_lod = chunk.lod
	chunk.state = Chunk.State.LOADED
	chunk.phase = Chunk.Phase.NONE
	chunk.is_dirty = false
	if old != null:
		release.add(old, chunk.coordinate, was_dirty)
	statistics.loaded += 1
	statistics.load_times.add(Time.get_ticks_usec() - chunk.asked_usec)
	shown.emit(chunk, was_there)
	# The viewers have moved on meanwhile.
	if chunk.phase == Chunk.Phase.NONE and not is_frozen and not rings.viewers.is_empty():
		_look_at(chunk)


func _on_answer(chunk: Chunk) -> void:
	stage.add(chunk, _is_near(chunk) and chunk.shown_lod == Chunk.NO_LOD)


func _on_failure(chunk: Chunk, error: CutoutError) -> void:
	if retry.takes(chunk, error):
		chunk.phase = Chunk.Phase.DELAYED
		statistics.retries += 1
		return
	chunk.phase = Chunk.Phase.NONE
	chunk.needs_backend = error.code == CutoutError.Code.BACKEND_DOWN
	chunk.refused_lod = chunk.lod
	statistics.failed += 1
	if chunk.shown_lod != Chunk.NO_LOD:
		chunk.lod = chunk.shown_lod
	else:
		chunk.state = Chunk.State.FAILED
		if chunk.root == null and make_fallback.is_valid():
			chunk.root = make_fallback.call(chunk)
	failed.emit(chunk, error)
