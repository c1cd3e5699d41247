class_name CutoutMeshLoader
extends Node
## Loads files of meshes (STL, OBJ, PLY, OFF, GLB …) in the worker processes, and makes each an
## [ArrayMesh] in a thread: the main thread asks and hands over, a millisecond a file.
##
## Add one to the tree; it finds everything else. What it has not loaded when it leaves the tree is
## cancelled.
## [codeblock]
## var loader := CutoutMeshLoader.new()
## add_child(loader)
## var job := loader.load_mesh("user://parts/wheel.stl", "high")
## await job.wait()
## if job.error == null:
##     $Wheel.mesh = job.result
## [/codeblock]
## Files lie in [code]res://[/code], in [code]user://[/code] or in a folder of the setting
## [code]cutout/files/roots[/code]. In an exported game [code]res://[/code] is a package that no
## worker can read: see docs/guide_meshes.md. [CutoutMeshCache] keeps what is loaded.

## A file was loaded; the result of its job. Comes before the job's own signal.
signal mesh_loaded(path: String, mesh: ArrayMesh)
## A file could not be loaded; [param error] says why.
signal mesh_failed(path: String, error: CutoutError)
## More is done of what was asked for since nothing was under way; see [method get_progress]. At
## most once a frame.
signal progressed(share: float)

## How far a file is.
enum Status {
	## Nobody has asked for it, or its job has ended.
	NONE,
	## It waits for a worker.
	QUEUED,
	## A worker reads it, or its mesh is being made.
	LOADING,
	## Its mesh is there.
	COMPLETED,
	## It could not be loaded.
	FAILED,
	## It was given up.
	CANCELLED,
}

## The options of this node that go into every request, by the names that workers know.
const OPTIONS: PackedStringArray = [
	"up",
	"scale",
	"normals",
	"smooth_angle",
	"weld",
	"repair",
	"lods",
	"collision",
	"fallback",
	"max_bytes",
]

const DiskStore := preload("disk_store.gd")
const FileSource := preload("../files/file_source.gd")
const JobOptions := preload("../jobs/job_options.gd")
const LoadCounts := preload("load_counts.gd")
const MeshBuild := preload("mesh_build.gd")
const MeshForm := preload("mesh_form.gd")
const Processor := preload("../autoload/processor.gd")

const _READY := &"mesh_ready"

## Which way is up in the files. With [code]z[/code], as most CAD programs and 3D printers have it,
## meshes are turned; their triangles keep looking out.
@export_enum("y", "z") var up := "y"
## How many metres a unit of the files is.
@export var scale := 1.0
## Where normals come from: the file (flat where it has none), one a face, or smooth where faces
## meet at less than [member smooth_angle].
@export_enum("file", "flat", "smooth") var normals := "smooth"
## The greatest angle, in degrees, over which [member normals] are smooth.
@export_range(0.0, 180.0) var smooth_angle := 30.0
## Join vertices that are the same.
@export var weld := true
## Remove what is broken: triangles without an area, twice the same, not finite.
@export var repair := true
## How many levels of detail to make besides the finest.
@export_range(0, 8) var lods := 0
## What [method collision_of] is made of.
@export_enum("none", "hull", "trimesh") var collision := "none"
## A cube of a metre in place of a file that is missing, broken or too large, instead of an error.
@export var fallback := false
## The largest file that is read, packed or unpacked.
@export_range(1, 1073741824) var max_bytes := 256 * 1024 * 1024
## The materials of surfaces, by the names that files give them.
@export var materials: Dictionary[String, Material] = {}
## How long a worker may take for a file, in seconds.
@export_range(0.1, 600.0, 0.1, "or_greater") var deadline_sec := 30.0

## The kind of job that reads files: one of your own may know other formats, and has to return what
## docs/architecture.md says under "Kind mesh_load".
@export var kind: StringName = &"mesh_load"

## How many bytes of processed meshes may be kept on disk; 0 for none. For the cache.
var disk_limit := 0
## Whether the hash of each file is wanted. For the cache.
var takes_hashes := false

## The batches at work: whoever awaits one need not hold it.
var _batches: Array[CutoutMeshBatch] = []
## The builds at work, by the id of their job.
var _builds: Dictionary[int, MeshBuild] = {}
var _counts := LoadCounts.new()
## Whom an unfinished job is for, by its id: how often it was asked for.
var _claims: Dictionary[int, int] = {}
## The unfinished job of each file.
var _jobs: Dictionary[String, CutoutJob] = {}
## How often the game has said that a file is not what it was.
var _revisions: Dictionary[String, int] = {}
## What a file looked like when its job was made.
var _stamps: Dictionary[String, String] = {}
var _told_progress := 1.0


func _init() -> void:
	set_process(false)


func _process(_delta: float) -> void:
	# Looking at every job costs 100 µs a frame.
	var share := get_progress() if progressed.has_connections() else _told_progress
	if share != _told_progress:
		_told_progress = share
		progressed.emit(share)
	if _jobs.is_empty():
		_counts.rest()
		set_process(false)


func _exit_tree() -> void:
	# Their jobs end with their owner. Threads go on, and what they make goes with them.
	_builds.clear()
	for batch in _batches:
		batch.release()
	_batches.clear()


## Queues a file and returns its job, whose [member CutoutJob.result] becomes an [ArrayMesh]:
## [code]await job.wait()[/code]. Returns [code]null[/code] and logs if an argument is wrong or this
## node is not in the tree.
##
## [param priority] is a number from -100 to 100 or [code]"critical" "high" "normal" "low"[/code].
## A file that is under way already has one job for all who ask, with the highest of their
## priorities; it is cancelled once all of them have called [method cancel].
func load_mesh(path: String, priority: Variant = CutoutJob.Priority.NORMAL) -> CutoutJob:
	var processor := Processor.of(self)
	if processor == null:
		return null
	var key := FileSource.absolute(path)
	var stamp := stamp_of(key)
	var known: CutoutJob = _jobs.get(key)
	if known != null and _stamps[key] == stamp:
		return _share(known, processor, priority)
	var options := {
		"priority": priority, "owner": self, "cache": true, "deadline_sec": deadline_sec
	}
	var payload := request_of(key, stamp)
	var job := processor.submit(kind, payload, options)
	if job == null:
		return null
	var place := DiskStore.place_of(kind, payload) if disk_limit > 0 else ""
	job.apply = _apply.bind(key, place)
	job.finished.connect(_on_finished.bind(path, key), CONNECT_ONE_SHOT)
	_jobs[key] = job
	_stamps[key] = stamp
	_claims[job.id] = 1
	_counts.add(job)
	set_process(true)
	var refusal := FileSource.refusal_of(path, key)
	if refusal != null:
		processor.fail_job(job.id, refusal)
	return job


## Queues files and returns them as a batch: [code]await batch.wait()[/code] gives their meshes, in
## order. A batch may be of any length. Returns [code]null[/code] and logs if this node is not in
## the tree.
func load_batch(
	paths: PackedStringArray, priority: Variant = CutoutJob.Priority.NORMAL
) -> CutoutMeshBatch:
	if Processor.of(self) == null:
		return null
	var batch := CutoutMeshBatch.new(self, paths, priority)
	_batches.append(batch)
	batch.feed()
	return batch


## Takes back one call of [method load_mesh]; the job is cancelled if that was the last. Returns
## [code]false[/code] if the file is not under way. [method CutoutJob.cancel] cancels for all.
func cancel(path: String) -> bool:
	var job := find_job(path)
	if job == null:
		return false
	_claims[job.id] -= 1
	if _claims[job.id] == 0:
		job.cancel()
	return true


## Gives a file that waits another priority. Returns [code]false[/code] if it does not wait.
func set_priority(path: String, priority: Variant) -> bool:
	var job := find_job(path)
	var processor := Processor.find(self)
	return job != null and processor != null and processor.set_job_priority(job.id, priority)


## Says that a file is not what it was, although its size and its time of change may be the same:
## what workers or the disk remember of it counts no more.
func invalidate(path: String) -> void:
	var key := FileSource.absolute(path)
	var place := DiskStore.place_of(kind, request_of(key, stamp_of(key)))
	if FileAccess.file_exists(place):
		DirAccess.remove_absolute(place)
	_revisions[key] = _revisions.get(key, 0) + 1


## Returns the unfinished job of a file, or [code]null[/code].
func find_job(path: String) -> CutoutJob:
	return _jobs.get(FileSource.absolute(path))


## Returns how far a file is, while it is under way.
func get_status(path: String) -> Status:
	var job := find_job(path)
	return Status.NONE if job == null else status_of(job)


## Returns how far a job of [method load_mesh] is, or how it has ended.
static func status_of(job: CutoutJob) -> Status:
	match job.state:
		CutoutJob.State.QUEUED:
			return Status.QUEUED
		CutoutJob.State.COMPLETED:
			return Status.COMPLETED
		CutoutJob.State.FAILED:
			return Status.FAILED
		CutoutJob.State.CANCELLED, CutoutJob.State.SUPERSEDED:
			return Status.CANCELLED
	return Status.LOADING


## Returns how much is done of all that was asked for since nothing was under way, from 0 to 1.
## What has failed or was given up counts as done. For one file see [member CutoutJob.progress].
func get_progress() -> float:
	return _counts.progress(_jobs.values())


## Returns how things stand: files [code]queued loading[/code] now, and [code]requested shared
## completed failed cancelled[/code] ever, where [code]shared[/code] were under way already; bytes
## of meshes made, [code]bytes[/code]; the time of workers, [code]run_usec_mean[/code], and from
## request to mesh, [code]latency_usec_mean[/code].
func stats() -> Dictionary:
	return _counts.stats(_jobs.values())


## Returns what the worker found in the file of a mesh: [code]format triangles vertices degenerate
## duplicate not_finite flipped is_watertight volume bounds notes[/code]; empty for other meshes.
static func report_of(mesh: Mesh) -> Dictionary:
	return mesh.get_meta(MeshForm.REPORT, {})


## Returns the shape of a mesh that was loaded with [member collision], or [code]null[/code]. It is
## made by the first call: a hull in microseconds, triangles in as long as the physics engine takes.
static func collision_of(mesh: Mesh) -> Shape3D:
	return MeshForm.shape_of(mesh)


## Lets go of a batch that has ended. For the batch.
func forget_batch(batch: CutoutMeshBatch) -> void:
	_batches.erase(batch)


## Returns what tells a file from what it was before: its size and time of change, and how often it
## was invalidated; empty if there is none. For the cache.
func stamp_of(full_path: String) -> String:
	var stamp := FileSource.stamp_of(full_path)
	if full_path in _revisions and not stamp.is_empty():
		stamp += " %d" % _revisions[full_path]
	return stamp


## Returns the request for a file. For the cache.
func request_of(full_path: String, stamp: String) -> Dictionary:
	var options := {}
	for title in OPTIONS:
		options[title] = get(title)
	return {"path": full_path, "roots": FileSource.roots(), "stamp": stamp, "options": options}


## Returns a build for an answer that is kept at a place on disk. For the cache.
func new_build(key: String, place: String) -> MeshBuild:
	var build := MeshBuild.new()
	build.collision = collision
	build.materials = materials.duplicate()
	build.key = key
	build.stored_at = place
	build.disk_limit = disk_limit
	build.hashed_file = key if takes_hashes else ""
	return build


func _share(job: CutoutJob, processor: CutoutBatchProcessor, priority: Variant) -> CutoutJob:
	var wanted: Variant = JobOptions.priority_from(priority)
	if wanted == null:
		push_error("Cutout: priority is %s; pass a number or the name of a band." % priority)
		return null
	var number: int = wanted
	if number > job.priority:
		processor.set_job_priority(job.id, number)
	_claims[job.id] += 1
	_counts.shared += 1
	return job


## The job's answer is there: a thread makes the mesh.
func _apply(job: CutoutJob, key: String, place: String) -> Signal:
	var build := new_build(key, place)
	build.job = job
	build.bytes = job.body
	# The result is the mesh, not what the worker said.
	job.body = PackedByteArray()
	_builds[job.id] = build
	build.ended.connect(_on_built)
	build.start()
	return build.applied


func _on_built(build: MeshBuild) -> void:
	build.processor = Processor.find(self)
	if build.processor != null:
		# Whoever awaits the mesh does so inside the frame budget. The step holds the build.
		build.processor.push_step(_hand_over.bind(build), _READY)


func _on_finished(job: CutoutJob, path: String, key: String) -> void:
	if _jobs.get(key) == job:
		_jobs.erase(key)
		_stamps.erase(key)
	_claims.erase(job.id)
	_builds.erase(job.id)
	_counts.take(job)
	if job.error == null:
		var mesh: ArrayMesh = job.result
		_counts.bytes += mesh.get_meta(MeshForm.BYTES)
		mesh_loaded.emit(path, mesh)
	elif job.state == CutoutJob.State.FAILED:
		mesh_failed.emit(path, job.error)


static func _hand_over(build: MeshBuild) -> void:
	build.hand_over()
