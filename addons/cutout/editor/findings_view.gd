@tool
extends GridContainer
## The doctor's findings, a row each: how it is, and beside that what it is about and the sentence.

const Finding := preload("finding.gd")

const _LOOKS: Dictionary[Finding.State, Array] = {
	Finding.State.GOOD: ["StatusSuccess", &"success_color"],
	Finding.State.BAD: ["StatusError", &"error_color"],
	Finding.State.UNKNOWN: ["StatusWarning", &"disabled_font_color"],
}
const _SENTENCE_WIDTH := 120.0


func _init() -> void:
	columns = 2


## Shows these findings in place of those before.
func show_findings(findings: Array[Finding]) -> void:
	for child in get_children():
		child.free()
	for finding in findings:
		var look := _LOOKS[finding.state]
		var icon := TextureRect.new()
		var icon_name: StringName = look[0]
		icon.texture = get_theme_icon(icon_name, &"EditorIcons")
		icon.stretch_mode = TextureRect.STRETCH_KEEP
		add_child(icon)
		var lines := VBoxContainer.new()
		lines.size_flags_horizontal = Control.SIZE_EXPAND_FILL
		lines.add_theme_constant_override(&"separation", 0)
		lines.add_child(_make_title(finding))
		lines.add_child(_make_sentence(finding))
		add_child(lines)


func _make_title(finding: Finding) -> Label:
	var title := Label.new()
	title.text = finding.title
	title.add_theme_font_override(&"font", get_theme_font(&"bold", &"EditorFonts"))
	return title


func _make_sentence(finding: Finding) -> Label:
	var sentence := Label.new()
	sentence.text = finding.sentence
	sentence.autowrap_mode = TextServer.AUTOWRAP_WORD_SMART
	sentence.custom_minimum_size.x = _SENTENCE_WIDTH
	if finding.state != Finding.State.GOOD:
		var color: StringName = _LOOKS[finding.state][1]
		sentence.add_theme_color_override(&"font_color", get_theme_color(color, &"Editor"))
	return sentence
