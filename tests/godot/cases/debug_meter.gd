extends "../case.gd"
## The meter's latency is that of the last 1024 jobs, whatever came before.

const JobMeter := preload("res://addons/cutout/debug/job_meter.gd")
const _WINDOW := 1024


func run() -> void:
	await get_tree().process_frame
	var random := RandomNumberGenerator.new()
	random.seed = 4
	var meter := JobMeter.new()
	var latencies := PackedInt64Array()
	equal(meter.latency_usec(0.95), 0, "latency before there was a job")
	for i in 3 * _WINDOW:
		var latency := random.randi_range(1, 500)
		latencies.append(latency)
		meter.count(_job(latency))
		if i % 97 == 0:
			_compare(meter, latencies)
	_compare(meter, latencies)
	meter.count(_cancelled_job())
	_compare(meter, latencies)
	var job := _job(250)
	var start := Time.get_ticks_usec()
	for i in 1000:
		meter.count(job)
	facts["count_nsec"] = Time.get_ticks_usec() - start


func _compare(meter: JobMeter, latencies: PackedInt64Array) -> void:
	var last := latencies.slice(-_WINDOW)
	last.sort()
	for share: float in [0.0, 0.5, 0.95, 1.0]:
		var rank := mini(int(share * last.size()), last.size() - 1)
		equal(meter.latency_usec(share), last[rank], "%.2f of %d jobs" % [share, latencies.size()])


func _job(latency: int) -> CutoutJob:
	var job := CutoutJob.new()
	job.state = CutoutJob.State.COMPLETED
	job.finished_usec = Time.get_ticks_usec()
	job.queued_usec = job.finished_usec - latency
	return job


func _cancelled_job() -> CutoutJob:
	var job := _job(1_000_000)
	job.state = CutoutJob.State.CANCELLED
	return job
