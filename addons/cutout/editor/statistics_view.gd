@tool
extends VBoxContainer
## How the jobs are doing: those of the running game, or else the editor's own.

const EditorWorkers := preload("editor_workers.gd")
const GameStatistics := preload("game_statistics.gd")
const StatisticsSender := preload("../debug/statistics_sender.gd")

const _OF_GAME := "The running game"
const _OF_EDITOR := "The editor"
const _NOTHING := "No game runs, and the editor has started no workers."
const _PERIOD_USEC := 500_000
## Text of a row, and the figure in it.
const _ROWS: Dictionary[String, String] = {
	"Workers ready": "workers_ready",
	"Workers": "workers_total",
	"Worker restarts": "worker_restarts",
	"Jobs waiting": "queued",
	"Jobs with workers": "in_flight",
	"Jobs done": "completed",
	"Of these from the cache": "cache_hits",
	"Jobs failed": "failed",
	"Jobs dropped": "dropped",
	"Latency p95, ms": "latency_usec_p95",
	"Applying, ms a frame": "apply_usec",
	"Budget, ms a frame": "budget_usec",
}

## Whose figures are shown, in words.
var heading := Label.new()
## What is shown; empty if nothing is.
var figures := {}

var _cells: Dictionary[String, Label] = {}
var _error := Label.new()
var _game_runs := false
var _grid := GridContainer.new()
var _next_usec := 0
var _workers: EditorWorkers


func _init(workers: EditorWorkers, game: GameStatistics) -> void:
	_workers = workers
	game.told.connect(_on_told)
	game.game_ended.connect(_on_game_ended)
	heading.text = _NOTHING
	heading.autowrap_mode = TextServer.AUTOWRAP_WORD_SMART
	_error.autowrap_mode = TextServer.AUTOWRAP_WORD_SMART
	_error.hide()
	_grid.columns = 2
	_grid.hide()
	add_child(heading)
	add_child(_error)
	add_child(_grid)
	for title in _ROWS:
		var name_label := Label.new()
		name_label.text = title
		name_label.size_flags_horizontal = Control.SIZE_EXPAND_FILL
		var value := Label.new()
		value.horizontal_alignment = HORIZONTAL_ALIGNMENT_RIGHT
		_grid.add_child(name_label)
		_grid.add_child(value)
		_cells[title] = value


func _process(_delta: float) -> void:
	var now := Time.get_ticks_usec()
	if now < _next_usec or _game_runs or not is_visible_in_tree():
		return
	_next_usec = now + _PERIOD_USEC
	if _workers.is_started():
		_show(_OF_EDITOR, StatisticsSender.figures_of(_workers.get_processor()))
	else:
		_show(_NOTHING, {})


func _on_told(told: Dictionary) -> void:
	_game_runs = true
	_show(_OF_GAME, told)


func _on_game_ended() -> void:
	_game_runs = false
	_next_usec = 0


func _show(title: String, told: Dictionary) -> void:
	figures = told
	heading.text = title
	_grid.visible = not told.is_empty()
	var error: String = told.get("error", "")
	_error.text = error
	_error.visible = not error.is_empty()
	for row in _ROWS:
		var key := _ROWS[row]
		var value: float = told.get(key, 0.0)
		_cells[row].text = "%.2f" % (value / 1e3) if "usec" in key else str(roundi(value))
