class_name CutoutPrefab
extends RefCounted
## A prefab or a scene that is loaded, with all it needs: what [CutoutPrefabLoader] makes nodes of.
##
## Get one from [method CutoutPrefabLoader.load_async]. It stays as it is, whatever becomes of its
## files, and holds its textures, meshes and shared resources for as long as somebody holds it.

const PrefabPlan := preload("forms/prefab_plan.gd")

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
## What their values refer to, by number. For the loader.
var slots: Array = []


## Returns what its files make now, as far as a hot reload knows: itself if nothing has changed.
func newest() -> CutoutPrefab:
	var found := self
	while found.newer != null:
		found = found.newer
	return found


func _to_string() -> String:
	return "<CutoutPrefab %s, %d nodes>" % [path, node_count]
