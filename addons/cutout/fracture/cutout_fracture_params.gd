class_name CutoutFractureParams
extends Resource
## How a polygon breaks. The same names work as keys of a [Dictionary], and in Python.

## How seed points are laid out; each fragment is the part of the polygon nearest to its point.
@export_enum("random") var pattern := "random"
## The same seed breaks the same polygon in the same way.
# The name is that of the peers and of the Python API.
@warning_ignore("shadowed_global_identifier") @export var seed := 0
## How many seed points there are. A concave polygon may break into more fragments.
@export_range(1, 1024) var fragment_count := 10
## Fragments smaller than this, in square pixels, are joined to a neighbour.
@export_range(0.0, 1000.0, 0.1, "or_greater") var min_fragment_area := 0.0


## Returns the parameters under the names that the workers know.
func to_dictionary() -> Dictionary:
	return {
		"pattern": pattern,
		"seed": seed,
		"fragment_count": fragment_count,
		"min_fragment_area": min_fragment_area,
	}


## Returns [param params], a [Dictionary], a [CutoutFractureParams] or [code]null[/code] for the
## defaults, as a dictionary. Logs and returns an empty one if it is something else.
static func dictionary_from(params: Variant) -> Dictionary:
	if params is CutoutFractureParams:
		var own: CutoutFractureParams = params
		return own.to_dictionary()
	if params is Dictionary:
		return params
	if params != null:
		push_error(
			(
				"Cutout: params is %s; pass a Dictionary or CutoutFractureParams."
				% type_string(typeof(params))
			)
		)
	return {}
