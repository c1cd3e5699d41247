extends RefCounted
## How something that breaks is drawn, so that its pieces can be drawn the same way.

const ItemLook := preload("item_look.gd")
const Look := preload("look.gd")

const _WHITE: PackedColorArray = [Color.WHITE]

## What is drawn with no look of its own: plain white.
static var plain := Look.new()

## The colour of the polygon, which the texture is multiplied by.
var color: Color:
	get:
		return colors[0]
	set(value):
		colors = _WHITE if value == Color.WHITE else PackedColorArray([value])
## The same, as the rendering server takes it.
var colors := _WHITE
## The texture; [code]null[/code] for none.
var texture: Texture2D:
	set(value):
		texture = value
		texture_rid = value.get_rid() if value != null else RID()
## The same, as the rendering server takes it. It does not keep the texture alive, the look does.
var texture_rid: RID
## Takes a point of the polygon to its place on the texture, from (0, 0) to (1, 1).
var to_uv: Transform2D
## How the item looks apart from what is drawn in it; [code]null[/code] for as a new one.
var item: ItemLook
## The scale and skew of what broke, which a body has not, but its outline.
var stretch: Transform2D


## Takes on the look of [param source], apart from the polygon in it.
func _init(source: CanvasItem = null) -> void:
	if source == null:
		return
	item = ItemLook.of(source)
	if source.self_modulate != Color.WHITE:
		color = source.self_modulate


## Takes on what lies in an item around the one that is drawn, which the pieces leave.
func wrap(around: CanvasItem) -> void:
	var outer := ItemLook.of(around)
	if item == null:
		item = outer
	elif outer != null:
		item.wrap(outer)


## Returns a copy, to be changed.
func copied() -> Look:
	var copy := Look.new()
	copy.colors = colors
	copy.texture = texture
	copy.to_uv = to_uv
	copy.item = item
	copy.stretch = stretch
	return copy


## Returns what takes a point of a piece with this centroid to its place on the texture.
func uv_of(centroid: Vector2) -> Transform2D:
	return to_uv * Transform2D(0.0, centroid) * stretch.affine_inverse()


## Sets the texture. Of an [AtlasTexture] only the region is shown, which [member to_uv] has to hit:
## the server draws the whole atlas.
func set_texture(p_texture: Texture2D, p_to_uv: Transform2D) -> void:
	texture = p_texture
	to_uv = p_to_uv
	var part := p_texture as AtlasTexture
	while part != null and part.atlas != null:
		texture = part.atlas
		var whole := texture.get_size()
		var size := part.region.size
		# No size is that of the atlas.
		size = Vector2(size.x if size.x != 0.0 else whole.x, size.y if size.y != 0.0 else whole.y)
		to_uv = Transform2D(0.0, size / whole, 0.0, part.region.position / whole) * to_uv
		part = texture as AtlasTexture


## Returns the affine map that takes three of [param points] to their place in [param images];
## identity if the points lie on one line.
static func affine(points: PackedVector2Array, images: PackedVector2Array) -> Transform2D:
	if images.size() != points.size() or points.size() < 3:
		return Transform2D.IDENTITY
	var best := -1
	var largest := 0.0
	for i in range(1, points.size() - 1):
		var area := absf((points[i] - points[0]).cross(points[i + 1] - points[0]))
		if area > largest:
			largest = area
			best = i
	if best < 0:
		return Transform2D.IDENTITY
	return _frame(images, best) * _frame(points, best).affine_inverse()


static func _frame(points: PackedVector2Array, i: int) -> Transform2D:
	return Transform2D(points[i] - points[0], points[i + 1] - points[0], points[0])
