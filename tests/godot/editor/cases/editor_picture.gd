@tool
extends "../editor_case.gd"
## Saves a picture of the editor at [code]--file=[/code]: the handles of cracks, the preview with
## its button, and the dock. The colours of the preview are there.

const BakeBar := preload("res://addons/cutout/editor/bake_bar.gd")
const FractureView := preload("res://addons/cutout/editor/fracture_view.gd")
const RAYS := 7
const SETTLING_FRAMES := 20


func run() -> void:
	get_window().size = Vector2i(1280, 1080)
	EditorInterface.open_scene_from_path("res://crate.tscn")
	await wait_for(
		func() -> bool: return EditorInterface.get_edited_scene_root() != null, "the scene is open"
	)
	EditorInterface.set_main_screen_editor("2D")
	var crate: Polygon2D = EditorInterface.get_edited_scene_root()
	var params: CutoutFractureParams = crate.get("params")
	EditorInterface.get_selection().add_node(crate)
	EditorInterface.edit_node(crate)
	plugin().dock.make_visible()
	var view: Array[FractureView] = []
	await wait_for(
		func() -> bool: return _find_view(view) and view[0].drawn == 2, "the cut is previewed"
	)
	plugin().dock.check()
	await wait_for(func() -> bool: return not plugin().dock.is_busy(), "the doctor has looked")
	params.pattern = "cracks"
	params.impact_point = Vector2(60, 45)
	params.polylines = _star()
	await wait_for(func() -> bool: return view[0].drawn == RAYS, "and so are cracks")
	plugin().update_overlays()
	for frame in SETTLING_FRAMES:
		await get_tree().process_frame
	var picture := get_window().get_texture().get_image()
	var file: String = arguments["file"]
	equal(picture.save_png(file), OK, "the picture is saved")
	_check_colors(picture, view[0])


## Cracks with a bend each, from the hit outwards.
func _star() -> Array[PackedVector2Array]:
	var cracks: Array[PackedVector2Array] = []
	for ray in RAYS:
		var angle := TAU * (ray + 0.2) / RAYS
		var bend := Vector2.from_angle(angle) * 14.0
		var end := bend + Vector2.from_angle(angle + 0.5 * (-1.0) ** ray) * 16.0
		cracks.append(PackedVector2Array([Vector2.ZERO, bend, end]))
	return cracks


## Every fragment shows its colour at its centre.
func _check_colors(picture: Image, view: FractureView) -> void:
	for index in view.drawn:
		var place := view.global_position + view.fit() * view.fracture.centroids[index]
		var seen := picture.get_pixelv(Vector2i(place))
		var difference := seen - FractureView.color_of(index)
		var most := maxf(maxf(absf(difference.r), absf(difference.g)), absf(difference.b))
		check(most < 0.02, "fragment %d of %d is %s" % [index, view.drawn, seen])


func _find_view(found: Array[FractureView]) -> bool:
	for node in EditorInterface.get_inspector().find_children("*", "Control", true, false):
		if is_instance_of(node, FractureView) and not node.is_queued_for_deletion():
			found.assign([node])
			return true
	return false
