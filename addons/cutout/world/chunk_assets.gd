extends RefCounted
## The materials and the meshes of what is repeated: a handful for all chunks of all streamers.
##
## What a game gives by name comes first, then what Cutout brings along. An unknown name is seen as
## a grey material, or as a box.

const DefaultMaterials := preload("default_materials.gd")
const DefaultMeshes := preload("default_meshes.gd")

# Weak: nothing of it is left when the last streamer goes.
static var _shared: WeakRef

## Materials of the game, by the name that surfaces have.
var own_materials: Dictionary[String, Material] = {}
## Meshes of the game, by the type that repeated things have.
var own_meshes: Dictionary[String, Mesh] = {}

var _defaults := _get_shared()


## What all streamers share.
class Defaults:
	extends RefCounted
	var materials: Dictionary[String, Material] = {}
	var meshes: Dictionary[String, Mesh] = {}


## Returns the material of a surface.
func material_of(title: String) -> Material:
	var own: Material = own_materials.get(title)
	if own != null:
		return own
	if not title in _defaults.materials:
		_defaults.materials[title] = DefaultMaterials.make(title)
	return _defaults.materials[title]


## Returns the mesh of what is repeated.
func mesh_of(type: String) -> Mesh:
	var own: Mesh = own_meshes.get(type)
	if own != null:
		return own
	if not type in _defaults.meshes:
		_defaults.meshes[type] = DefaultMeshes.make(type)
	return _defaults.meshes[type]


## Returns what stands in for a chunk that could not be made: a flat square with a side of 1.
func placeholder() -> Mesh:
	return mesh_of(DefaultMeshes.PLACEHOLDER)


static func _get_shared() -> Defaults:
	var shared: Defaults = null
	if _shared != null:
		shared = _shared.get_ref()
	if shared == null:
		shared = Defaults.new()
		_shared = weakref(shared)
	return shared
