@tool
extends EditorExportPlugin
## Puts beside an exported game what its workers need: a Python that runs anywhere, and the files of
## the project that workers read. The game finds both by itself ([code]files/game_folder.gd[/code]).

const Command := preload("../editor/command.gd")
const GameFolder := preload("../files/game_folder.gd")
const ProjectFiles := preload("project_files.gd")
const Settings := preload("../settings.gd")

## Whether a Python is copied.
const COPY_PYTHON := "cutout/copy_python"
## The patterns of files that are copied.
const FILES := "cutout/files"
## Names of installed Python packages that are copied, beside those that Cutout requires.
const PACKAGES := "cutout/python_packages"

const _CATEGORY := "Cutout"
const _PLATFORM := "Linux"
const _NO_WORKERS := (
	"No workers on %s: the game runs, jobs fail with BACKEND_DOWN, and what is"
	+ " pre-baked works."
)
const _PERIOD_MSEC := 20
const _MOST_TEXT := 65536
const _NO_PYTHON := "'%s' cannot be started: choose another in cutout/python/executable."


func _get_name() -> String:
	return "Cutout"


func _supports_platform(platform: EditorExportPlatform) -> bool:
	return platform.get_os_name() == _PLATFORM


func _get_export_options(platform: EditorExportPlatform) -> Array[Dictionary]:
	if not _supports_platform(platform):
		return []
	return [
		_option(COPY_PYTHON, true),
		_option(FILES, ProjectFiles.DEFAULT_PATTERNS.duplicate()),
		_option(PACKAGES, PackedStringArray()),
	]


func _export_begin(
	_features: PackedStringArray, _is_debug: bool, path: String, _flags: int
) -> void:
	var platform := get_export_platform()
	if not _supports_platform(platform):
		_tell(EditorExportPlatform.EXPORT_MESSAGE_WARNING, _NO_WORKERS % platform.get_os_name())
		return
	var full := path
	if path.is_relative_path():
		full = ProjectSettings.globalize_path("res://").path_join(path)
	var target := full.simplify_path().get_base_dir().path_join(GameFolder.BESIDE)
	var files := target.path_join(GameFolder.FILES)
	_copy_files(target, files)
	if get_option(COPY_PYTHON) != false:
		_copy_python(target, files)


func _copy_files(target: String, files: String) -> void:
	var chosen: Variant = get_option(FILES)
	var patterns := ProjectFiles.of_modules(Settings.python_modules())
	if chosen is PackedStringArray:
		var known: PackedStringArray = chosen
		patterns.append_array(known)
	else:
		patterns.append_array(ProjectFiles.DEFAULT_PATTERNS)
	var found := ProjectFiles.new(patterns, target).find()
	DirAccess.make_dir_recursive_absolute(files)
	# If the game is exported into its project, this is not to be imported.
	FileAccess.open(target.path_join(".gdignore"), FileAccess.WRITE)
	var problem := ProjectFiles.copy(found, files, target.path_join(ProjectFiles.LIST))
	if not problem.is_empty():
		_tell(EditorExportPlatform.EXPORT_MESSAGE_ERROR, problem)
		return
	var summary := "%d files for workers copied to %s." % [found.size(), files]
	_tell(EditorExportPlatform.EXPORT_MESSAGE_INFO, summary)


## The interpreter copies itself: it alone knows its parts.
func _copy_python(target: String, files: String) -> void:
	var python := Settings.python_executable()
	var place := target.path_join(GameFolder.PYTHON.get_slice("/", 0))
	var arguments := PackedStringArray(["-I", "-m", "cutout", "bundle", place, "--path", files])
	for module in Settings.python_modules():
		arguments.append_array(["--module", module])
	var packages: Variant = get_option(PACKAGES)
	if packages is PackedStringArray:
		for package: String in packages:
			arguments.append_array(["--package", package])
	# Not through a shell, which would read the names of folders.
	var process := OS.execute_with_pipe(python, arguments, false)
	if process.is_empty():
		_tell(EditorExportPlatform.EXPORT_MESSAGE_ERROR, _NO_PYTHON % python)
		return
	var pid: int = process["pid"]
	while OS.is_process_running(pid):
		OS.delay_msec(_PERIOD_MSEC)
	var output: FileAccess = process["stdio"]
	var errors: FileAccess = process["stderr"]
	if OS.get_process_exit_code(pid) == 0:
		_tell(EditorExportPlatform.EXPORT_MESSAGE_INFO, _text_of(output))
		return
	var reason := _text_of(errors).trim_prefix("cutout: ")
	if reason.begins_with(Command.START_FAILED):
		reason = _NO_PYTHON % python
	_tell(EditorExportPlatform.EXPORT_MESSAGE_ERROR, reason)


func _text_of(pipe: FileAccess) -> String:
	return pipe.get_buffer(_MOST_TEXT).get_string_from_utf8().strip_edges()


func _tell(type: EditorExportPlatform.ExportMessageType, text: String) -> void:
	get_export_platform().add_message(type, _CATEGORY, text)


func _option(title: String, default: Variant) -> Dictionary:
	return {"option": {"name": title, "type": typeof(default)}, "default_value": default}
