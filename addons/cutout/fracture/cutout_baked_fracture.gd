@tool
@icon("../editor/icons/baked_fracture.svg")
class_name CutoutBakedFracture
extends Resource
## A fracture that was computed beforehand: what it belongs to breaks without a worker, in the frame
## in which it is asked to.
##
## Made by the button [i]Bake[/i] in the inspector, which keeps it in the scene, or behind a loading
## bar by [method CutoutBatchProcessor.prebake]. It answers one request only: the same polygon and
## the same parameters, seed and hit point included. Whatever differs breaks live.
## [codeblock]
## var baked := CutoutBakedFracture.of(crate)
## if baked != null and baked.matches(payload):
##     crate.apply_fracture(baked.to_fracture())
## [/codeblock]

## Where a node keeps its fracture: a property of this name, if its script has one, else
## [constant METADATA].
const PROPERTY := &"baked"
## The metadata in which any other node keeps its fracture.
const METADATA := &"cutout_baked"
## Changes whenever the layout of results does: what was baked in another one is out of date.
const FORMAT := 1

## The layout of [member body].
@export_storage var format := 0
## Which request this answers: see [method hash_of].
@export_storage var request_hash := ""
## The result, as the worker sent it.
@export_storage var body := PackedByteArray()


## Returns the fracture of a request, ready to be saved.
static func from_result(payload: Dictionary, fracture: CutoutFracture) -> CutoutBakedFracture:
	var baked := CutoutBakedFracture.new()
	baked.format = FORMAT
	baked.request_hash = hash_of(payload)
	baked.body = fracture.to_body()
	return baked


## Returns the SHA-256 of a request, in hexadecimal. [param payload] is the payload of a job of the
## kind [code]fracture[/code]: [code]points[/code], [code]offsets[/code] and [code]params[/code],
## these in any order and with or without those that have their defaults.
static func hash_of(payload: Dictionary) -> String:
	var given: Dictionary = payload["params"]
	var defaults := CutoutFractureParams.new()
	defaults.pattern = given.get("pattern", defaults.pattern)
	var params := defaults.to_dictionary()
	for field: Variant in given:
		if not CutoutFractureParams.OPTIONAL.has(field):
			params[field] = given[field]
		elif not is_same(CutoutFractureParams.OPTIONAL[field], given[field]):
			params[field] = given[field]
	params.sort()
	var context := HashingContext.new()
	context.start(HashingContext.HASH_SHA256)
	context.update(var_to_bytes([payload["points"], payload["offsets"], params]))
	return context.finish().hex_encode()


## Returns what a node keeps; [code]null[/code] if nothing was baked for it.
static func of(node: Node) -> CutoutBakedFracture:
	var kept: Variant
	if PROPERTY in node:
		kept = node.get(PROPERTY)
	elif node.has_meta(METADATA):
		kept = node.get_meta(METADATA)
	return kept if kept is CutoutBakedFracture else null


## Gives a node what it keeps; [code]null[/code] takes it away.
static func attach(node: Node, baked: CutoutBakedFracture) -> void:
	if PROPERTY in node:
		node.set(PROPERTY, baked)
	elif baked != null:
		node.set_meta(METADATA, baked)
	else:
		node.remove_meta(METADATA)


## Returns whether this is the fracture of a request; see [method hash_of]. Costs about as much as
## encoding the request once.
func matches(payload: Dictionary) -> bool:
	return format == FORMAT and not body.is_empty() and hash_of(payload) == request_hash


## Returns the fracture: a new object at each call, decoded when it is first looked at.
func to_fracture() -> CutoutFracture:
	return CutoutFracture.from_body(body)
