extends SceneTree
## Plays a scene of a newcomer's until it has broken what it breaks, and prints the verdict.

const Checks := preload("../checks.gd")
const ErrorCollector := preload("../error_collector.gd")
const SCENE := "res://main.tscn"

var _errors := ErrorCollector.new()


func _initialize() -> void:
	OS.add_logger(_errors)
	change_scene_to_file(SCENE)
	_watch.call_deferred()


func _watch() -> void:
	var checks := Checks.new()
	root.add_child(checks)
	await checks.wait_for(_is_broken, "the crate has been replaced by pieces")
	await checks.wait_for(_has_answered, "all jobs are done")
	checks.facts["pieces"] = _count_pieces()
	checks.facts["failed"] = _figure("failed")
	checks.print_verdict(_errors.taken())
	checks.free()
	quit()


func _is_broken() -> bool:
	if current_scene == null:
		return false
	var crate := current_scene.get_node("Crate") as CanvasItem
	return not crate.visible and _count_pieces() > 0


func _has_answered() -> bool:
	return _figure("submitted") > 100 and _figure("unfinished") == 0


func _count_pieces() -> int:
	return current_scene.find_children("*", "RigidBody2D", false, false).size()


func _figure(key: String) -> int:
	var batch := root.get_node("CutoutBatch")
	var stats: Dictionary = batch.call("get_stats")
	return stats[key]
