extends "../jobs/threaded_build.gd"
## Makes a mesh of a worker's answer, or of one that was kept on disk, in a thread of the engine.
##
## Decoding and handing over a megabyte of vertices takes 2 ms, so the main thread does neither.

const DiskStore := preload("disk_store.gd")
const MeshForm := preload("mesh_form.gd")

## What the collision shape is made of.
var collision := "none"
## Where the answer is kept on disk; empty for nowhere. It is read from there if there are no
## [member bytes].
var stored_at := ""
## How many bytes may be kept there altogether.
var disk_limit := 0
## Materials by name.
var materials := {}
## The file whose hash is wanted as well; empty for none.
var hashed_file := ""

## What was made; [code]null[/code] if that failed. Until [signal ended], for the thread.
var mesh: ArrayMesh


## Starts the thread.
func start() -> void:
	mesh = ArrayMesh.new()
	# See thread_task.gd.
	mesh.get_rid()
	super()


func _outcome() -> Variant:
	return mesh


func _run() -> void:
	# Taken after the worker has read the file: a change in between shows by size or time only.
	var file_hash := "" if hashed_file.is_empty() else FileAccess.get_md5(hashed_file)
	var is_new := not bytes.is_empty()
	if not is_new:
		bytes = DiskStore.read(stored_at)
	var result: Variant = null if bytes.is_empty() else bytes_to_var(bytes)
	fault = MeshForm.fault_of(result)
	if not fault.is_empty():
		return
	var form: Dictionary = result
	MeshForm.fill(mesh, form, materials, collision)
	mesh.set_meta(MeshForm.FILE_HASH, file_hash)
	if is_new and not stored_at.is_empty():
		DiskStore.write(stored_at, bytes, disk_limit)
	# Letting go of a hundred megabytes takes milliseconds.
	bytes = PackedByteArray()


func _end() -> void:
	if not fault.is_empty():
		mesh = null
	super()
