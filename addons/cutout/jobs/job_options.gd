extends RefCounted
## What [method CutoutBatchProcessor.submit] may be told about a job.

const _NAMES: PackedStringArray = [
	"priority", "deadline_sec", "wait_limit_sec", "owner", "key", "cache"
]
const _BANDS: Dictionary[String, CutoutJob.Priority] = {
	"critical": CutoutJob.Priority.CRITICAL,
	"high": CutoutJob.Priority.HIGH,
	"normal": CutoutJob.Priority.NORMAL,
	"low": CutoutJob.Priority.LOW,
}


## Sets what the options say on a job. Logs and returns [code]false[/code] if one is unknown or
## wrong.
static func apply(options: Dictionary, job: CutoutJob) -> bool:
	for option: Variant in options:
		var value: Variant = options[option]
		var problem := _apply_one(str(option), value, job)
		if not problem.is_empty():
			push_error("Cutout: %s" % problem)
			return false
	return true


## Returns a priority from a number or the name of a band, within its limits; [code]null[/code] if
## it is neither.
static func priority_from(value: Variant) -> Variant:
	if value is int:
		var number: int = value
		return clampi(number, -CutoutJob.MOST_URGENT, CutoutJob.MOST_URGENT)
	if value is String or value is StringName:
		return _BANDS.get(str(value))
	return null


## Sets one option, and returns what is wrong with it; empty if nothing is.
static func _apply_one(option: String, value: Variant, job: CutoutJob) -> String:
	match option:
		"priority":
			var priority: Variant = priority_from(value)
			if priority == null:
				return "priority is %s; pass a number or one of %s." % [value, _BANDS.keys()]
			job.priority = priority
		"deadline_sec", "wait_limit_sec":
			var seconds: float = value if value is float or value is int else 0.0
			if not seconds > 0.0:
				return "%s is %s; pass a number of seconds above 0." % [option, value]
			if option == "deadline_sec":
				job.deadline_msec = maxi(1, roundi(seconds * 1000.0))
			else:
				job.wait_limit_usec = maxi(1, int(seconds * 1e6))
		"owner":
			if not (is_instance_valid(value) and value is Node):
				return "owner is %s; pass a Node that exists." % value
			var node: Node = value
			job.owner_id = node.get_instance_id()
		"key":
			job.key = key_from(value)
		"cache":
			if not value is bool:
				return "cache is %s; pass true or false." % value
			job.may_be_cached = value
		_:
			return "there is no option '%s'; pass one of %s." % [option, ", ".join(_NAMES)]
	return ""


## Returns what to look a key up by: the instance id for an object, since an object may be freed.
static func key_from(value: Variant) -> Variant:
	if value is Object and is_instance_valid(value):
		var object: Object = value
		return object.get_instance_id()
	return value
