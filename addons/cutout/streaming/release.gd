extends RefCounted
## Lets go of what a streamed world has shown: hands it over to be saved if need be, then frees it
## in steps of the frame budget.

# As what the applier frees by itself.
const _FREE := &"free"

## Called with a key and the root of what is there. If it returns a [Signal], the root stays
## until that is emitted, or its object is gone.
var save: Callable

## How many were handed over to be saved, ever.
var saves := 0

var _leaving: Dictionary[Departure, bool] = {}
var _most_nodes: int
var _unsaved: Array[Departure] = []
var _processor: CutoutBatchProcessor


## What is being let go of.
class Departure:
	extends RefCounted
	## What is freed.
	var root: Node
	var root_id := 0
	## Called when it is gone.
	var then: Callable
	## What is waited for before that; null for nothing.
	var saved := Signal()

	## Ends the wait.
	func note_saved() -> void:
		saved = Signal()


## A step frees [param most_nodes] nodes at most.
func _init(processor: CutoutBatchProcessor, most_nodes := 1) -> void:
	_processor = processor
	_most_nodes = most_nodes


## Returns how many there are.
func size() -> int:
	return _leaving.size()


## Hides [param root] and lets go of it, and calls [param then] when it is gone.
func add(root: Node, key: Variant, is_to_save: bool, then := Callable()) -> void:
	root.set(&"visible", false)
	var departure := Departure.new()
	departure.root = root
	departure.root_id = root.get_instance_id()
	departure.then = then
	if is_to_save:
		_wait_for(departure, save_now(root, key))
	_leaving[departure] = true
	if departure.saved.is_null():
		_free_in_steps(departure)
	else:
		_unsaved.append(departure)


## Frees [param root] in the place of what had the id [param old_id], if that is being let go of.
func replace(old_id: int, root: Node) -> void:
	for departure: Departure in _leaving:
		if departure.root_id == old_id:
			root.set(&"visible", false)
			departure.root = root
			departure.root_id = root.get_instance_id()


## Hands something over to be saved, and returns what the game answers.
func save_now(root: Node, key: Variant) -> Variant:
	saves += 1
	return save.call(key, root)


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
	_leaving = {}
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
	_processor.push_step(_free_some.bind(departure), _FREE)


## Frees so much from below that a step does not take long. Returns [code]true[/code] if there is
## more.
func _free_some(departure: Departure) -> bool:
	if not departure in _leaving:
		return false
	if is_instance_valid(departure.root):
		var node := departure.root
		while _count(node, _most_nodes + 1) > _most_nodes:
			node = node.get_child(-1, true)
		if node != departure.root:
			node.free()
			return true
	_leaving.erase(departure)
	_end(departure)
	return false


func _end(departure: Departure) -> void:
	if is_instance_valid(departure.root):
		departure.root.free()
	if departure.then.is_valid():
		departure.then.call()


## Returns how many nodes there are from [param node] on, or [param limit] if there are more.
static func _count(node: Node, limit: int) -> int:
	var total := 1
	for i in node.get_child_count(true):
		if total >= limit:
			break
		total += _count(node.get_child(i, true), limit - total)
	return mini(total, limit)


static func _argument_count(awaited: Signal) -> int:
	for known in awaited.get_object().get_signal_list():
		if known["name"] == awaited.get_name():
			var arguments: Array = known["args"]
			return arguments.size()
	return 0
