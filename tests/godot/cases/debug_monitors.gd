extends "../case.gd"
## The monitors in the engine's debugger are there, change with the work, and vanish with their
## node.

const Monitors := preload("res://addons/cutout/debug/monitors.gd")
const _NAMES: PackedStringArray = [
	"queue_depth",
	"in_flight",
	"apply_usec",
	"budget_usec",
	"jobs_per_sec",
	"latency_p95_msec",
	"worker_restarts",
	"cache_hits",
	"dropped",
]
const _JOBS := 300
const _READS := 1000


func run() -> void:
	await wait_for_workers()
	for child in CutoutBatch.get_children(true):
		if child is Monitors:
			child.free()
	for monitor in _NAMES:
		check(not Performance.has_custom_monitor(_id(monitor)), monitor + " is gone")
	var monitors := Monitors.new()
	CutoutBatch.add_child(monitors)
	for monitor in _NAMES:
		check(Performance.has_custom_monitor(_id(monitor)), monitor + " is there")
	equal(_value("jobs_per_sec"), 0.0, "jobs a second before there were any")
	equal(_value("latency_p95_msec"), 0.0, "latency before there was a job")
	await _check_work()
	_measure_reads()
	monitors.free()
	for monitor in _NAMES:
		check(not Performance.has_custom_monitor(_id(monitor)), monitor + " has vanished")


func _check_work() -> void:
	for i in _JOBS:
		CutoutBatch.submit_fracture(SQUARE)
	await get_tree().process_frame
	check(_value("queue_depth") + _value("in_flight") > 0.0, "the monitors see the jobs")
	equal(_value("queue_depth"), float(stat("queued")), "queue depth")
	equal(_value("in_flight"), float(stat("in_flight")), "in flight")
	await wait_for(func() -> bool: return _value("jobs_per_sec") > 0.0, "jobs a second show")
	await wait_for(func() -> bool: return stat("completed") == _JOBS, "all jobs are done")
	await get_tree().process_frame
	equal(_value("queue_depth"), 0.0, "queue depth at the end")
	equal(_value("in_flight"), 0.0, "in flight at the end")
	check(_value("latency_p95_msec") > 0.0, "latency shows")
	equal(
		_value("latency_p95_msec"),
		stat("latency_usec_p95") / 1e3,
		"the latency is that of the statistics"
	)
	await wait_for(func() -> bool: return _value("jobs_per_sec") == 0.0, "jobs a second fall to 0")


func _measure_reads() -> void:
	for monitor in _NAMES:
		_value(monitor)
		var start := Time.get_ticks_usec()
		for i in _READS:
			_value(monitor)
		facts[monitor + "_nsec"] = Time.get_ticks_usec() - start


func _value(monitor: String) -> float:
	return Performance.get_custom_monitor(_id(monitor))


func _id(monitor: String) -> StringName:
	return "cutout/" + monitor
