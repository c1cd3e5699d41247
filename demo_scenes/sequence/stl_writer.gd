extends RefCounted
## Writes the sequence: a knot whose waves run along it, a binary STL file a frame, in threads.
##
## As a CAD program would have it: millimetres, z up, no vertex shared between triangles.

const FRAMES := 60

const _FOLDER := "user://sequence_demo"
const _ALONG := 240
const _AROUND := 24
const _RADIUS := 22.0
const _HEADER := 84
const _TRIANGLE := 50

var _group := -1
var _is_given_up := false


## Returns the paths of all frames.
static func paths() -> PackedStringArray:
	var all := PackedStringArray()
	for frame in FRAMES:
		all.append(_FOLDER.path_join("knot_%02d.stl" % frame))
	return all


## Starts to write the files that are missing.
func start() -> void:
	DirAccess.make_dir_recursive_absolute(_FOLDER)
	_group = WorkerThreadPool.add_group_task(_write, FRAMES, -1, false, "STL files")


## Returns how many frames are done.
func done() -> int:
	return 0 if _group < 0 else WorkerThreadPool.get_group_processed_element_count(_group)


## Waits for the threads; what they have not begun is left out.
func stop() -> void:
	_is_given_up = true
	if _group >= 0:
		WorkerThreadPool.wait_for_group_task_completion(_group)
		_group = -1


func _write(frame: int) -> void:
	var path := paths()[frame]
	if _is_given_up or FileAccess.file_exists(path):
		return
	var draft := path + ".draft"
	var file := FileAccess.open(draft, FileAccess.WRITE)
	if file == null:
		return
	file.store_buffer(_stl_of(_rings(TAU * frame / FRAMES)))
	file.close()
	DirAccess.rename_absolute(draft, path)


## Returns the vertices of the surface, ring after ring.
func _rings(phase: float) -> PackedVector3Array:
	var vertices := PackedVector3Array()
	for step in _ALONG:
		var s := TAU * step / _ALONG
		var middle := _knot(s, phase)
		var ahead := (_knot(s + 0.01, phase) - middle).normalized()
		var aside := ahead.cross(middle).normalized()
		var up := aside.cross(ahead)
		var swell := 1.0 + 0.2 * sin(9.0 * s - 2.0 * phase) + 0.1 * sin(4.0 * s + phase)
		for corner in _AROUND:
			var angle := TAU * corner / _AROUND + 2.0 * s
			# Three edges that wind around.
			var reach := _RADIUS * swell * (1.0 + 0.12 * cos(3.0 * angle + phase))
			vertices.append(middle + (aside * cos(angle) + up * sin(angle)) * reach)
	return vertices


static func _knot(s: float, phase: float) -> Vector3:
	var around := 104.0 + 38.0 * cos(3.0 * s) + 7.0 * sin(phase)
	return Vector3(around * cos(2.0 * s), around * sin(2.0 * s), 58.0 * sin(3.0 * s))


func _stl_of(vertices: PackedVector3Array) -> PackedByteArray:
	var content := PackedByteArray()
	content.resize(_HEADER + 2 * _ALONG * _AROUND * _TRIANGLE)
	content.encode_u32(_HEADER - 4, 2 * _ALONG * _AROUND)
	var place := _HEADER
	for step in _ALONG:
		var ring := step * _AROUND
		var next := (step + 1) % _ALONG * _AROUND
		for corner in _AROUND:
			var beside := (corner + 1) % _AROUND
			var a := vertices[ring + corner]
			var c := vertices[next + beside]
			_encode(content, place, a, c, vertices[ring + beside])
			_encode(content, place + _TRIANGLE, a, vertices[next + corner], c)
			place += 2 * _TRIANGLE
	return content


## Normals stay zero: readers compute them.
func _encode(content: PackedByteArray, place: int, a: Vector3, b: Vector3, c: Vector3) -> void:
	content.encode_float(place + 12, a.x)
	content.encode_float(place + 16, a.y)
	content.encode_float(place + 20, a.z)
	content.encode_float(place + 24, b.x)
	content.encode_float(place + 28, b.y)
	content.encode_float(place + 32, b.z)
	content.encode_float(place + 36, c.x)
	content.encode_float(place + 40, c.y)
	content.encode_float(place + 44, c.z)
