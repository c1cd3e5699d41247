extends RefCounted
## Lets go of what a chunk has shown: hands it over to be saved if the game has changed it, then
## frees it in steps of the frame budget.

const ChunkStatistics := preload("chunk_statistics.gd")

# As what the applier frees by itself.
const _FREE := &"free"

## Called with a coordinate and the root of what is there. If it returns a [Signal], the root stays
## until that is emitted, or its object is gone.
var save: Callable

var _leaving: Array[Departure] = []
var _unsaved: Array[Departure] = []
var _processor: CutoutBatchProcessor
var _statistics: ChunkStatistics


## What is being let go of.
class Departure:
	extends RefCounted
	## What is freed.
	var root: Node
	## Called when it is gone.
	var then: Callable
	## What is waited for before that; null for nothing.
	var saved := Signal()

	## Ends the wait.
	func note_saved() -> void:
		saved = Signal()


func _init(processor: CutoutBatchProcessor, statistics: ChunkStatistics) -> void:
	_processor = processor
	_statistics = statistics


## Returns how many there are.
func size() -> int:
	return _leaving.size()


## Hides [param root] and lets go of it, and calls [param then] when it is gone.
func add(root: Node, coordinate: Vector2i, is_dirty: bool, then := Callable()) -> void:
	root.set(&"visible", false)
	var departure := Departure.new()
	departure.root = root
	departure.then = then
	if is_dirty:
		_wait_for(departure, save_now(root, coordinate))
	_leaving.append(departure)
	if departure.saved.is_null():
		_free_in_steps(departure)
	else:
		_unsaved.append(departure)


## Hands something over to be saved, and returns what the game answers.
func save_now(root: Node, coordinate: Vector2i) -> Variant:
	_statistics.saved += 1
	return save.call(coordinate, root)


## Frees whatever is not waited for any more. Once a frame.
func step() -> void:
	if _unsaved.is_empty():
		return
	for departure: Departure in _unsaved.duplicate():
		if departure.saved.is_null() or not is_instance_valid(departure.saved.get_object()):
			_unsaved.erase(departure)
			_free_in_steps(departure)


## Frees all at once, for when the streamer leaves the tree.
func finish() -> void:
	var leaving := _leaving
	_leaving = []
	_unsaved.clear()
	for departure in leaving:
		_end(departure)


func _wait_for(departure: Departure, answer: Variant) -> void:
	if not answer is Signal:
		return
	var saved: Signal = answer
	if saved.is_null():
		return
	departure.saved = saved
	var count := _argument_count(saved)
	var note := departure.note_saved
	saved.connect(note.unbind(count) if count > 0 else note)


func _free_in_steps(departure: Departure) -> void:
	if is_instance_valid(departure.root):
		for child in departure.root.get_children():
			_processor.push_free(child)
	_processor.push_step(_free_root.bind(departure), _FREE)


func _free_root(departure: Departure) -> void:
	if departure in _leaving:
		_leaving.erase(departure)
		_end(departure)


func _end(departure: Departure) -> void:
	if is_instance_valid(departure.root):
		departure.root.free()
	if departure.then.is_valid():
		departure.then.call()


static func _argument_count(awaited: Signal) -> int:
	for known in awaited.get_object().get_signal_list():
		if known["name"] == awaited.get_name():
			var arguments: Array = known["args"]
			return arguments.size()
	return 0
