extends "../case.gd"
## The processor brings its monitors along: nobody has to add them, and they show its own figures.

const Monitors := preload("res://addons/cutout/debug/monitors.gd")
const _JOBS := 50


func run() -> void:
	var nodes := CutoutBatch.get_children(true).filter(_is_monitors)
	equal(nodes.size(), 1, "nodes with monitors below the processor")
	check(
		Performance.has_custom_monitor(&"cutout/queue_depth"), "the monitors are there at the start"
	)
	for i in _JOBS:
		CutoutBatch.submit_fracture(SQUARE, {"seed": i})
	await get_tree().process_frame
	var unfinished := _value("queue_depth") + _value("in_flight")
	equal(unfinished, float(stat("queued") + stat("in_flight")), "jobs that wait or are worked on")
	check(unfinished > 0.0, "the monitors see the jobs")
	await wait_for(func() -> bool: return _value("jobs_per_sec") > 0.0, "jobs a second show")
	await wait_for(func() -> bool: return stat("completed") == _JOBS, "all jobs are done")


func _value(monitor: String) -> float:
	return Performance.get_custom_monitor("cutout/" + monitor)


static func _is_monitors(node: Node) -> bool:
	return node is Monitors
