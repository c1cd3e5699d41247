extends "prefab_stream_stage.gd"
## Without Python no prefab comes, and nobody waits for one; scenes of Godot's own come all the
## same. When Python is up again, prefabs come too.

const Settings := preload("res://addons/cutout/settings.gd")


func run() -> void:
	# The error may have been logged before the runner started to listen.
	_expected.append("Cutout: ")
	_seen.append("Cutout: ")
	new_town()
	var path := write_prefab("one")
	for i in 20:
		add(path, Vector3(i, 0, 0))
	var scene := add("res://tests/godot/prefabs/part.tscn", Vector3(0, 0, 5))
	new_viewer()
	await town.wait_until_loaded(100.0)
	equal(errors.size(), 20, "points that failed")
	for id in errors:
		equal(errors[id].code, CutoutError.Code.BACKEND_DOWN, "why")
	check(scene in there, "a scene is there")
	equal(figure("retries"), 0.0, "tries in vain")
	var known: bool = await town.load_world("user://streamed/world.json")
	check(not known, "no world is known")
	ProjectSettings.set_setting("cutout/python/executable", "")
	CutoutBatch._pipeline.backend.start(Settings.python_executable(), Settings.host_options())
	await wait_for(func() -> bool: return there.size() == 21, "they come again")
	await settle("all is there")
	check_nodes("with Python")
	await close_town()
