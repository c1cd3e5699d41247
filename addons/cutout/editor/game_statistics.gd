@tool
extends EditorDebuggerPlugin
## Hears what running games tell of their jobs.

## A game has told how its jobs are doing.
signal told(figures: Dictionary)
## A game has ended.
signal game_ended

const StatisticsSender := preload("../debug/statistics_sender.gd")


func _has_capture(capture: String) -> bool:
	return capture == StatisticsSender.MESSAGE.get_slice(":", 0)


func _capture(message: String, data: Array, _session_id: int) -> bool:
	if message != StatisticsSender.MESSAGE or data.size() != 1 or not data[0] is Dictionary:
		return false
	var figures: Dictionary = data[0]
	told.emit(figures)
	return true


func _setup_session(session_id: int) -> void:
	get_session(session_id).stopped.connect(game_ended.emit)
