extends SceneTree
## Reads values that Python wrote and writes them back as Godot spells them.
##
## Both files hold the base64 of one value a line:
## [code]godot --headless --script echo.gd -- from_python.txt from_godot.txt[/code].


func _initialize() -> void:
	var paths := OS.get_cmdline_user_args()
	var source := FileAccess.open(paths[0], FileAccess.READ)
	var target := FileAccess.open(paths[1], FileAccess.WRITE)
	while source.get_position() < source.get_length():
		var value: Variant = bytes_to_var(Marshalls.base64_to_raw(source.get_line()))
		target.store_line(Marshalls.raw_to_base64(var_to_bytes(value)))
	target.close()
	quit()
