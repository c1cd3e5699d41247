extends "../case.gd"
## The meter tells of the last second, however often somebody looks.

const JobMeter := preload("res://addons/cutout/debug/job_meter.gd")
const _SECOND := 1_000_000


func run() -> void:
	await get_tree().process_frame
	var meter := JobMeter.new()
	equal(meter.jobs_per_sec(500, 7 * _SECOND), 0, "one look tells nothing")
	equal(meter.jobs_per_sec(800, 9 * _SECOND), 150, "300 jobs in the two seconds between looks")
	_look_in_every_frame()
	_look_into_a_pause()


func _look_in_every_frame() -> void:
	var meter := JobMeter.new()
	var frame := 20_000
	for i in 500:
		var completed := 2 * i if i < 250 else 500 + 6 * (i - 250)
		var rate := meter.jobs_per_sec(completed, i * frame)
		if i in [10, 100, 249]:
			equal(rate, 100, "2 jobs a frame, frame %d" % i)
		if i in [310, 499]:
			equal(rate, 300, "6 jobs a frame, frame %d" % i)


func _look_into_a_pause() -> void:
	var meter := JobMeter.new()
	meter.jobs_per_sec(0, 0)
	equal(meter.jobs_per_sec(90, _SECOND), 90, "the busy second")
	equal(meter.jobs_per_sec(90, _SECOND + 500_000), 60, "half of it is the past")
	equal(meter.jobs_per_sec(90, 3 * _SECOND), 0, "a quiet second")
