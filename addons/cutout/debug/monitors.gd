extends Node
## Shows how the jobs are doing among the engine's own figures: the [Performance] monitors
## [code]cutout/…[/code], in the editor under Debugger > Monitors.
##
## A child of the processor: the monitors are there for as long as it is in the tree. They are
## registered in one block, because engine 4.6 mixes up names of monitors that come later.

const JobMeter := preload("job_meter.gd")

const _PREFIX := "cutout/"

var _frame := -1
var _meter := JobMeter.new()
var _processor: CutoutBatchProcessor
var _readers: Dictionary[String, Callable] = {
	"queue_depth": _read.bind("queued"),
	"in_flight": _read.bind("in_flight"),
	"apply_usec": _read.bind("apply_usec"),
	"budget_usec": _read.bind("budget_usec"),
	"jobs_per_sec": _read_rate,
	"latency_p95_msec": func() -> float: return _read("latency_usec_p95") / 1e3,
	"worker_restarts": _read.bind("worker_restarts"),
	"cache_hits": _read.bind("cache_hits"),
	"dropped": _read.bind("dropped"),
}
var _stats := {}


func _enter_tree() -> void:
	_processor = get_parent()
	for monitor in _readers:
		Performance.add_custom_monitor(_PREFIX + monitor, _readers[monitor])


func _exit_tree() -> void:
	for monitor in _readers:
		Performance.remove_custom_monitor(_PREFIX + monitor)


func _read_rate() -> int:
	return _meter.jobs_per_sec(_read("completed"), Time.get_ticks_usec())


## Reads one figure. All monitors of a frame share one look at the processor.
func _read(figure: String) -> int:
	var frame := Engine.get_process_frames()
	if frame != _frame:
		_frame = frame
		_stats = _processor.get_stats()
	return _stats.get(figure, 0)
