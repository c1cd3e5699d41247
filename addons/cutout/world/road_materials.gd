extends RefCounted
## The materials that roads and chunks have unless a game brings its own.
##
## All meshes share them, and they are freed with the last mesh that uses them.

const _MARKING := preload("marking.gdshader")
## How many pixels the grain of a surface has, and how many metres it covers.
const _GRAIN := 128
const _GRAIN_METERS := 6.0

static var _shared: Dictionary = {}


## Returns the materials by name: [code]asphalt marking concrete rail[/code].
static func by_name() -> Dictionary:
	var materials := {}
	for title: String in ["asphalt", "marking", "concrete", "rail"]:
		var known: WeakRef = _shared.get(title)
		var material: Material = known.get_ref() if known != null else null
		if material == null:
			material = _made(title)
			_shared[title] = weakref(material)
		materials[title] = material
	return materials


static func _made(title: String) -> Material:
	if title == "marking":
		var marking := ShaderMaterial.new()
		marking.shader = _MARKING
		return marking
	var material := StandardMaterial3D.new()
	match title:
		"asphalt":
			material.albedo_color = Color(0.27, 0.27, 0.29)
			material.roughness = 0.95
			_add_grain(material, 0.32)
		"concrete":
			material.albedo_color = Color(0.69, 0.67, 0.63)
			material.roughness = 0.9
			_add_grain(material, 0.16)
		"rail":
			material.albedo_color = Color(0.58, 0.62, 0.66)
			material.metallic = 0.5
			material.roughness = 0.45
	return material


## Textures lie in metres, so the same grain is the same size everywhere.
static func _add_grain(material: StandardMaterial3D, strength: float) -> void:
	var pixels := PackedByteArray()
	pixels.resize(_GRAIN * _GRAIN)
	var state := 12345
	for place in pixels.size():
		# A linear congruential generator: the same grain everywhere.
		state = (state * 1103515245 + 12345) & 0x7fffffff
		pixels[place] = int(255.0 * (1.0 - strength * float(state >> 16) / 32767.0))
	var image := Image.create_from_data(_GRAIN, _GRAIN, false, Image.FORMAT_L8, pixels)
	image.generate_mipmaps()
	material.albedo_texture = ImageTexture.create_from_image(image)
	material.texture_filter = BaseMaterial3D.TEXTURE_FILTER_LINEAR_WITH_MIPMAPS_ANISOTROPIC
	material.uv1_scale = Vector3.ONE / _GRAIN_METERS
