extends RefCounted
## The way back of the pieces of a body in space that is healed.

const DONE := 1.0

var _body: Node3D
var _homes: Array[Transform3D] = []
var _pieces: Array[CutoutFragment3D] = []
var _share := 0.0
var _starts: Array[Transform3D] = []


## Stops the pieces where they are. Not typed: some may have been freed.
func _init(body: Node3D, pieces: Array) -> void:
	_body = body
	for item: Variant in pieces:
		if not is_instance_valid(item):
			continue
		var piece: CutoutFragment3D = item
		if piece.is_queued_for_deletion() or not piece.is_inside_tree():
			continue
		piece.freeze = true
		piece.collision_layer = 0
		piece.collision_mask = 0
		_pieces.append(piece)
		_starts.append(piece.global_transform)
		var extrusion := piece.look.extrusion
		var middle := extrusion.to_space(piece.fracture.centroids[piece.index])
		_homes.append(Transform3D(Basis.IDENTITY, middle))


## Moves the pieces on by a share of their way. Returns [code]true[/code] once they are there.
func advance(weight: float) -> bool:
	_share += weight
	var eased := smoothstep(0.0, DONE, _share)
	var place := _body.global_transform.orthonormalized()
	for i in _pieces.size():
		# Not typed: it may have been freed on the way.
		var item: Variant = _pieces[i]
		if is_instance_valid(item):
			var piece: CutoutFragment3D = item
			piece.global_transform = _starts[i].interpolate_with(place * _homes[i], eased)
	return _share >= DONE


## Frees the pieces within the frame budget; none is seen any more.
func free_pieces(processor: CutoutBatchProcessor) -> void:
	for item: Variant in _pieces:
		if is_instance_valid(item):
			var piece: CutoutFragment3D = item
			piece.hide()
			processor.push_free(piece)
	_pieces.clear()
