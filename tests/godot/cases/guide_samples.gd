extends "../case.gd"
## Runs the samples of the guides: their scripts are in [code]res://samples[/code], made by
## [code]tests/godot/test_guides.py[/code]. Functions with parameters are called with something that
## fits; handlers and virtual methods are left to the engine. With [code]--load[/code] they are only
## loaded.

const _FOLDER := "res://samples"
const _POINT := Vector2(350, 350)

var _fracture: CutoutFracture


func run() -> void:
	await wait_for_workers()
	_fracture = await _break_square()
	var count := 0
	for file in DirAccess.get_files_at(_FOLDER):
		if file.ends_with(".gd"):
			count += 1
			await _try(_FOLDER.path_join(file))
	facts["samples"] = count


func _try(path: String) -> void:
	var script: GDScript = load(path)
	if script == null or not script.can_instantiate():
		fail("%s does not load" % path)
		return
	if arguments.has("load"):
		return
	var sample: Node = ClassDB.instantiate(script.get_instance_base_type())
	_furnish(sample)
	sample.set_script(script)
	add_child(sample)
	for method in _own_methods(script):
		await _call(sample, method, path)
	if sample.has_method("get_polygon_data") and not sample is CutoutFragment2D:
		var job: CutoutJob = await CutoutBatch.fracture_object(sample)
		equal(job.error, null, path + " breaks")
	await wait_for(func() -> bool: return stat("unfinished") == 0, path + " has ended", 60.0)
	await wait_for(_debris_is_done, path + " is applied")
	sample.queue_free()
	await get_tree().physics_frame


## Returns what a sample lets others call, but for what the engine room calls.
func _own_methods(script: GDScript) -> Array[Dictionary]:
	var base := script.get_base_script()
	var inherited: Array[Dictionary] = []
	if base != null:
		inherited = base.get_script_method_list()
	var own: Array[Dictionary] = []
	for method: Dictionary in script.get_script_method_list():
		var title: String = method["name"]
		if title.begins_with("_") or title in ["get_polygon_data", "apply_fracture"]:
			continue
		if not method in inherited:
			own.append(method)
	return own


func _call(sample: Node, method: Dictionary, path: String) -> void:
	var given := []
	var wanted: Array = method["args"]
	for argument: Dictionary in wanted:
		var value: Variant = _something_like(sample, argument)
		if value == null:
			fail("%s: nothing here is a %s" % [path, argument])
			return
		given.append(value)
	var title: String = method["name"]
	await sample.callv(title, given)


## Returns what to pass for an argument; [code]null[/code] if there is nothing like it.
func _something_like(sample: Node, argument: Dictionary) -> Variant:
	var wanted: String = argument["class_name"]
	if wanted.is_empty():
		var type: int = argument["type"]
		wanted = type_string(type)
	if not str(argument["hint_string"]).is_empty():
		wanted += " of %s" % argument["hint_string"]
	var nodes: Array[Node] = [sample.get_node("Crate"), sample.get_node("Barrel")]
	var polygons: Array[PackedVector2Array] = [SQUARE, SQUARE]
	var known: Dictionary[String, Variant] = {
		"Vector2": _POINT,
		"int": 2,
		"String": "res://nothing.res",
		"PackedVector2Array": SQUARE,
		"Array of Node": nodes,
		"Array of PackedVector2Array": polygons,
		"Polygon2D": sample.get_node("Crate"),
		"ProgressBar": sample.get_node("Bar"),
		"CutoutDestructible2D": sample.get_node("Wall"),
		"CutoutFracture": _fracture,
	}
	return known.get(wanted)


func _break_square() -> CutoutFracture:
	var job := CutoutBatch.get_job(CutoutBatch.submit_fracture(SQUARE))
	await job.wait()
	return job.result


## Gives a sample the nodes that it may name.
func _furnish(sample: Node) -> void:
	for title: String in ["Crate", "Barrel"]:
		var polygon := Polygon2D.new()
		polygon.name = title
		polygon.polygon = SQUARE
		sample.add_child(polygon)
	var wall := CutoutDestructible2D.new()
	wall.name = "Wall"
	wall.polygon = Transform2D(0.0, Vector2(-50, -50)) * SQUARE
	wall.position = _POINT
	wall.freeze = true
	sample.add_child(wall)
	var bar := ProgressBar.new()
	bar.name = "Bar"
	sample.add_child(bar)


func _debris_is_done() -> bool:
	return CutoutBatch.debris.get_stats()["waiting"] == 0
