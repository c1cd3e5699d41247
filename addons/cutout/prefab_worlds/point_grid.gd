extends RefCounted
## Finds what is near: points and regions in the cells of grids, seen from above.
##
## There is a grid for each order of size, and each thing lies in the one whose cells fit the
## distance from which it is seen. So however far one of them is seen from, the others cost no more
## for it, and around a viewer there are at most so many cells a grid. What is in a cell are numbers
## of points, and of regions as [code]-1 - number[/code].

# A thing is seen from at most so many cells away.
const _CELLS := 4.0
const _SMALLEST := 2
const _LARGEST := 24

## From the smallest cells to the largest.
var levels: Array[Level] = []

var _by_exponent: Dictionary[int, Level] = {}


## The grid of one order of size.
class Level:
	extends RefCounted
	## The side of a cell.
	var cell_size := 1.0
	## From how far the farthest is seen.
	var reach := 0.0
	## What lies in a cell.
	var cells: Dictionary[Vector2i, PackedInt32Array] = {}

	## Returns the cell of a place.
	func cell_of(x: float, z: float) -> Vector2i:
		return Vector2i(floori(x / cell_size), floori(z / cell_size))


## Forgets everything.
func clear() -> void:
	levels.clear()
	_by_exponent.clear()


## Adds what is seen from [param reach] around a box; a point is a box without a size.
func add(entry: int, low: Vector3, high: Vector3, reach: float) -> void:
	var level := _level_of(low, high, reach)
	level.reach = maxf(level.reach, reach)
	var last := level.cell_of(high.x, high.z)
	var first := level.cell_of(low.x, low.z)
	for x in range(first.x, last.x + 1):
		for y in range(first.y, last.y + 1):
			var cell := Vector2i(x, y)
			if cell in level.cells:
				level.cells[cell].append(entry)
			else:
				level.cells[cell] = PackedInt32Array([entry])


## Takes out what was added with the same arguments.
func remove(entry: int, low: Vector3, high: Vector3, reach: float) -> void:
	var level := _level_of(low, high, reach)
	var last := level.cell_of(high.x, high.z)
	var first := level.cell_of(low.x, low.z)
	for x in range(first.x, last.x + 1):
		for y in range(first.y, last.y + 1):
			var cell := Vector2i(x, y)
			if cell in level.cells:
				level.cells[cell].erase(entry)
				if level.cells[cell].is_empty():
					level.cells.erase(cell)


## Returns what lies in the cells that are nearer to a place than [param distance]: more than what
## is that near itself.
func around(place: Vector2, distance: float) -> PackedInt32Array:
	var found := PackedInt32Array()
	for level in levels:
		var near := minf(distance, level.reach)
		var first := level.cell_of(place.x - near, place.y - near)
		var last := level.cell_of(place.x + near, place.y + near)
		for x in range(first.x, last.x + 1):
			for y in range(first.y, last.y + 1):
				if Vector2i(x, y) in level.cells:
					found.append_array(level.cells[Vector2i(x, y)])
	return found


func _level_of(low: Vector3, high: Vector3, reach: float) -> Level:
	var size := maxf(reach, maxf(high.x - low.x, high.z - low.z))
	var exponent := clampi(ceili(log(maxf(size, 1.0) / _CELLS) / log(2.0)), _SMALLEST, _LARGEST)
	if not exponent in _by_exponent:
		var level := Level.new()
		level.cell_size = pow(2.0, exponent)
		_by_exponent[exponent] = level
		levels.append(level)
		levels.sort_custom(_is_finer)
	return _by_exponent[exponent]


static func _is_finer(one: Level, other: Level) -> bool:
	return one.cell_size < other.cell_size
