@tool
extends Control
## Draws the fragments of a fracture, each in a colour of its own, as large as there is room.

## Neighbours in number are far apart on the wheel of colours: the golden section never repeats.
const _HUE_STEP := 0.618034
const _MARGIN := 8.0
const _EDGE_COLOR := Color(0.0, 0.0, 0.0, 0.65)
const _EDGE_WIDTH := 1.0

## What is shown; [code]null[/code] for nothing.
var fracture: CutoutFracture:
	set(value):
		fracture = value
		_read()
		queue_redraw()
## How many fragments are drawn; 0 until the frame draws them.
var drawn := 0
## How often something was drawn.
var drawings := 0

var _colors := PackedColorArray()
var _points := PackedVector2Array()
var _rings: Array[PackedVector2Array] = []
var _triangles := PackedInt32Array()


func _init() -> void:
	custom_minimum_size = Vector2(0, 200)
	clip_contents = true
	texture_filter = CanvasItem.TEXTURE_FILTER_LINEAR
	resized.connect(queue_redraw)


func _draw() -> void:
	drawings += 1
	drawn = _rings.size()
	if _points.is_empty():
		return
	var fitted := fit() * _points
	RenderingServer.canvas_item_add_triangle_array(get_canvas_item(), _triangles, fitted, _colors)
	var start := 0
	for ring in _rings:
		var edge := fitted.slice(start, start + ring.size())
		edge.append(edge[0])
		draw_polyline(edge, _EDGE_COLOR, _EDGE_WIDTH, true)
		start += ring.size()


## Returns what takes a point of the polygon to its place in this control.
func fit() -> Transform2D:
	if _points.is_empty():
		return Transform2D.IDENTITY
	var bounds := Rect2(_points[0], Vector2.ZERO)
	for point in _points:
		bounds = bounds.expand(point)
	var room := (size - 2.0 * _MARGIN * Vector2.ONE).maxf(1.0)
	var shares := room / bounds.size.maxf(1e-6)
	var share := minf(shares.x, shares.y)
	var offset := size / 2.0 - bounds.get_center() * share
	return Transform2D(0.0, share * Vector2.ONE, 0.0, offset)


## Returns the colour of a fragment.
static func color_of(index: int) -> Color:
	var hue := fmod(index * _HUE_STEP, 1.0)
	return Color.from_ok_hsl(hue, 0.7, 0.68)


func _read() -> void:
	_points = PackedVector2Array()
	_triangles = PackedInt32Array()
	_colors = PackedColorArray()
	drawn = 0
	_rings = fracture.rings() if fracture != null else ([] as Array[PackedVector2Array])
	for index in _rings.size():
		var start := _points.size()
		for corner in fracture.triangles(index):
			_triangles.append(start + corner)
		_points.append_array(_rings[index])
		var colors := PackedColorArray()
		colors.resize(_rings[index].size())
		colors.fill(color_of(index))
		_colors.append_array(colors)
