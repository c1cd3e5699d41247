extends Node
## Tells the editor how the jobs of a running game are doing, twice a second, while its debugger
## listens: the dock [i]Cutout[/i] shows it.
##
## A child of the processor. In an exported game nobody listens, and it does nothing.

## The message: an [Array] with one [Dictionary], which holds the figures of
## [method CutoutBatchProcessor.get_stats], [code]state[/code] and [code]error[/code].
const MESSAGE := "cutout:stats"
const _PERIOD_USEC := 500_000

var _next_usec := 0


func _ready() -> void:
	set_process(EngineDebugger.is_active())


func _process(_delta: float) -> void:
	var now := Time.get_ticks_usec()
	if now < _next_usec:
		return
	_next_usec = now + _PERIOD_USEC
	EngineDebugger.send_message(MESSAGE, [figures_of(get_parent() as CutoutBatchProcessor)])


## Returns what there is to tell of a processor.
static func figures_of(processor: CutoutBatchProcessor) -> Dictionary:
	var figures := processor.get_stats()
	figures["state"] = processor.get_backend_state()
	figures["error"] = processor.get_backend_error().get_slice("\n", 0)
	return figures
