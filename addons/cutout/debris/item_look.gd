extends RefCounted
## How a [CanvasItem] looks apart from what is drawn in it, where that differs from a new item.

const ItemLook := preload("item_look.gd")

var light_mask := 1
var material: Material
var modulate := Color.WHITE
var texture_filter := CanvasItem.TEXTURE_FILTER_PARENT_NODE
var texture_repeat := CanvasItem.TEXTURE_REPEAT_PARENT_NODE
var visibility_layer := 1
var z_as_relative := true
var z_index := 0


## Returns how [param item] looks; [code]null[/code] if it looks like a new one.
static func of(item: CanvasItem) -> ItemLook:
	if (
		item.modulate == Color.WHITE
		and item.light_mask == 1
		and item.visibility_layer == 1
		and item.material == null
		and item.z_index == 0
		and item.z_as_relative
		and item.texture_filter == CanvasItem.TEXTURE_FILTER_PARENT_NODE
		and item.texture_repeat == CanvasItem.TEXTURE_REPEAT_PARENT_NODE
	):
		return null
	var look := ItemLook.new()
	look.light_mask = item.light_mask
	look.material = item.material
	look.modulate = item.modulate
	look.texture_filter = item.texture_filter
	look.texture_repeat = item.texture_repeat
	look.visibility_layer = item.visibility_layer
	look.z_as_relative = item.z_as_relative
	look.z_index = item.z_index
	return look


## Takes on what lies in an item around this one.
func wrap(around: ItemLook) -> void:
	modulate *= around.modulate
	if z_as_relative:
		z_index += around.z_index
		z_as_relative = around.z_as_relative
	if material == null:
		material = around.material
	if texture_filter == CanvasItem.TEXTURE_FILTER_PARENT_NODE:
		texture_filter = around.texture_filter
	if texture_repeat == CanvasItem.TEXTURE_REPEAT_PARENT_NODE:
		texture_repeat = around.texture_repeat


## Makes [param item] look so.
func dress(item: CanvasItem) -> void:
	item.modulate = modulate
	item.light_mask = light_mask
	item.visibility_layer = visibility_layer
	item.material = material
	item.z_index = z_index
	item.z_as_relative = z_as_relative
	item.texture_filter = texture_filter
	item.texture_repeat = texture_repeat


## Makes an item of the rendering server look so, its material apart.
func dress_rid(item: RID) -> void:
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
