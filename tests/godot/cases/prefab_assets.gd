extends "../prefab_case.gd"
## Pictures, meshes and scenes that prefabs name are loaded in threads, once, and go with the last
## who uses them.

const _TRIANGLE := """solid t
facet normal 0 0 1
outer loop
vertex 0 0 0
vertex %s 0 0
vertex 0 1 0
endloop
endfacet
endsolid t
"""

var _loader: CutoutPrefabLoader


func run() -> void:
	await prepare()
	_loader = new_loader()
	await _pictures()
	await _meshes()
	await _many()
	await _cancelled()
	await _own_cache()
	_loader.queue_free()
	clean()


func _pictures() -> void:
	var properties := {"texture": {"load": "res://icon.svg"}}
	var sprite := {"name": "S", "type": "Sprite3D", "properties": properties}
	var prefab := await load_well(_loader, write_prefab("one.json", {"children": [sprite]}))
	var other := await load_well(
		_loader,
		write_prefab("two.json", {"children": [sprite, sprite.merged({"name": "T"}, true)]})
	)
	var root := _loader.instantiate(prefab)
	var second := _loader.instantiate(other)
	var texture: Texture2D = root.get_node(^"S").get("texture")
	equal(texture.resource_path, "res://icon.svg", "the picture")
	check(is_same(second.get_node(^"T").get("texture"), texture), "one for all")
	check(prefab.bytes > texture.get_width() * texture.get_height() * 4, "it counts for its bytes")
	root.free()
	second.free()
	var weak: WeakRef = weakref(texture)
	texture = null
	prefab = null
	other = null
	_loader.clear()
	await wait_for(func() -> bool: return weak.get_ref() == null, "the picture is let go of")


func _meshes() -> void:
	write("wheel.stl", _TRIANGLE % 2)
	var children := []
	for number in 3:
		children.append(
			{
				"name": "W%d" % number,
				"type": "MeshInstance3D",
				"properties": {"mesh": {"mesh": "wheel.stl"}}
			}
		)
	var components := [
		{
			"id": "shape",
			"type": "MultiMesh",
			"shared": true,
			"properties": {"mesh": {"mesh": "wheel.stl"}}
		}
	]
	var properties := {"metadata/all": {"resource": "shape"}}
	var path := write_prefab(
		"wheels.json", {"children": children, "components": components, "properties": properties}
	)
	var root := await make_well(_loader, path)
	var mesh: ArrayMesh = root.get_node(^"W0").get("mesh")
	equal(mesh.get_aabb().size.x, 2.0, "size of the mesh")
	check(is_same(root.get_node(^"W2").get("mesh"), mesh), "one for all")
	var shared: MultiMesh = root.get_meta("all")
	check(is_same(shared.mesh, mesh), "in a component too")
	equal(_loader.mesh_cache.stats()["meshes"], 1, "meshes that were loaded")
	root.free()
	# Two that wait for one.
	write("other.stl", _TRIANGLE % 3)
	children = [children[0]]
	children[0]["properties"] = {"mesh": {"mesh": "other.stl"}}
	var told: Array[CutoutPrefab] = []
	for title: String in ["first.json", "second.json"]:
		var wait: Signal = _loader.load_async(write_prefab(title, {"children": children}))
		wait.connect(func(prefab: CutoutPrefab) -> void: told.append(prefab), CONNECT_ONE_SHOT)
	await wait_for(func() -> bool: return told.size() == 2, "both are there")
	check(told[0] != null and told[1] != null, "both are sound")
	# Broken ones.
	write("bent.stl", "solid\nfacet normal 0 0 1\nouter loop\nvertex 0 0 x\n")
	children[0]["properties"] = {"mesh": {"mesh": "bent.stl"}}
	path = write_prefab("bent.json", {"children": children})
	await fails_as(_loader, path, CutoutError.Code.BAD_FILE, [path, "bent.stl"])


## More than are asked for in a frame, or at a time.
func _many() -> void:
	var children := []
	var wanted: Array[String] = []
	for number in 40:
		var image := Image.create(4, 4, false, Image.FORMAT_RGB8)
		image.fill(Color8(number, 0, 0))
		var title := "picture_%d.tres" % number
		ResourceSaver.save(ImageTexture.create_from_image(image), folder.path_join(title))
		wanted.append(folder.path_join(title))
		children.append(
			{"name": "S%d" % number, "type": "Sprite3D", "properties": {"texture": {"load": title}}}
		)
	_loader.allow_scripts = [folder + "/*.tres"]
	var path := write_prefab("many.json", {"children": children})
	var shares: Array[float] = []
	var wait: Signal = _loader.load_async(path)
	var told: Array[CutoutPrefab] = []
	wait.connect(func(prefab: CutoutPrefab) -> void: told.append(prefab), CONNECT_ONE_SHOT)
	while told.is_empty():
		shares.append(_loader.loading_progress(path))
		await get_tree().process_frame
	var ascending := shares.duplicate()
	ascending.sort()
	equal(shares, ascending, "progress")
	check(shares.any(func(share: float) -> bool: return share > 0.5 and share < 0.9), "by assets")
	var root := _loader.instantiate(told[0])
	for number in 40:
		var texture: Texture2D = root.get_node("S%d" % number).get("texture")
		equal(texture.resource_path, wanted[number], "picture %d" % number)
	root.free()
	told.clear()


## What is given up while its assets come.
func _cancelled() -> void:
	_loader.clear()
	var path := folder.path_join("many.json")
	var told: Array[Variant] = []
	var wait: Signal = _loader.load_async(path)
	wait.connect(func(prefab: CutoutPrefab) -> void: told.append(prefab), CONNECT_ONE_SHOT)
	await wait_for(func() -> bool: return _loader.loading_progress(path) > 0.55, "assets come")
	_loader.cancel(path)
	await wait_for(func() -> bool: return told.size() == 1, "whoever awaits it is told")
	equal(told, [null], "what they are told")
	var prefab := await load_well(_loader, path)
	check(prefab != null, "it loads after that")


## Meshes by a cache of the game's own.
func _own_cache() -> void:
	var cache := CutoutMeshCache.new()
	cache.loader.scale = 10.0
	add_child(cache)
	var loader := new_loader()
	loader.mesh_cache = cache
	var root := await make_well(loader, folder.path_join("wheels.json"))
	var mesh: ArrayMesh = root.get_node(^"W0").get("mesh")
	equal(mesh.get_aabb().size.x, 20.0, "by its options")
	check(is_same(cache.get_loaded(folder + "/wheel.stl"), mesh), "and there")
	root.free()
	loader.queue_free()
	cache.queue_free()
