extends RefCounted
## Which files may bring code: patterns of paths, where [code]*[/code] is anything but a slash and
## [code]**[/code] anything. Workers have looked already; what came back is looked at again.

const _SPECIAL := "\\.^$|()[]{}+?"
## Endings of what holds no code if it comes from [code]res://[/code]: those of
## [code]references.py[/code].
const _CODELESS: PackedStringArray = [
	"png",
	"jpg",
	"jpeg",
	"webp",
	"svg",
	"bmp",
	"tga",
	"exr",
	"hdr",
	"ktx",
	"dds",
	"wav",
	"ogg",
	"mp3",
	"ttf",
	"otf",
	"woff",
	"woff2",
	"obj",
	"gdshader",
]

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


## Returns [code]true[/code] unless a file is of a sort that holds no code, and lies where only the
## game's author puts files.
static func may_bring_code(path: String) -> bool:
	if not path.begins_with("res://") or ".." in path.split("/"):
		return true
	return not path.get_extension().to_lower() in _CODELESS


static func _segment(text: String) -> String:
	var escaped := PackedStringArray()
	for part in text.split("*"):
		var safe := ""
		for letter in part:
			safe += "\\" + letter if letter in _SPECIAL else letter
		escaped.append(safe)
	return "[^/]*".join(escaped)
