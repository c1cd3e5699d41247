@tool
extends EditorDock
## The dock [i]Cutout[/i]: the doctor, a button that makes the Python environment, its log, and live
## statistics.

const Doctor := preload("doctor.gd")
const EditorWorkers := preload("editor_workers.gd")
const EnvironmentMaker := preload("environment_maker.gd")
const Finding := preload("finding.gd")
const FindingsView := preload("findings_view.gd")
const GameStatistics := preload("game_statistics.gd")
const Settings := preload("../settings.gd")
const StatisticsView := preload("statistics_view.gd")

const _ALL_IS_WELL := "All is well."
const _BUSY := "Looking …"
const _MAKING := "The environment is being made …"
const _MADE := "The environment is ready."
const _ICON := "icons/cutout.svg"
const _LOG_HEIGHT := 120.0

## The state of things in a sentence: what is wrong and what to do, or that nothing is.
var status := Label.new()
## What the doctor found out last.
var findings: Array[Finding] = []
## The log of making an environment.
var log_view := TextEdit.new()
## The live figures.
var statistics: StatisticsView

var _check := Button.new()
var _dialog := EditorFileDialog.new()
var _doctor := Doctor.new()
var _findings_view := FindingsView.new()
var _has_looked := false
var _make := Button.new()
var _maker := EnvironmentMaker.new()
var _workers: EditorWorkers


func _init(workers: EditorWorkers, game: GameStatistics) -> void:
	_workers = workers
	title = "Cutout"
	layout_key = "cutout"
	default_slot = EditorDock.DOCK_SLOT_RIGHT_BL
	dock_icon = _read_icon()
	statistics = StatisticsView.new(workers, game)
	add_child(_doctor)
	add_child(_maker)
	add_child(_dialog)
	_lay_out()
	_doctor.examined.connect(_on_examined)
	_check.pressed.connect(check)
	_make.pressed.connect(make_environment)
	_maker.printed.connect(_on_printed)
	_maker.ended.connect(_on_made)
	_dialog.file_mode = FileDialog.FILE_MODE_OPEN_ANY
	_dialog.access = FileDialog.ACCESS_FILESYSTEM
	_dialog.title = "Choose Cutout's wheel, or the folder pylib of its source"
	_dialog.filters = ["*.whl ; Python wheel"]
	_dialog.file_selected.connect(_begin_making)
	_dialog.dir_selected.connect(_begin_making)


func _process(_delta: float) -> void:
	if not _has_looked and is_visible_in_tree():
		_has_looked = true
		# Workers are started by what needs them, and by the button.
		_doctor.get_processor = _workers.get_processor if _workers.is_started() else Callable()
		_examine()


## Looks at everything anew, workers too.
func check() -> void:
	_has_looked = true
	if _workers.is_started():
		var state := _workers.get_processor().get_backend_state()
		if state == CutoutBatchProcessor.BackendState.FAILED:
			_workers.stop()
	_doctor.get_processor = _workers.get_processor
	_examine()


## Returns whether the doctor or the maker of the environment is at work.
func is_busy() -> bool:
	return _check.disabled or _make.disabled


## Makes [code]res://.venv[/code]; asks for the package if the project has none.
func make_environment() -> void:
	if EnvironmentMaker.find_package().is_empty():
		_dialog.popup_file_dialog()
	else:
		_begin_making("")


func _begin_making(package: String) -> void:
	_make.disabled = true
	log_view.text = ""
	log_view.show()
	status.text = _MAKING
	_maker.make(package)


func _examine() -> void:
	status.text = _BUSY
	_check.disabled = true
	_doctor.examine(Settings.python_executable())


func _on_examined(found: Array[Finding]) -> void:
	findings = found
	_check.disabled = false
	_findings_view.show_findings(findings)
	var problem := Doctor.problem_in(findings)
	status.text = problem if not problem.is_empty() else _ALL_IS_WELL


func _on_printed(line: String) -> void:
	log_view.text += line + "\n"
	log_view.scroll_vertical = log_view.get_line_count()


func _on_made(problem: String) -> void:
	_make.disabled = false
	_on_printed(problem if not problem.is_empty() else _MADE)
	if problem.is_empty():
		_workers.stop()
		check()
	else:
		status.text = problem


## Returns the icon, from its source: in a fresh copy of a project, the dock is there before the
## icon is imported.
func _read_icon() -> Texture2D:
	var script: Script = get_script()
	var path := script.resource_path.get_base_dir().path_join(_ICON)
	var image := Image.new()
	var scale_up := EditorInterface.get_editor_scale()
	if image.load_svg_from_string(FileAccess.get_file_as_string(path), scale_up) != OK:
		return null
	return ImageTexture.create_from_image(image)


func _lay_out() -> void:
	status.text = _BUSY
	status.autowrap_mode = TextServer.AUTOWRAP_WORD_SMART
	_check.text = "Check"
	_check.tooltip_text = "Look at Python, its packages and the native library, and start workers."
	_make.text = "Make Environment"
	_make.tooltip_text = "Make res://.venv, with the package that the workers need."
	log_view.editable = false
	log_view.custom_minimum_size.y = _LOG_HEIGHT
	log_view.hide()
	var buttons := HFlowContainer.new()
	buttons.add_child(_check)
	buttons.add_child(_make)
	var column := VBoxContainer.new()
	column.size_flags_horizontal = Control.SIZE_EXPAND_FILL
	for part: Control in [status, _findings_view, buttons, log_view, HSeparator.new(), statistics]:
		column.add_child(part)
	var scroll := ScrollContainer.new()
	scroll.horizontal_scroll_mode = ScrollContainer.SCROLL_MODE_DISABLED
	scroll.add_child(column)
	add_child(scroll)
