extends "../case.gd"
## A kind reports how far it is; a job that is done is at 1.

var _values := PackedFloat32Array()


func run() -> void:
	CutoutBatch.job_progress.connect(func(_id: int, value: float) -> void: _values.append(value))
	var job := CutoutBatch.submit(&"steps", {"steps": [0.25, 0.5, 0.75]})
	await ends_as(job, CutoutJob.State.COMPLETED)
	equal(job.progress, 1.0, "progress at the end")
	equal(_values.slice(0, 3), PackedFloat32Array([0.25, 0.5, 0.75]), "what was reported")
