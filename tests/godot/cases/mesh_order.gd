extends "../mesh_case.gd"
## Files are read in the order of their priorities, the highest first; what is given up is not read.
## There is one worker.

var _log := ""


func run() -> void:
	await prepare()
	_log = ProjectSettings.globalize_path(folder.path_join("order.log"))
	await _highest_first()
	await _raised()
	await _cancelled()
	await _claims()
	clean()


func _highest_first() -> void:
	var loader := new_loader()
	var jobs: Array[CutoutJob] = []
	# From the lowest to the highest, so that a queue which is turned round would be seen.
	for band: String in ["low", "normal", "high", "critical"]:
		for number in 2:
			jobs.append(loader.load_mesh(_file("%s_%d" % [band, number]), band))
	for job in jobs:
		await ends_as(job, CutoutJob.State.COMPLETED)
	var expected: PackedStringArray = [
		"critical_0",
		"critical_1",
		"high_0",
		"high_1",
		"normal_0",
		"normal_1",
		"low_0",
		"low_1",
	]
	equal(_order(), expected, "order of reading")
	loader.queue_free()


func _raised() -> void:
	var loader := new_loader()
	var jobs: Array[CutoutJob] = []
	for number in 4:
		jobs.append(loader.load_mesh(_file("raised_%d" % number)))
	# Once more by whom it is urgent for, and by a change of mind.
	loader.load_mesh(_file("raised_3"), "high")
	check(loader.set_priority(_file("raised_2"), "critical"), "a waiting file changes its priority")
	for job in jobs:
		await ends_as(job, CutoutJob.State.COMPLETED)
	equal(_order(), PackedStringArray(["raised_2", "raised_3", "raised_0", "raised_1"]), "order")
	equal(loader.set_priority(_file("raised_0"), "low"), false, "a file that is loaded")
	loader.queue_free()


func _cancelled() -> void:
	var loader := new_loader()
	# Before it is sent.
	var job := loader.load_mesh(_file("cancelled"))
	check(loader.cancel(_file("cancelled")), "it is under way")
	equal(job.state, CutoutJob.State.CANCELLED, "state of what was given up")
	equal(CutoutMeshLoader.status_of(job), CutoutMeshLoader.Status.CANCELLED, "status")
	equal(loader.find_job(_file("cancelled")), null, "job of what was given up")
	# While a worker is at it, which is then replaced.
	var busy := loader.load_mesh(_file("busy", {"work_msec": 600_000}))
	await wait_for(func() -> bool: return FileAccess.file_exists(_log), "the worker is at it")
	equal(loader.get_status(_file("busy")), CutoutMeshLoader.Status.LOADING, "status at work")
	busy.cancel()
	equal(busy.state, CutoutJob.State.CANCELLED, "state of what was given up at work")
	# Again.
	var again := loader.load_mesh(_file("cancelled"))
	check(again != job, "a job of its own")
	await ends_as(again, CutoutJob.State.COMPLETED)
	equal(_order(), PackedStringArray(["busy", "cancelled"]), "files that were read")
	equal(loader.stats()["cancelled"], 2, "cancelled")
	equal(loader.get_progress(), 1.0, "progress, with what was given up")
	loader.queue_free()


## A file is given up once all who asked for it have given it up.
func _claims() -> void:
	var loader := new_loader()
	var job := loader.load_mesh(_file("claimed"))
	loader.load_mesh(_file("claimed"))
	check(loader.cancel(_file("claimed")), "the first gives it up")
	check(not job.is_finished(), "somebody still wants it")
	await ends_as(job, CutoutJob.State.COMPLETED)
	job = loader.load_mesh(_file("unclaimed"))
	loader.load_mesh(_file("unclaimed"))
	loader.cancel(_file("unclaimed"))
	loader.cancel(_file("unclaimed"))
	equal(job.state, CutoutJob.State.CANCELLED, "state of what nobody wants")
	loader.queue_free()


func _file(title: String, wanted := {}) -> String:
	var path := folder.path_join(title)
	if FileAccess.file_exists(path):
		return path
	return write(title, wanted.merged({"log": _log}))


## Returns what was read since the last call.
func _order() -> PackedStringArray:
	var lines := FileAccess.get_file_as_string(_log).strip_edges().split("\n")
	DirAccess.remove_absolute(_log)
	return lines
