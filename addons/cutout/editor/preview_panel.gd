@tool
extends VBoxContainer
## The fracture of a polygon, computed by the editor's workers and drawn anew whenever the polygon
## or a parameter changes: from the inspector, a handle, a script or an undo.
##
## Looks once a frame while it is seen. A newer request supersedes the one before, so what is shown
## follows a slider as fast as the workers are.

const EditorWorkers := preload("editor_workers.gd")
const FractureView := preload("fracture_view.gd")
const PreviewSource := preload("preview_source.gd")

const _WAITING := "The workers start …"
const _NO_POLYGON := "There is no polygon to break yet: give the node at least three points."

## What is shown.
var source: PreviewSource
## The pieces as drawn.
var view := FractureView.new()
## What there is to say about them, in a sentence.
var sentence := Label.new()

var _asked := {}
var _job: CutoutJob
var _workers: EditorWorkers


func _init(workers: EditorWorkers, p_source: PreviewSource) -> void:
	_workers = workers
	source = p_source
	sentence.autowrap_mode = TextServer.AUTOWRAP_WORD_SMART
	sentence.custom_minimum_size.x = 100.0
	sentence.text = _WAITING
	add_child(view)
	add_child(sentence)
	workers.started.connect(_on_workers_started)


func _process(_delta: float) -> void:
	if not is_visible_in_tree():
		return
	var payload := source.payload()
	if payload == _asked:
		return
	_asked = payload
	if payload.is_empty():
		view.fracture = null
		sentence.text = _NO_POLYGON
	else:
		_ask(payload)


## Returns whether what is shown is what the parameters now make.
func is_current() -> bool:
	return _job != null and _job.is_finished() and source.payload() == _asked


func _ask(payload: Dictionary) -> void:
	var options := {"owner": self, "key": get_instance_id(), "priority": "high"}
	_job = _workers.get_processor().submit(&"fracture", payload, options)
	if _job != null:
		_job.finished.connect(_on_finished)


## What the processor before has failed at, or has not ended, is asked of this one.
func _on_workers_started(_processor: CutoutBatchProcessor) -> void:
	if _job != null and _job.state != CutoutJob.State.COMPLETED:
		_asked = {}


func _on_finished(job: CutoutJob) -> void:
	if job.state == CutoutJob.State.COMPLETED:
		var fracture: CutoutFracture = job.result
		view.fracture = fracture
		sentence.text = describe(fracture, source.params)
	elif job.state == CutoutJob.State.FAILED:
		view.fracture = null
		sentence.text = job.error.message


## Returns what there is to say about a fracture: seed, fragments, area, error, and what is odd.
static func describe(fracture: CutoutFracture, params: CutoutFractureParams) -> String:
	var report := fracture.report
	var area: float = report["input_area"]
	var area_error: float = report["area_error"]
	var lines := PackedStringArray()
	(
		lines
		. append(
			(
				"Seed %d makes %d fragments of %s px² together; the polygon has %s px² (area error %s)."
				% [
					params.seed,
					fracture.size(),
					_in_groups(fracture.total_area()),
					_in_groups(area),
					_in_powers(area_error),
				]
			)
		)
	)
	var discarded: float = report["discarded_area"]
	if discarded > 0.0:
		lines.append("Small fragments of %s px² were dropped." % _in_groups(discarded))
	if fracture.removed_area > 0.0:
		lines.append("Cuts and shapes took %s px² away." % _in_groups(fracture.removed_area))
	if report["repaired"]:
		lines.append("The polygon was not valid and was repaired: look for edges that cross.")
	var notes: Array = report["notes"]
	for note: String in notes:
		lines.append(note)
	return "\n".join(lines)


## Returns a small share with two digits, such as 1.8e-16.
static func _in_powers(share: float) -> String:
	if share <= 0.0:
		return "0"
	var power := floori(log(share) / log(10.0))
	return "%.1fe%d" % [share / pow(10.0, power), power]


## Returns a whole number with its digits in groups, which no line break parts.
static func _in_groups(number: float) -> String:
	var digits := str(roundi(number))
	var text := ""
	while digits.length() > 3:
		text = "\u00a0" + digits.right(3) + text
		digits = digits.left(-3)
	return digits + text
