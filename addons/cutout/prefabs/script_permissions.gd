extends RefCounted
## Which files may bring code: patterns of paths, where [code]*[/code] is anything but a slash and
## [code]**[/code] anything. Workers have looked already; what came back is looked at again.

const _SPECIAL := "\\.^$|()[]{}+?"

var _patterns: Array[RegEx] = []


func _init(patterns: PackedStringArray) -> void:
	for pattern in patterns:
		var parts := PackedStringArray()
		for part in pattern.split("**"):
			parts.append(_segment(part))
		var text := ".*".join(parts)
		_patterns.append(RegEx.create_from_string("\\A(?s:%s)\\z" % text))


## Returns [code]true[/code] if a file may be loaded: it can bring no code, or a pattern lets it in.
func allows(path: String) -> bool:
	return not may_bring_code(path) or is_listed(path)


## Returns [code]true[/code] if a pattern lets a path in.
func is_listed(path: String) -> bool:
	for pattern in _patterns:
		if pattern.search(path) != null:
			return true
	return false


## Returns [code]true[/code] for the endings of scripts, scenes and whatever may hold one.
static func may_bring_code(path: String) -> bool:
	var ending := path.get_extension().to_lower()
	for type: String in ["Script", "PackedScene"]:
		if ending in ResourceLoader.get_recognized_extensions_for_type(type):
			return true
	return false


static func _segment(text: String) -> String:
	var escaped := PackedStringArray()
	for part in text.split("*"):
		var safe := ""
		for letter in part:
			safe += "\\" + letter if letter in _SPECIAL else letter
		escaped.append(safe)
	return "[^/]*".join(escaped)
