@tool
extends "../editor_case.gd"
## The inspector bakes the fracture of a node into its scene: the same bytes as a live one, kept
## when the scene is saved, and undone like any change.

const BakeBar := preload("res://addons/cutout/editor/bake_bar.gd")
const PreviewSource := preload("res://addons/cutout/editor/preview_source.gd")
const SCENE := "res://crate.tscn"
const COPY := "res://copy.tscn"


func run() -> void:
	EditorInterface.open_scene_from_path(SCENE)
	await wait_for(
		func() -> bool: return EditorInterface.get_edited_scene_root() != null, "the scene is open"
	)
	var crate: Polygon2D = EditorInterface.get_edited_scene_root()
	var params: CutoutFractureParams = crate.get("params")
	EditorInterface.inspect_object(crate)
	await wait_for(func() -> bool: return _bar() != null, "there is a button")
	await _says("Not baked")
	_bar().bake()
	await _says("Baked (")
	var baked := CutoutBakedFracture.of(crate)
	var payload := PreviewSource.new(crate, params).payload()
	check(baked.matches(payload), "it is the fracture of this request")

	var processor: CutoutBatchProcessor = plugin().workers.get_processor()
	var live := processor.submit(&"fracture", payload, {"cache": false})
	await wait_for(live.is_finished, "it breaks live")
	var fracture: CutoutFracture = live.result
	equal(baked.body, fracture.to_body(), "baked and live are the same to a byte")
	equal(baked.to_fracture().rings(), fracture.rings(), "and so are the fragments")

	params.seed = 77
	params.pattern = "random"
	await _says("out of date")
	params.pattern = "line"
	params.seed = 0
	await _says("Baked (")
	var history := plugin().get_undo_redo()
	var undo := history.get_history_undo_redo(history.get_object_history_id(crate))
	check(undo.undo(), "baking can be undone")
	await _says("Not baked")
	check(undo.redo(), "and redone")
	# Saving by the editor draws a thumbnail, which it cannot without a screen.
	var packed := PackedScene.new()
	packed.pack(crate)
	equal(ResourceSaver.save(packed, COPY), OK, "the scene is saved")
	var scene: PackedScene = ResourceLoader.load(COPY, "", ResourceLoader.CACHE_MODE_IGNORE_DEEP)
	var copy := scene.instantiate()
	var kept := CutoutBakedFracture.of(copy)
	check(kept != null and kept.matches(payload), "it is in the scene's file")
	copy.free()
	_bar().clear()
	await _says("Not baked")
	equal(CutoutBakedFracture.of(crate), null, "and can be taken out")


func _says(text: String) -> void:
	await wait_for(
		func() -> bool: return _bar() != null and text in _bar().get_sentence(), "it says " + text
	)


func _bar() -> BakeBar:
	for node in EditorInterface.get_inspector().find_children("*", "VBoxContainer", true, false):
		if is_instance_of(node, BakeBar) and not node.is_queued_for_deletion():
			return node as BakeBar
	return null
