extends "fragment_arrays.gd"
## The fragments of an encoded result one by one, read by the native library.

const NativeFragmentArrays := preload("native_fragment_arrays.gd")

const _READER := &"CutoutFragmentReader"

static var _is_available := ClassDB.class_exists(_READER)

var _reader: RefCounted


## Returns the outlines in an encoded result without the rest; [code]null[/code] if the native
## library is not there or cannot read it.
static func rings_in(body: PackedByteArray) -> Variant:
	if not _is_available:
		return null
	var reader: RefCounted = ClassDB.instantiate(_READER)
	var found: int = reader.call(&"open", body)
	return reader.call(&"rings") if found >= 0 else null


## Returns the fragments in an encoded result; [code]null[/code] if the native library is not there
## or cannot read it.
static func from_body(body: PackedByteArray) -> NativeFragmentArrays:
	if not _is_available:
		return null
	var reader: RefCounted = ClassDB.instantiate(_READER)
	var found: int = reader.call(&"open", body)
	if found < 0:
		return null
	var arrays := NativeFragmentArrays.new()
	arrays._reader = reader
	arrays.count = found
	return arrays


func neighbours() -> PackedInt32Array:
	return _reader.call(&"neighbours")


func shared_lengths() -> PackedFloat32Array:
	return _reader.call(&"shared_lengths")


func total_area() -> float:
	return _reader.call(&"total_area")


func least_area() -> float:
	return _reader.call(&"least_area")


func centre() -> Vector2:
	return _reader.call(&"centre")


func ring(index: int) -> PackedVector2Array:
	return _reader.call(&"ring", index)


func rings() -> Array[PackedVector2Array]:
	return _reader.call(&"rings")


func local_ring(index: int) -> PackedVector2Array:
	return _reader.call(&"local_ring", index)


func triangles(index: int) -> PackedInt32Array:
	return _reader.call(&"triangles", index)


func convex_parts(index: int, outline: PackedVector2Array) -> Array[PackedVector2Array]:
	return _reader.call(&"convex_parts", index, outline)


func add_shapes(index: int, body: CollisionObject2D, stretch: Transform2D) -> void:
	_reader.call(&"add_shapes", index, body, stretch)


func draw(
	index: int,
	item: RID,
	stretch: Transform2D,
	to_uv: Transform2D,
	colors: PackedColorArray,
	texture: RID
) -> Rect2:
	return _reader.call(&"draw", index, item, stretch, to_uv, colors, texture)


func draw_flight(
	indices: PackedInt32Array, item: RID, colors: PackedColorArray, texture: RID, row: int
) -> Rect2:
	return _reader.call(&"draw_flight", indices, item, colors, texture, row)


func _read_areas() -> PackedFloat32Array:
	return _reader.call(&"areas")


func _read_centroids() -> PackedVector2Array:
	return _reader.call(&"centroids")
