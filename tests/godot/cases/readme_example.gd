extends "../case.gd"
## The game script of the README, word for word, in a scene of its own.

const _README := "res://README.md"
const _FENCE := "```gdscript\n"


func run() -> void:
	var script := GDScript.new()
	script.source_code = _first_example()
	equal(script.reload(), OK, "the README's script compiles")
	var scene := Node2D.new()
	var crate := Polygon2D.new()
	crate.name = "Crate"
	crate.polygon = SQUARE
	scene.add_child(crate)
	scene.set_script(script)
	add_child(scene)
	await wait_for(func() -> bool: return stat("completed") == 101, "101 jobs are done")
	equal(stat("failed"), 0, "jobs failed")
	check(not crate.visible, "the crate has been replaced")
	check(scene.get_child_count() >= 13, "the pieces are in the scene")


func _first_example() -> String:
	var text := FileAccess.get_file_as_string(_README)
	var start := text.find(_FENCE) + _FENCE.length()
	return text.substr(start, text.find("```", start) - start)
