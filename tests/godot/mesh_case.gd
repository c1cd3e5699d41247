extends "file_case.gd"
## What the cases of meshes share: nodes that use the kind [code]test_mesh[/code].

const KIND := &"test_mesh"
## What the mesh of one square counts for.
const SQUARE_BYTES := 4 * 32 + (6 + 3) * 4 + 4 * 12 + 1024


## Returns a loader of test meshes.
func new_loader() -> CutoutMeshLoader:
	var loader := CutoutMeshLoader.new()
	loader.kind = KIND
	add_child(loader)
	return loader


## Returns a cache of test meshes that holds so many squares.
func new_cache(squares := 0) -> CutoutMeshCache:
	var cache := CutoutMeshCache.new()
	cache.loader.kind = KIND
	add_child(cache)
	if squares > 0:
		# Finer than a setting can say.
		cache._shelf.limit = squares * SQUARE_BYTES
	return cache
