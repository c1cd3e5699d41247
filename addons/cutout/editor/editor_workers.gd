@tool
extends Node
## The editor's own workers. The autoload runs in games only, so the plugin has a processor of its
## own, which starts when something in the editor is first to break.

## A processor was made: whoever shows its figures takes this one from now on.
signal started(processor: CutoutBatchProcessor)

var _processor: CutoutBatchProcessor


## Returns the processor, which is started by the first call.
func get_processor() -> CutoutBatchProcessor:
	if _processor == null:
		_processor = CutoutBatchProcessor.new()
		_processor.name = &"EditorProcessor"
		add_child(_processor, false, Node.INTERNAL_MODE_FRONT)
		started.emit(_processor)
	return _processor


## Returns whether the processor was started.
func is_started() -> bool:
	return _processor != null


## Ends the processor and its workers. The next [method get_processor] starts another, with the
## settings and the Python packages of then.
func stop() -> void:
	if _processor != null:
		remove_child(_processor)
		_processor.free()
		_processor = null
