@tool
extends RefCounted
## How something in space that breaks is drawn, so that its pieces can be drawn the same way: its
## thickness and its materials.

const Extrusion3D := preload("extrusion_3d.gd")
const Look := preload("look.gd")
const Look3D := preload("look_3d.gd")

const _ROUGHNESS := 0.9

static var _plain: Dictionary[Array, WeakRef] = {}

## How thick it is, and how large a pixel is, for the outline that this belongs to.
var extrusion := Extrusion3D.new()
## The materials of front, back and side.
var materials: Array[Material] = [null, null, null]
## See [GeometryInstance3D] and [VisualInstance3D] for these.
var cast_shadow := GeometryInstance3D.SHADOW_CASTING_SETTING_ON
var layers := 1
## Whether any of these differs from what a new instance has.
var has_extras := false


## Returns the same look for an outline whose points are measured from [param origin].
func moved_to(origin: Vector2) -> Look3D:
	var other := Look3D.new()
	other.extrusion = extrusion.moved_to(origin)
	other.materials = materials
	other.cast_shadow = cast_shadow
	other.layers = layers
	other.has_extras = has_extras
	return other


## Returns the mesh of a fragment, about its centroid.
func mesh_of(fracture: CutoutFracture, index: int) -> ArrayMesh:
	var mesh := ArrayMesh.new()
	var surfaces := fracture.surfaces(index)
	if surfaces.is_empty():
		# Whoever asked for the fracture wanted flat fragments.
		var ring := fracture.local_ring(index)
		var local := extrusion.moved_to(fracture.centroids[index])
		surfaces = local.surfaces([ring], [fracture.triangles(index)], [ring])
	for i in surfaces.size():
		mesh.add_surface_from_arrays(Mesh.PRIMITIVE_TRIANGLES, surfaces[i])
		mesh.surface_set_material(i, materials[i])
	return mesh


## Makes an instance look so, mesh and materials apart. A new one often needs nothing.
func dress(instance: GeometryInstance3D) -> void:
	instance.cast_shadow = cast_shadow
	instance.layers = layers


## Makes an instance of the rendering server look so, which has [param mesh].
func dress_rid(instance: RID, mesh: Mesh) -> void:
	RenderingServer.instance_set_layer_mask(instance, layers)
	RenderingServer.instance_geometry_set_cast_shadows_setting(
		instance, cast_shadow as RenderingServer.ShadowCastingSetting
	)
	for i in mesh.get_surface_count():
		# The mesh of a whole is shared by all of its shape, and has no materials.
		var material := materials[i]
		if material != null:
			RenderingServer.instance_set_surface_override_material(instance, i, material.get_rid())


## Sets what belongs to the instance.
func set_extras(p_cast_shadow: GeometryInstance3D.ShadowCastingSetting, p_layers: int) -> void:
	cast_shadow = p_cast_shadow
	layers = p_layers
	has_extras = cast_shadow != GeometryInstance3D.SHADOW_CASTING_SETTING_ON or layers != 1


## Lets the texture of front and back cover the bounding box of some rings.
func cover(rings: Array[PackedVector2Array]) -> void:
	if rings.is_empty() or rings[0].is_empty():
		return
	var box := Rect2(rings[0][0], Vector2.ZERO)
	for ring in rings:
		for point in ring:
			box = box.expand(point)
	extrusion.uv_rect = box


## Returns a material with a texture, which is fitted to [member Extrusion3D.uv_rect]: of an
## [AtlasTexture] only the region is shown, while space knows the whole atlas only.
func painted(color: Color, texture: Texture2D) -> StandardMaterial3D:
	var box := extrusion.uv_rect
	if texture == null or not box.has_area():
		return plain(color)
	var flat := Look.new()
	flat.set_texture(texture, Transform2D(0.0, box.size, 0.0, box.position).affine_inverse())
	extrusion.uv_rect = flat.to_uv.affine_inverse() * Rect2(0.0, 0.0, 1.0, 1.0)
	return plain(color, flat.texture)


## Returns a dull material. What asks for the same shares one.
static func plain(color: Color, texture: Texture2D = null) -> StandardMaterial3D:
	var key := [color, texture.get_instance_id() if texture != null else 0]
	var known: WeakRef = _plain.get(key)
	var material: StandardMaterial3D = known.get_ref() if known != null else null
	if material == null:
		material = StandardMaterial3D.new()
		material.albedo_color = color
		material.albedo_texture = texture
		material.roughness = _ROUGHNESS
		if color.a < 1.0:
			material.transparency = BaseMaterial3D.TRANSPARENCY_ALPHA
		_plain[key] = weakref(material)
	return material
