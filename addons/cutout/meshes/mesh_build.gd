extends RefCounted
## Makes a mesh of a worker's answer, or of one that was kept on disk, in a thread of the engine.
##
## Decoding and handing over a megabyte of vertices takes 2 ms, so the main thread does neither: it
## starts the thread and, frames later, takes the mesh. A build lives until its thread has ended,
## whoever has lost interest in it.

## The thread is done; on the main thread, at the end of a frame.
signal built(build: RefCounted)
## For the job: its result is there.
signal applied(mesh: ArrayMesh)

const DiskStore := preload("disk_store.gd")
const MeshForm := preload("mesh_form.gd")

# On the main thread only.
static var _running: Dictionary[RefCounted, bool] = {}

## The encoded answer; empty if it is to be read from [member stored_at].
var bytes: PackedByteArray
## What the collision shape is made of.
var collision := "none"
## Where the answer is kept on disk; empty for nowhere.
var stored_at := ""
## How many bytes may be kept there altogether.
var disk_limit := 0
## Materials by name.
var materials := {}
## The file whose hash is wanted as well; empty for none.
var hashed_file := ""
## The job whose answer it is; [code]null[/code] for what comes from disk.
var job: CutoutJob
## Takes the failure of the job.
var processor: CutoutBatchProcessor
## What the file is called in the table of whoever started the build.
var key := ""

## What was made; [code]null[/code] if that failed. Until [signal built], for the thread.
var mesh: ArrayMesh
## What is wrong with the answer; empty if nothing is.
var fault := ""

var _task := -1


## Starts the thread.
func start() -> void:
	_running[self] = true
	mesh = ArrayMesh.new()
	# Numbers of resources are given here: the renderer of a game without a window hands out none in
	# threads.
	mesh.get_rid()
	_task = WorkerThreadPool.add_task(_run, false, "Cutout: mesh")


## Waits for the threads of all builds, before the game ends.
static func wait_for_all() -> void:
	for build: RefCounted in _running.keys():
		build.call(&"wait")
	_running.clear()


## Ends the job with the mesh, or with what is wrong: a step of the frame budget. Nothing but the
## build is at work meanwhile, so whoever awaits the job may free whoever started it.
func hand_over() -> void:
	if job.is_finished():
		return
	if fault.is_empty():
		job.result = mesh
		applied.emit(mesh)
		return
	var sentence := (
		"The result of the kind '%s' for %s is broken: %s; it has to be what docs/architecture.md"
		+ " says under 'Kind mesh_load'."
	)
	var error := CutoutError.new(CutoutError.Code.INTERNAL, sentence % [job.kind, key, fault])
	processor.fail_job(job.id, error)


## Waits for the thread.
func wait() -> void:
	if _task >= 0:
		WorkerThreadPool.wait_for_task_completion(_task)
		_task = -1


func _run() -> void:
	# Taken after the worker has read the file: a change in between shows by size or time only.
	var file_hash := "" if hashed_file.is_empty() else FileAccess.get_md5(hashed_file)
	var is_new := not bytes.is_empty()
	if not is_new:
		bytes = DiskStore.read(stored_at)
	var result: Variant = null if bytes.is_empty() else bytes_to_var(bytes)
	fault = MeshForm.fault_of(result)
	if fault.is_empty():
		var form: Dictionary = result
		MeshForm.fill(mesh, form, materials, collision)
		mesh.set_meta(MeshForm.FILE_HASH, file_hash)
		if is_new and not stored_at.is_empty():
			DiskStore.write(stored_at, bytes, disk_limit)
	bytes = PackedByteArray()
	_finish.call_deferred()


func _finish() -> void:
	wait()
	_running.erase(self)
	if not fault.is_empty():
		mesh = null
	built.emit(self)
