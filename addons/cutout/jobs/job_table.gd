extends RefCounted
## The jobs that have not ended: found by id, by key and by the node they are for.

## A node is leaving the tree; these are its jobs.
signal owner_left(jobs: Array[CutoutJob])

## All jobs, by id.
var _jobs: Dictionary[int, CutoutJob] = {}
## The newest job of each key.
var _newest: Dictionary[Variant, CutoutJob] = {}
## The jobs of each node, by its instance id and theirs: one connection a node, however many jobs.
var _owned: Dictionary[int, Dictionary] = {}


## Adds a job. Returns the job that it supersedes, or [code]null[/code] if there is none.
func add(job: CutoutJob) -> CutoutJob:
	_jobs[job.id] = job
	if job.owner_id != 0 and not job.is_orphaned():
		_bind_to_owner(job)
	if job.key == null:
		return null
	var older: CutoutJob = _newest.get(job.key)
	_newest[job.key] = job
	return older


## Forgets a job that has ended.
func remove(job: CutoutJob) -> void:
	_jobs.erase(job.id)
	if job.key != null and _newest.get(job.key) == job:
		_newest.erase(job.key)
	if job.owner_id != 0:
		_release_owner(job)


## Returns the job with this id, or [code]null[/code].
func find(id: int) -> CutoutJob:
	return _jobs.get(id)


## Returns how many jobs there are.
func size() -> int:
	return _jobs.size()


## Returns all jobs, in the order in which they were submitted.
func all() -> Array[CutoutJob]:
	return _jobs.values()


func _bind_to_owner(job: CutoutJob) -> void:
	if _owned.has(job.owner_id):
		_owned[job.owner_id][job.id] = job
		return
	_owned[job.owner_id] = {job.id: job}
	var node := instance_from_id(job.owner_id) as Node
	node.tree_exiting.connect(_on_owner_exiting.bind(job.owner_id), CONNECT_ONE_SHOT)


func _release_owner(job: CutoutJob) -> void:
	if not _owned.has(job.owner_id):
		return
	var jobs := _owned[job.owner_id]
	jobs.erase(job.id)
	if jobs.is_empty():
		_owned.erase(job.owner_id)
		if is_instance_id_valid(job.owner_id):
			var node := instance_from_id(job.owner_id) as Node
			node.tree_exiting.disconnect(_on_owner_exiting.bind(job.owner_id))


func _on_owner_exiting(owner_id: int) -> void:
	var jobs: Array[CutoutJob] = []
	jobs.assign(_owned[owner_id].values())
	_owned.erase(owner_id)
	owner_left.emit(jobs)
