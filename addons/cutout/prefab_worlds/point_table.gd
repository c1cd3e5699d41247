extends RefCounted
## Where prefabs are to stand: the points of a world by number, in packed arrays, since there may be
## tens of thousands of which few are there.
##
## A number is used again once its point is gone; an id, which the game sees, is not.

## In place of a number: there is none.
const NONE := -1
## Numbers of an entry in [member transforms]: the axes x, y, z and the origin.
const STRIDE := 12

## In [member wanted]: nothing is there of a point.
const AWAY := 0
## In [member wanted]: something is there of a point, or on its way.
const COMING := 1
## In [member wanted]: a point is there, or nothing more comes of it for now.
const SETTLED := 2
## In [member wanted]: the same, but it is tried again if its files change.
const FAILED := 3

const _GENERATION := 1 << 32

## The paths of prefabs, each once.
var paths := PackedStringArray()

## For each point its prefab, by its place in [member paths]; [constant NONE] for no point.
var kinds := PackedInt32Array()
var places := PackedVector3Array()
var transforms := PackedFloat32Array()
## From -100 to 100.
var priorities := PackedInt32Array()
## Below 0 for what the streamer says.
var load_distances := PackedFloat32Array()
var unload_distances := PackedFloat32Array()
## The number of a point's region, or [constant NONE].
var regions := PackedInt32Array()
## The name of a point, or nothing.
var titles := PackedStringArray()
## What there is of a point: [constant AWAY], [constant COMING], [constant SETTLED]
## or [constant FAILED].
var wanted := PackedByteArray()
## From how far a point is loaded that lies in the grid.
var nears := PackedFloat32Array()
## From how far a point is unloaded that is not [constant AWAY]; infinite for one of a region.
var fars := PackedFloat32Array()

var _count := 0
var _free := PackedInt32Array()
var _generations := PackedInt32Array()
var _newest := 0
var _kind_of: Dictionary[String, int] = {}
var _number_of: Dictionary[String, int] = {}


## Returns how many points there are.
func count() -> int:
	return _count


## Returns one more than the greatest number.
func end() -> int:
	return kinds.size()


## Returns the number of a prefab.
func kind_of(path: String) -> int:
	if not path in _kind_of:
		_kind_of[path] = paths.size()
		paths.append(path)
	return _kind_of[path]


## Adds a point and returns its number.
func add(path: String, transform: Transform3D) -> int:
	var number := kinds.size()
	while number == kinds.size() and not _free.is_empty():
		# The last ones may have been cut off, and may be there again.
		if _free[-1] < kinds.size() and kinds[_free[-1]] == NONE:
			number = _free[-1]
		_free.resize(_free.size() - 1)
	if number == kinds.size():
		_resize(number + 1)
	_count += 1
	kinds[number] = kind_of(path)
	places[number] = transform.origin
	set_transform(number, transform)
	priorities[number] = 0
	load_distances[number] = -1.0
	unload_distances[number] = -1.0
	regions[number] = NONE
	titles[number] = ""
	wanted[number] = AWAY
	return number


## Adds what a worker has read from a file of a world, and returns the number of the first; the
## others follow it. Each is to be completed by [method complete], then noted by [method note].
func append(world: Dictionary) -> int:
	var first := kinds.size()
	var their_kinds: PackedInt32Array = world["kinds"]
	var their_transforms: PackedFloat32Array = world["transforms"]
	var their_priorities: PackedInt32Array = world["priorities"]
	var their_near: PackedFloat32Array = world["load_distances"]
	var their_far: PackedFloat32Array = world["unload_distances"]
	var their_names: PackedStringArray = world["names"]
	kinds.append_array(their_kinds)
	transforms.append_array(their_transforms)
	priorities.append_array(their_priorities)
	load_distances.append_array(their_near)
	unload_distances.append_array(their_far)
	titles.append_array(their_names)
	_resize(kinds.size())
	_count += their_kinds.size()
	return first


## Puts in what a file of a world cannot know: the number of its prefab, and of its region.
func complete(number: int, kind: int, region: int) -> void:
	kinds[number] = kind
	regions[number] = region


## Frees a number.
func remove(number: int) -> void:
	set_title(number, "")
	kinds[number] = NONE
	_generations[number] += 1
	_free.append(number)
	_count -= 1


## Cuts off the numbers at the end that no point has.
func trim() -> void:
	var size := kinds.size()
	while size > 0 and kinds[size - 1] == NONE:
		size -= 1
		_newest = maxi(_newest, _generations[size])
	_resize(size)


## Returns the id of a number.
func id_of(number: int) -> int:
	return _generations[number] * _GENERATION + number


## Returns the number with an id, or [constant NONE] if that point is gone or never was.
func number_of(id: int) -> int:
	var number := id % _GENERATION
	if id < 0 or number >= kinds.size() or kinds[number] == NONE or id_of(number) != id:
		return NONE
	return number


## Returns the number of the point with a name, or [constant NONE].
func find(title: String) -> int:
	return _number_of.get(title, NONE)


## Gives a point a name, or takes it; one that another point has does not find this one.
func set_title(number: int, title: String) -> void:
	if _number_of.get(titles[number], NONE) == number:
		_number_of.erase(titles[number])
	titles[number] = title
	if not title.is_empty() and not title in _number_of:
		_number_of[title] = number


func set_transform(number: int, transform: Transform3D) -> void:
	var first := number * STRIDE
	var columns: Array[Vector3] = [
		transform.basis.x, transform.basis.y, transform.basis.z, transform.origin
	]
	for i in 4:
		transforms[first + 3 * i] = columns[i].x
		transforms[first + 3 * i + 1] = columns[i].y
		transforms[first + 3 * i + 2] = columns[i].z


func transform_of(number: int) -> Transform3D:
	var first := number * STRIDE
	return Transform3D(_vector(first), _vector(first + 3), _vector(first + 6), _vector(first + 9))


## Takes in a point of [method append]: by its place and its name it is found.
func note(number: int) -> void:
	places[number] = _vector(number * STRIDE + 9)
	set_title(number, titles[number])


func _vector(at: int) -> Vector3:
	return Vector3(transforms[at], transforms[at + 1], transforms[at + 2])


func _resize(size: int) -> void:
	kinds.resize(size)
	places.resize(size)
	transforms.resize(size * STRIDE)
	priorities.resize(size)
	load_distances.resize(size)
	unload_distances.resize(size)
	regions.resize(size)
	titles.resize(size)
	wanted.resize(size)
	nears.resize(size)
	fars.resize(size)
	# A number that was cut off has had ids; it gets others.
	var added := PackedInt32Array()
	added.resize(maxi(0, size - _generations.size()))
	added.fill(_newest)
	_generations.append_array(added)
	_generations.resize(size)
