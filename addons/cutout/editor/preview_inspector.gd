@tool
extends EditorInspectorPlugin
## Puts a live preview above the properties of [CutoutFractureParams], and of nodes that can break.

const BakeBar := preload("bake_bar.gd")
const EditorWorkers := preload("editor_workers.gd")
const PreviewPanel := preload("preview_panel.gd")
const PreviewSource := preload("preview_source.gd")

const _TITLE := "Fracture"

## The parameters that a node without its own is shown with.
var _trial := CutoutFractureParams.new()
## Whether the preview of such a node is open: it is not until somebody asks, since most polygons of
## a game never break.
var _is_open := false
var _workers: EditorWorkers


func _init(workers: EditorWorkers) -> void:
	_workers = workers


func _can_handle(object: Object) -> bool:
	return object is CutoutFractureParams or PreviewSource.rings_of(object as Node) != null


func _parse_begin(object: Object) -> void:
	var own := PreviewSource.params_of(object)
	var node := object as Node
	if node == null:
		node = _selected_node()
	var source := PreviewSource.new(node, own if own != null else _trial)
	var panel := PreviewPanel.new(_workers, source)
	if object is Node:
		panel.add_child(BakeBar.new(_workers, source))
	if own != null:
		add_custom_control(panel)
		return
	var fold := FoldableContainer.new()
	fold.title = _TITLE
	fold.folded = not _is_open
	fold.folding_changed.connect(func(is_folded: bool) -> void: _is_open = not is_folded)
	fold.tooltip_text = "How this polygon would break."
	panel.add_child(_make_picker(panel))
	fold.add_child(panel)
	add_custom_control(fold)


## Returns the node that parameters are shown on: what is selected, if it breaks.
func _selected_node() -> Node:
	for node in EditorInterface.get_selection().get_selected_nodes():
		if PreviewSource.rings_of(node) != null:
			return node
	return null


func _make_picker(panel: PreviewPanel) -> EditorResourcePicker:
	var picker := EditorResourcePicker.new()
	picker.base_type = "CutoutFractureParams"
	picker.edited_resource = _trial
	picker.resource_changed.connect(
		func(resource: Resource) -> void:
			_trial = resource as CutoutFractureParams
			if _trial == null:
				_trial = CutoutFractureParams.new()
			panel.source.params = _trial
	)
	picker.resource_selected.connect(
		func(resource: Resource, _inspect: bool) -> void: EditorInterface.edit_resource(resource)
	)
	return picker
