extends "../files/file_load.gd"
## A file on its way into the cache: from a worker, or from what is kept on disk.

## It is there, or has failed, or was given up: [code]null[/code] then.
signal ended(mesh: ArrayMesh)

const JobOptions := preload("../jobs/job_options.gd")
const MeshBuild := preload("mesh_build.gd")

## A number, or the name of a band.
var priority: Variant
## Whether nobody but [method CutoutMeshCache.prefetch] wants it.
var is_prefetch := false
## What loads it; [code]null[/code] while [member build] does.
var job: CutoutJob
## What reads it from disk; [code]null[/code] while [member job] loads it.
var build: MeshBuild


## Tells whoever awaits it.
func end(mesh: ArrayMesh) -> void:
	ended.emit(mesh)


## Returns how much is done, from 0 to 1.
func progress() -> float:
	return 0.0 if job == null else job.progress


## Says that it is wanted once more. What was only prefetched takes the new priority, else the
## higher one counts.
func want_again(wanted: Variant, for_prefetch: bool, loader: CutoutMeshLoader) -> void:
	var number: Variant = JobOptions.priority_from(wanted)
	var known: Variant = JobOptions.priority_from(priority)
	if number == null:
		push_error("Cutout: priority is %s; pass a number or the name of a band." % wanted)
		return
	var follows := is_prefetch and for_prefetch
	is_prefetch = follows
	if (number > known) or (follows and number != known):
		priority = number
		if job != null:
			loader.set_priority(path, number)
