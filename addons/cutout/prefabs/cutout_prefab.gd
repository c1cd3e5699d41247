class_name CutoutPrefab
extends RefCounted
## A prefab or a scene that is loaded, with all it needs: what [CutoutPrefabLoader] makes nodes of.
##
## Get one from [method CutoutPrefabLoader.load_async]. It stays as it is, whatever becomes of its
## files, and holds its textures, meshes and shared resources for as long as somebody holds it.

const NodePacks := preload("spawning/node_packs.gd")
const PrefabPlan := preload("forms/prefab_plan.gd")
const SharedResources := preload("loading/shared_resources.gd")

## The file: of a scheme where one holds it, else absolute.
var path := ""
## Whether it is a scene of Godot's own.
var is_scene := false
## How many nodes an instance has. Those that a scene in it brings count as one.
var node_count := 0
## What it counts for in the cache: an estimate, with textures and meshes.
var bytes := 0
## The files that it was made from, with the hash of each; empty for a scene.
var sources: Dictionary[String, String] = {}
## What the worker has made of these, as docs/architecture.md lays it down; empty for a scene.
var form: Dictionary = {}
## The scene; [code]null[/code] for a prefab.
var scene: PackedScene
## The class of its root, or of what its root extends.
var root_class: StringName

## What has taken its place since its files have changed; [code]null[/code] while nothing has. For
## the loader.
var newer: CutoutPrefab
## How its nodes are made. For the loader.
var plan: PrefabPlan
## Those of its nodes that are made together. For the loader.
var packs := NodePacks.new()
## What their values refer to, by number. For the loader.
var slots: Array = []
## Where its shared resources come from; [code]null[/code] once it has them. For the loader.
var shared: SharedResources

# How many of the resources were looked at.
var _seen := 0


## Returns what its files make now, as far as a hot reload knows: itself if nothing has changed.
func newest() -> CutoutPrefab:
	var found := self
	while found.newer != null:
		found = found.newer
	return found


## Makes the next of the shared resources, or finds it; what is never spawned needs none. Returns
## [code]true[/code] if there are more. For the loader.
func make_shared() -> bool:
	while shared != null:
		if _seen == plan.resource_count():
			shared = null
		elif plan.keys[_seen].is_empty():
			_seen += 1
		else:
			# What could fail was made when the prefab was loaded.
			shared.put(plan, _seen, slots)
			_seen += 1
			return true
	return false


## Makes an instance in one call of the engine; returns [code]null[/code] if that takes more. For
## the loader.
func make_at_once() -> Node:
	return packs.make_whole(plan, slots) if shared == null else null


func _to_string() -> String:
	return "<CutoutPrefab %s, %d nodes>" % [path, node_count]
