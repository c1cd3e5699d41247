extends RefCounted
## Tells results apart, bit by bit, as [code]tests/support/fracture_hash.py[/code] does.


## Returns a hash of everything in a result.
static func of(fracture: CutoutFracture) -> String:
	var rings: Array = []
	var triangles: Array = []
	var surfaces: Array = []
	for i in fracture.size():
		rings.append(fracture.ring(i))
		triangles.append(fracture.triangles(i))
		for arrays in fracture.surfaces(i):
			for kind: int in [
				Mesh.ARRAY_VERTEX, Mesh.ARRAY_NORMAL, Mesh.ARRAY_TEX_UV, Mesh.ARRAY_INDEX
			]:
				surfaces.append(arrays[kind])
	var bytes := var_to_bytes(
		{
			"areas": fracture.areas,
			"centroids": fracture.centroids,
			"neighbours": fracture.neighbours,
			"shared_lengths": fracture.shared_lengths,
			"report": fracture.report,
			"rings": rings,
			"triangles": triangles,
			"surfaces": surfaces,
		}
	)
	var context := HashingContext.new()
	context.start(HashingContext.HASH_SHA256)
	context.update(bytes)
	return context.finish().hex_encode()
