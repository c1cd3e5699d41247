extends "../mesh_case.gd"
## A loader makes meshes of what workers say, shares equal loads, tells how far it is, and says what
## is wrong.

const MeshForm := preload("res://addons/cutout/meshes/mesh_form.gd")

const _FAULTS: PackedStringArray = [
	"text",
	"nothing",
	"mesh of text",
	"no indices",
	"offsets beyond",
	"lods of text",
	"lods beyond",
	"ragged lods",
	"no collision",
	"no report",
]

var _told: Array[String] = []


func run() -> void:
	await prepare()
	await _a_mesh()
	await _shared()
	await _progress()
	await _batch()
	await _failures()
	await _broken_answers()
	await _packed()
	_misuse()
	clean()


func _a_mesh() -> void:
	var loader := new_loader()
	loader.collision = "hull"
	var blue := StandardMaterial3D.new()
	loader.materials = {"square 1": blue}
	loader.mesh_loaded.connect(func(path: String, _mesh: ArrayMesh) -> void: _told.append(path))
	var path := write("three.mesh", {"squares": 3})
	var job := loader.load_mesh(path)
	equal(job.result, null, "result before the end")
	equal(loader.get_status(path), CutoutMeshLoader.Status.QUEUED, "status at first")
	var waited: CutoutJob = await job.wait()
	equal(waited, job, "what a wait gives")
	equal(job.error, null, "error")
	equal(CutoutMeshLoader.status_of(job), CutoutMeshLoader.Status.COMPLETED, "status at last")
	equal(loader.get_status(path), CutoutMeshLoader.Status.NONE, "status of what is done")
	equal(_told, [path], "signals")
	var mesh: ArrayMesh = job.result
	equal(mesh.get_surface_count(), 3, "surfaces")
	equal(mesh.surface_get_array_len(1), 4, "vertices")
	equal(mesh.surface_get_array_index_len(1), 6, "indices")
	equal(mesh.surface_get_material(1), blue, "material by name")
	equal(mesh.surface_get_material(0), null, "no material by name")
	var levels: Array = RenderingServer.mesh_get_surface(mesh.get_rid(), 1)["lods"]
	equal(levels.size(), 1, "levels of detail")
	equal(CutoutMeshLoader.report_of(mesh)["triangles"], 6, "report")
	var hull := CutoutMeshLoader.collision_of(mesh) as ConvexPolygonShape3D
	equal(hull.points.size(), 4, "points of the hull")
	equal(mesh.get_meta(MeshForm.BYTES), 3 * (4 * 32 + 9 * 4) + 48 + 1024, "bytes")
	var stats := loader.stats()
	equal(stats["completed"], 1, "completed")
	equal(stats["loading"] + stats["queued"], 0, "under way")
	loader.free()


func _shared() -> void:
	var loader := new_loader()
	var log_file := ProjectSettings.globalize_path(folder.path_join("shared.log"))
	var path := write("shared.mesh", {"log": log_file})
	var job := loader.load_mesh(path, "low")
	var other := loader.load_mesh(folder + "/../" + folder.get_file() + "/shared.mesh", "high")
	equal(other, job, "job of the same file under another name")
	equal(job.priority, CutoutJob.Priority.HIGH, "the higher priority counts")
	equal(loader.load_mesh(path, "normal").priority, CutoutJob.Priority.HIGH, "and stays")
	await job.wait()
	equal(FileAccess.get_file_as_string(log_file), "shared.mesh\n", "reads of a shared file")
	equal(loader.stats()["shared"], 2, "shared")
	# A file that has changed is another one, though it is under way.
	var first := loader.load_mesh(path)
	write("shared.mesh", {"squares": 2})
	var second := loader.load_mesh(path)
	check(second != first, "a changed file has a job of its own")
	await ends_as(first, CutoutJob.State.COMPLETED)
	await ends_as(second, CutoutJob.State.COMPLETED)
	var mesh: ArrayMesh = second.result
	equal(mesh.get_surface_count(), 2, "surfaces of the changed file")
	equal(loader.find_job(path), null, "job of what is done")
	loader.free()


func _progress() -> void:
	var loader := new_loader()
	var shares: Array[float] = []
	loader.progressed.connect(func(share: float) -> void: shares.append(share))
	equal(loader.get_progress(), 1.0, "progress of nothing")
	var job := loader.load_mesh(write("steps.mesh", {"steps": [0.25, 0.5]}))
	var own: Array[float] = []
	CutoutBatch.job_progress.connect(
		func(id: int, share: float) -> void:
			if id == job.id:
				own.append(share)
				equal(loader.get_progress(), share, "progress of a single file")
	)
	await job.wait()
	check(0.25 in own, "progress of a file: %s" % [own])
	equal(job.progress, 1.0, "progress of what is done")
	var jobs: Array[CutoutJob] = []
	for path in write_many(4):
		jobs.append(loader.load_mesh(path))
	for each in jobs:
		await ends_as(each, CutoutJob.State.COMPLETED)
	await wait_for(func() -> bool: return shares.size() > 0 and shares[-1] == 1.0, "all is told")
	var ascending := shares.duplicate()
	ascending.sort()
	check(shares.size() > 1, "overall progress: %s" % [shares])
	loader.free()


func _batch() -> void:
	var loader := new_loader()
	var paths := write_many(100)
	paths[7] = folder.path_join("none.mesh")
	paths[9] = paths[8]
	var shares: Array[float] = []
	var batch := loader.load_batch(paths, "high")
	batch.progressed.connect(func(share: float) -> void: shares.append(share))
	var meshes: Array[ArrayMesh] = await batch.wait()
	equal(meshes.size(), 100, "meshes of a batch")
	equal(meshes.find(null), 7, "the one that failed")
	equal(batch.errors.keys(), [7], "errors")
	equal(batch.errors[7].code, CutoutError.Code.FILE_MISSING, "code")
	equal(meshes[8], meshes[9], "a file that is in it twice")
	for place in 100:
		if place != 7:
			var report := CutoutMeshLoader.report_of(meshes[place])
			equal(report["notes"], PackedStringArray([paths[place].get_file()]), "order of a batch")
	equal(shares.size(), 99, "tellings of progress, one for a file that is there twice")
	equal(shares[-1], 1.0, "progress at last")
	check(batch.is_finished() and batch.get_progress() == 1.0, "the batch is finished")
	equal(await loader.load_batch([]).wait(), [], "an empty batch")
	var given_up := loader.load_batch(paths)
	given_up.cancel()
	var none: Array[ArrayMesh] = await given_up.wait()
	equal(none.count(null), 100, "meshes of a batch that was given up")
	equal(loader.stats()["queued"] + loader.stats()["loading"], 0, "jobs of it")
	loader.free()


func _failures() -> void:
	var loader := new_loader()
	var told: Array[CutoutError] = []
	loader.mesh_failed.connect(func(_path: String, error: CutoutError) -> void: told.append(error))
	var job := loader.load_mesh(write("bad.mesh", {"fault": "reject"}))
	await job.wait()
	equal(job.state, CutoutJob.State.FAILED, "state of a broken file")
	equal(job.error.code, CutoutError.Code.BAD_FILE, "code of a broken file")
	check("line 3" in job.error.message, "message of a broken file")
	equal(job.result, null, "result of a broken file")
	equal(told, [job.error], "failures told")
	equal(CutoutMeshLoader.status_of(job), CutoutMeshLoader.Status.FAILED, "status")
	equal(loader.stats()["failed"], 1, "failed")
	loader.free()


func _broken_answers() -> void:
	var loader := new_loader()
	for fault in _FAULTS:
		var job := loader.load_mesh(write("answer.mesh", {"fault": fault}))
		await ends_as(job, CutoutJob.State.FAILED)
		if job.error != null:
			equal(job.error.code, CutoutError.Code.INTERNAL, "code of: " + fault)
			check("mesh_load" in job.error.message, "%s: %s" % [fault, job.error.message])
		equal(job.result, null, "result of: " + fault)
	var crowd := loader.load_mesh(write("crowd.mesh", {"squares": 257}))
	await ends_as(crowd, CutoutJob.State.FAILED)
	check("257 surfaces" in str(crowd.error), "too many surfaces: %s" % crowd.error)
	loader.free()


## A file in a package is there for the engine, not for a worker.
func _packed() -> void:
	var package := folder.path_join("files.pck")
	var source := write("in.mesh")
	var packer := PCKPacker.new()
	packer.pck_start(package)
	packer.add_file("res://shipped_in_the_package.mesh", source)
	packer.flush()
	check(ProjectSettings.load_resource_pack(package), "the package loads")
	var loader := new_loader()
	var job := loader.load_mesh("res://shipped_in_the_package.mesh")
	check(not job.is_finished(), "nothing ends inside the call")
	await job.wait()
	equal(job.error.code, CutoutError.Code.BAD_PATH, "code of a file in the package")
	check("user://" in job.error.message and ".pck" in job.error.message, job.error.message)
	loader.free()


func _misuse() -> void:
	var outside := CutoutMeshLoader.new()
	expect_error("finds no CutoutBatch")
	equal(outside.load_mesh("user://a.stl"), null, "a load outside the tree")
	equal(outside.load_batch([]), null, "a batch outside the tree")
	outside.free()
	var loader := new_loader()
	expect_error("priority is soon")
	equal(loader.load_mesh("user://a.stl", "soon"), null, "an unknown priority")
	equal(loader.stats()["queued"], 0, "jobs of it")
	equal(loader.cancel("user://a.stl"), false, "cancelling what is not under way")
	loader.free()
