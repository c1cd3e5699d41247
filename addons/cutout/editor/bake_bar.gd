@tool
extends VBoxContainer
## The buttons that bake the fracture of a node into its scene, and take it out again, with a
## sentence on what is baked. Both can be undone.

const Baker := preload("../fracture/baker.gd")
const EditorWorkers := preload("editor_workers.gd")
const PreviewSource := preload("preview_source.gd")

const _NOTHING := "Not baked: it breaks when a worker has computed how."
const _GOOD := "Baked (%s): it breaks without a worker."
const _STALE := "What was baked is out of date, since the polygon or a parameter has changed."
const _BUSY := "Baking …"

var _bake := Button.new()
var _clear := Button.new()
var _is_busy := false
var _said_of: Array = []
var _sentence := Label.new()
var _source: PreviewSource
var _workers: EditorWorkers


func _init(workers: EditorWorkers, source: PreviewSource) -> void:
	_workers = workers
	_source = source
	_bake.text = "Bake"
	_bake.tooltip_text = "Compute the fracture now, and keep it in the scene."
	_bake.pressed.connect(bake)
	_clear.text = "Clear"
	_clear.tooltip_text = "Take the baked fracture out of the scene."
	_clear.pressed.connect(clear)
	_sentence.autowrap_mode = TextServer.AUTOWRAP_WORD_SMART
	_sentence.custom_minimum_size.x = 100.0
	var buttons := HBoxContainer.new()
	buttons.add_child(_bake)
	buttons.add_child(_clear)
	add_child(buttons)
	add_child(_sentence)


func _process(_delta: float) -> void:
	if not is_visible_in_tree() or _is_busy or _source.node == null:
		return
	var payload := _source.payload()
	var baked := CutoutBakedFracture.of(_source.node)
	if _said_of == [baked, payload]:
		return
	_said_of = [baked, payload]
	_bake.disabled = payload.is_empty()
	_clear.disabled = baked == null
	if baked == null:
		_sentence.text = _NOTHING
	elif payload.is_empty() or not baked.matches(payload):
		_sentence.text = _STALE
	else:
		_sentence.text = _GOOD % String.humanize_size(baked.body.size())


## Returns the sentence on what is baked.
func get_sentence() -> String:
	return _sentence.text


## Bakes the node's fracture.
func bake() -> void:
	_is_busy = true
	_bake.disabled = true
	_sentence.text = _BUSY
	var requests: Array[Dictionary] = [_source.payload()]
	var node_id := _source.node.get_instance_id()
	Baker.bake(_workers.get_processor(), requests).connect(
		_on_baked.bind(node_id, get_instance_id()), CONNECT_ONE_SHOT
	)


## Takes the baked fracture away.
func clear() -> void:
	_keep(_source.node, null, "Clear Baked Fracture")


func _take(is_baked: bool) -> void:
	_is_busy = false
	_said_of = []
	if not is_baked:
		_said_of = [CutoutBakedFracture.of(_source.node), _source.payload()]
		_bake.disabled = false
		_sentence.text = "It could not be baked; the preview says why."


# Static: the inspector may drop this bar while the workers are at it.
static func _on_baked(baked: Array[CutoutBakedFracture], node_id: int, bar_id: int) -> void:
	var still_there := instance_from_id(node_id) as Node
	if still_there != null and baked[0] != null:
		_keep(still_there, baked[0], "Bake Fracture")
	var bar := instance_from_id(bar_id)
	if bar != null:
		bar.call(&"_take", baked[0] != null)


static func _keep(node: Node, baked: CutoutBakedFracture, title: String) -> void:
	var undo := EditorInterface.get_editor_undo_redo()
	var before := CutoutBakedFracture.of(node)
	undo.create_action(title, UndoRedo.MERGE_DISABLE, node)
	undo.add_do_method(CutoutBakedFracture, &"attach", node, baked)
	undo.add_undo_method(CutoutBakedFracture, &"attach", node, before)
	undo.commit_action()
