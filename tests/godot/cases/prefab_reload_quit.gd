extends "../prefab_reload_case.gd"
## Quits in mid-reload: in whatever phase, with instances that wait and somebody awaiting.


func run() -> void:
	await prepare()
	var number := str(arguments.get("number", "0")).to_int()
	var path := write_prefab("base.json", {})
	var derived := write("derived.json", {"version": 1, "extends": "base.json"})
	for place in 20:
		await spawned(path if place % 2 == 0 else derived)
	var children: Array[Dictionary] = []
	for place in 500:
		children.append({"type": "Node3D"})
	write_prefab("base.json", {"children": children})
	_await.call(path)
	match number:
		0:
			await wait_for(func() -> bool: return loader._hot._watch._round != null, "it looks")
		1:
			await wait_for(func() -> bool: return loader._hot.under_way() > 0, "it loads")
		2:
			await wait_for(func() -> bool: return loader.stats()["spawning"] > 0, "it makes nodes")
		3:
			await wait_for(func() -> bool: return replaced.size() > 0, "one is replaced")
		4:
			await wait_for(func() -> bool: return path in changed, "it has changed")
	facts["under_way"] = loader._hot.under_way()


func _await(path: String) -> void:
	var held := {"path": path}
	held["prefab"] = await loader.reload(path)
