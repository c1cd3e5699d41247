extends RefCounted
## How something that breaks is drawn, so that its pieces can be drawn the same way.

const _FIELDS: PackedStringArray = [
	"color",
	"texture",
	"to_uv",
	"light_mask",
	"material",
	"modulate",
	"texture_filter",
	"texture_repeat",
	"visibility_layer",
	"z_as_relative",
	"z_index",
	"has_extras",
	"stretch",
]

static var _white := PackedColorArray([Color.WHITE])

## The colour of the polygon, which the texture is multiplied by.
var color := Color.WHITE:
	set(value):
		color = value
		colors = PackedColorArray([value])
## The same, as the rendering server takes it.
var colors := _white
## The texture; [code]null[/code] for none.
var texture: Texture2D
## Takes a point of the polygon to its place on the texture, from (0, 0) to (1, 1).
var to_uv := Transform2D.IDENTITY
## See [CanvasItem] for these.
var light_mask := 1
var material: Material
var modulate := Color.WHITE
var texture_filter := CanvasItem.TEXTURE_FILTER_PARENT_NODE
var texture_repeat := CanvasItem.TEXTURE_REPEAT_PARENT_NODE
var visibility_layer := 1
var z_as_relative := true
var z_index := 0
## Whether any of these differs from what a new item has.
var has_extras := false
## The scale and skew of what broke, which a body has not, but its outline.
var stretch := Transform2D.IDENTITY:
	set(value):
		stretch = value
		is_stretched = value != Transform2D.IDENTITY
		_unstretch = value.affine_inverse()
## Whether there is any.
var is_stretched := false

var _unstretch := Transform2D.IDENTITY


## Takes on the look of [param item], apart from the polygon in it.
func _init(item: CanvasItem = null) -> void:
	if item == null:
		return
	modulate = item.modulate
	light_mask = item.light_mask
	visibility_layer = item.visibility_layer
	material = item.material
	z_index = item.z_index
	z_as_relative = item.z_as_relative
	texture_filter = item.texture_filter
	texture_repeat = item.texture_repeat
	color = item.self_modulate
	has_extras = (
		modulate != Color.WHITE
		or light_mask != 1
		or visibility_layer != 1
		or material != null
		or z_index != 0
		or not z_as_relative
		or texture_filter != CanvasItem.TEXTURE_FILTER_PARENT_NODE
		or texture_repeat != CanvasItem.TEXTURE_REPEAT_PARENT_NODE
	)


## Takes on what lies in an item around the one that is drawn, which the pieces leave.
func wrap(item: CanvasItem) -> void:
	modulate *= item.modulate
	if z_as_relative:
		z_index += item.z_index
		z_as_relative = item.z_as_relative
	if material == null:
		material = item.material
	if texture_filter == CanvasItem.TEXTURE_FILTER_PARENT_NODE:
		texture_filter = item.texture_filter
	if texture_repeat == CanvasItem.TEXTURE_REPEAT_PARENT_NODE:
		texture_repeat = item.texture_repeat
	has_extras = true


## Makes [param item] look so, apart from the polygon in it. A new item often needs nothing, unless
## it [param is_used].
func dress(item: CanvasItem, is_used := false) -> void:
	if not has_extras and not is_used:
		return
	item.modulate = modulate
	item.light_mask = light_mask
	item.visibility_layer = visibility_layer
	item.material = material
	item.z_index = z_index
	item.z_as_relative = z_as_relative
	item.texture_filter = texture_filter
	item.texture_repeat = texture_repeat


## Makes an item of the rendering server look so, its material and polygon apart.
func dress_rid(item: RID) -> void:
	if not has_extras:
		return
	RenderingServer.canvas_item_set_modulate(item, modulate)
	RenderingServer.canvas_item_set_light_mask(item, light_mask)
	RenderingServer.canvas_item_set_visibility_layer(item, visibility_layer)
	RenderingServer.canvas_item_set_z_index(item, z_index)
	RenderingServer.canvas_item_set_z_as_relative_to_parent(item, z_as_relative)
	# The server has no entry for what an item takes from its parent, which is its default.
	if texture_filter != CanvasItem.TEXTURE_FILTER_PARENT_NODE:
		RenderingServer.canvas_item_set_default_texture_filter(
			item, texture_filter as RenderingServer.CanvasItemTextureFilter
		)
	if texture_repeat != CanvasItem.TEXTURE_REPEAT_PARENT_NODE:
		RenderingServer.canvas_item_set_default_texture_repeat(
			item, texture_repeat as RenderingServer.CanvasItemTextureRepeat
		)


## Takes on all of another look.
func copy(other: RefCounted) -> void:
	for field in _FIELDS:
		set(field, other.get(field))


## Returns what takes a point of a piece with this centroid to its place on the texture.
func uv_of(centroid: Vector2) -> Transform2D:
	var local := to_uv * Transform2D(0.0, centroid)
	return local * _unstretch if is_stretched else local


## Sets the texture. Of an [AtlasTexture] only the region is shown, which [member to_uv] has to hit:
## the server draws the whole atlas.
func set_texture(p_texture: Texture2D, p_to_uv: Transform2D) -> void:
	texture = p_texture
	to_uv = p_to_uv
	var region := p_texture as AtlasTexture
	if region == null or region.atlas == null:
		return
	texture = region.atlas
	var share := region.region.size / region.atlas.get_size()
	var start := region.region.position / region.atlas.get_size()
	to_uv = Transform2D(0.0, share, 0.0, start) * p_to_uv


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
