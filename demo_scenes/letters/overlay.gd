extends PanelContainer
## Shows how the game and its workers are doing, while they are doing it.

const _HISTORY := 120
const _GRAPH_SIZE := Vector2(240.0, 48.0)
const _FULL_MS := 33.3

var _frames := PackedFloat64Array()
var _previous_usec := 0
var _label := Label.new()
var _graph := Control.new()


func _ready() -> void:
	var box := VBoxContainer.new()
	_label.add_theme_font_size_override(&"font_size", 14)
	_graph.custom_minimum_size = _GRAPH_SIZE
	_graph.draw.connect(_draw_graph)
	box.add_child(_label)
	box.add_child(_graph)
	add_child(box)
	var style := StyleBoxFlat.new()
	style.bg_color = Color(0.05, 0.06, 0.09, 0.82)
	style.set_corner_radius_all(8)
	style.set_content_margin_all(12.0)
	add_theme_stylebox_override(&"panel", style)


## Shows the state of this frame; [param pieces] is how many fragments there are.
func show_frame(pieces: int) -> void:
	var now := Time.get_ticks_usec()
	if _previous_usec > 0:
		_frames.append((now - _previous_usec) / 1e3)
		if _frames.size() > _HISTORY:
			_frames.remove_at(0)
	_previous_usec = now
	var stats := CutoutBatch.get_stats()
	var apply_usec: int = stats["apply_usec"]
	var last := _frames[-1] if not _frames.is_empty() else 0.0
	var lines := PackedStringArray(
		[
			"frame %5.1f ms    apply %4.2f ms" % [last, apply_usec / 1e3],
			"queue %d    in flight %d" % [stats["queued"], stats["in_flight"]],
			"workers %d    broken %d" % [stats["workers_ready"], stats["completed"]],
			"fragments %d" % pieces,
		]
	)
	_label.text = "\n".join(lines)
	_graph.queue_redraw()


func _draw_graph() -> void:
	var step := _GRAPH_SIZE.x / _HISTORY
	for i in _frames.size():
		var height := clampf(_frames[i] / _FULL_MS, 0.0, 1.0) * _GRAPH_SIZE.y
		var color := Color("5ee7c8") if _frames[i] < 18.0 else Color("ffd166")
		if _frames[i] > 25.0:
			color = Color("ff5e62")
		_graph.draw_rect(
			Rect2(i * step, _GRAPH_SIZE.y - height, step - 0.5, height), color.darkened(0.1)
		)
	var line := _GRAPH_SIZE.y * (1.0 - 16.7 / _FULL_MS)
	_graph.draw_line(Vector2(0.0, line), Vector2(_GRAPH_SIZE.x, line), Color(1.0, 1.0, 1.0, 0.35))
