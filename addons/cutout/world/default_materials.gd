extends RefCounted
## What the surfaces of chunks look like unless the game says otherwise.

const _FACADE := preload("facade.gdshader")
const _GROUND := preload("ground.gdshader")
const _WATER := preload("water.gdshader")


## Returns the material of a surface by its name; a grey one if the name is unknown.
static func make(title: String) -> Material:
	match title:
		"ground":
			return _of_shader(_GROUND)
		"facade":
			return _of_shader(_FACADE)
		"water":
			return _of_shader(_WATER)
		"asphalt":
			return _plain(Color(0.105, 0.108, 0.118), 0.93)
		"marking":
			return _plain(Color(0.82, 0.8, 0.72), 0.7)
		"concrete":
			return _plain(Color(0.47, 0.46, 0.44), 0.9)
		"rail":
			return _plain(Color(0.55, 0.57, 0.6), 0.4, 0.6)
	return _plain(Color(0.5, 0.5, 0.5), 0.9)


## Returns the material of what is repeated: the colour is that of the single thing.
static func make_tinted(roughness := 0.85) -> StandardMaterial3D:
	var material := _plain(Color(0.8, 0.78, 0.8), roughness)
	material.vertex_color_use_as_albedo = true
	material.vertex_color_is_srgb = true
	return material


static func _plain(color: Color, roughness: float, metallic := 0.0) -> StandardMaterial3D:
	var material := StandardMaterial3D.new()
	material.albedo_color = color
	material.roughness = roughness
	material.metallic = metallic
	material.metallic_specular = 0.3
	return material


static func _of_shader(shader: Shader) -> ShaderMaterial:
	var material := ShaderMaterial.new()
	material.shader = shader
	return material
