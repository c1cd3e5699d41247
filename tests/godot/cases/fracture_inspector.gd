extends "../case.gd"
## The inspector shows the parameters of the chosen pattern and those that all patterns have, and a
## request carries the same.


func run() -> void:
	var params := CutoutFractureParams.new()
	var changed := [0]
	params.property_list_changed.connect(func() -> void: changed[0] += 1)
	var shared := {"pattern": true}
	for field in CutoutFractureParams.COMMON:
		shared[field] = true
	for field: String in CutoutFractureParams.OPTIONAL:
		shared[field] = true
	for pattern: String in CutoutFractureParams.FIELDS:
		var before: int = changed[0]
		params.pattern = pattern
		equal(changed[0], before + 1, "the inspector is told of " + pattern)
		var own: Array = CutoutFractureParams.FIELDS[pattern]
		var expected := shared.duplicate()
		for field: String in own:
			expected[field] = true
		equal(_sorted(_shown(params)), _sorted(expected.keys()), "fields shown of " + pattern)
		for field: String in CutoutFractureParams.OPTIONAL:
			expected.erase(field)
		equal(
			_sorted(params.to_dictionary().keys()),
			_sorted(expected.keys()),
			"fields sent of " + pattern
		)
	params.extrude_depth = 2.0
	params.max_refracture_depth = 5
	var sent := params.to_dictionary()
	equal(sent.get("extrude_depth"), 2.0, "an optional field that differs is sent")
	equal(sent.get("max_refracture_depth"), 5, "and so is another")
	check(not sent.has("uv_rect"), "one that does not differ is not")


func _shown(params: CutoutFractureParams) -> Array:
	var names := []
	for property in params.get_property_list():
		var usage: int = property["usage"]
		if usage & PROPERTY_USAGE_SCRIPT_VARIABLE and usage & PROPERTY_USAGE_EDITOR:
			names.append(property["name"])
	return names


func _sorted(names: Array) -> Array:
	names.sort()
	return names
