extends "../../jobs/threaded_build.gd"
## Reads the answer of a worker to the kind [code]prefab[/code] in a thread of the engine: decoding,
## checking and laying out a prefab of 1,000 nodes takes milliseconds.

const PrefabForm := preload("../forms/prefab_form.gd")
const PrefabPlan := preload("../forms/prefab_plan.gd")
const PrefabSources := preload("prefab_sources.gd")
const ScriptPermissions := preload("script_permissions.gd")

## Which files may bring code.
var permissions: ScriptPermissions

## What was made. Until [signal ended], for the thread.
var plan: PrefabPlan
## The compiled form.
var form := {}
## How many bytes the answer has.
var size := 0
## What the files looked like, see [code]prefab_sources.gd[/code].
var stamp := ""


func _outcome() -> Variant:
	return plan


func _error() -> CutoutError:
	return plan.error if plan != null and plan.error != null else super()


func _run() -> void:
	size = bytes.size()
	var result: Variant = null if bytes.is_empty() else bytes_to_var(bytes)
	fault = PrefabForm.fault_of(result)
	if not fault.is_empty():
		return
	form = result
	plan = PrefabPlan.new()
	plan.read(key, form, permissions)
	fault = plan.fault
	if fault.is_empty() and plan.error == null:
		stamp = PrefabSources.stamp_of(PackedStringArray(plan.sources.keys()))
