extends RefCounted
## How some objects fly that need no physics: a row of a texture each, which the shader reads, and
## the material that has the texture.
##
## Not instance uniforms: the Compatibility renderer has room for those of 256 items.

## How many rows there are. The number of a row fits into the bits that [code]row_tag.gd[/code] has
## for it.
const ROWS := 128
## How many texels a row has, each of four numbers: what the shader says.
const TEXELS := 6

const _SHADER := preload("fast_debris.gdshader")

## The rows, one after the other.
var values := PackedVector4Array()
## What draws the items of these rows.
var material := ShaderMaterial.new()
## The same, as the rendering server takes it.
var material_rid := material.get_rid()
## Which page it is.
var number: int

var _free: Array[int] = []
var _image: Image
var _is_stale := false
var _texture: ImageTexture


func _init(p_number: int) -> void:
	number = p_number
	values.resize(ROWS * TEXELS)
	for row in range(ROWS - 1, -1, -1):
		_free.append(row)
	_image = Image.create_empty(TEXELS, ROWS, false, Image.FORMAT_RGBAF)
	_texture = ImageTexture.create_from_image(_image)
	material.shader = _SHADER
	material.set_shader_parameter(&"flights", _texture)


## Returns a row that nobody has, to be filled now. There has to be one.
func take() -> int:
	if not _is_stale:
		_is_stale = true
		_upload.call_deferred()
	return _free.pop_back()


## Takes a row back.
func give(row: int) -> void:
	_free.append(row)


## Returns [code]true[/code] if every row is somebody's.
func is_full() -> bool:
	return _free.is_empty()


## Returns [code]true[/code] if nobody has a row.
func is_empty() -> bool:
	return _free.size() == ROWS


## Once a frame, before it is drawn: the whole texture is as cheap as a part.
func _upload() -> void:
	_is_stale = false
	_image.set_data(TEXELS, ROWS, false, Image.FORMAT_RGBAF, values.to_byte_array())
	_texture.update(_image)
