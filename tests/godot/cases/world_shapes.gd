extends "world_stage.gd"
## Results of the wrong shape are failures that say what is wrong, and never an error in a script.

const _WORDS: Dictionary[String, String] = {
	"return text": "String",
	"return nothing": "Nil",
	"no mesh": "mesh",
	"no indices": "indices",
	"mesh of text": "mesh",
	"offsets beyond": "vertex_offsets",
	"no counts": "counts",
	"counts beyond": "buffer",
	"negative counts": "-1",
	"one count": "counts",
	"ragged heights": "heights",
	"a single height": "heights",
	"no step": "height_step",
	"endless step": "height_step",
	"half a box": "boxes",
	"half a triangle": "collider",
	"text for boxes": "boxes",
}


func run() -> void:
	await wait_for_workers()
	new_world()
	world.load_distance = 1.0
	world.retries = 0
	var viewer := new_viewer(Vector3(100, 0, 100))
	await settle("a good one is there")
	for fault in _WORDS:
		world.options = {"test": {"fault": fault}}
		viewer.position.x += 2000.0
		await pass_frames(2)
		await settle("'%s' has failed" % fault)
		equal(errors.size(), 1, "failures by '%s'" % fault)
		for coordinate in errors:
			var error := errors[coordinate]
			equal(error.code, CutoutError.Code.INTERNAL, "code of '%s'" % fault)
			check(_WORDS[fault] in error.message, "'%s': %s" % [fault, error.message])
			check(world.get_chunk_root(coordinate) != null, "something stands in")
	world.options = {"test": {}}
	world.reload()
	await pass_frames(2)
	await settle("all is well again")
	check(world.is_loaded(world.chunk_at(viewer.position)), "the last one is there")
