extends RefCounted
## The demos in the order of the menu: a folder each, with a scene of the same name.

## The name; the title and a sentence; a colour; and the shape that breaks on the card: how many
## points it has, how deep every second one is notched, how it is stretched, how it breaks.
const ALL: Array[Dictionary] = [
	{
		"name": "mass_destruction",
		"title": "Mass destruction",
		"sentence": "A wave runs through a warehouse with some five hundred things in it.",
		"color": Color("ff8f4a"),
		"corners": 6,
		"notch": 0.0,
		"stretch": Vector2(1.0, 1.0),
		"params": {"pattern": "clustered", "fragment_count": 42, "seed": 4},
	},
	{
		"name": "glass",
		"title": "Glass",
		"sentence": "Panes shatter from where they are hit, and shards shatter again.",
		"color": Color("66d9ff"),
		"corners": 48,
		"notch": 0.0,
		"stretch": Vector2(1.0, 1.0),
		"params": {"pattern": "spiderweb", "ring_count": 4, "ring_size": 15.0, "seed": 2},
	},
	{
		"name": "wood",
		"title": "Wood",
		"sentence": "Boards splinter along their grain.",
		"color": Color("e0a458"),
		"corners": 4,
		"notch": 0.0,
		"stretch": Vector2(2.3, 0.75),
		"params":
		{
			"pattern": "parallel",
			"slice_count": 8,
			"parallel_angle": 4.0,
			"parallel_angle_rand": 0.12,
			"noise_amplitude": 3.0,
			"noise_frequency": 0.06,
			"seed": 5
		},
	},
	{
		"name": "bricks",
		"title": "Bricks",
		"sentence": "A wall stands as long as something holds it.",
		"color": Color("e8645a"),
		"corners": 4,
		"notch": 0.0,
		"stretch": Vector2(1.7, 1.15),
		"params":
		{"pattern": "grid", "grid_rows": 6, "grid_cols": 6, "grid_jitter": 0.12, "seed": 1},
	},
	{
		"name": "sword",
		"title": "Sword",
		"sentence": "Slash with the mouse, and cut what you have cut.",
		"color": Color("7ee08a"),
		"corners": 40,
		"notch": 0.0,
		"stretch": Vector2(1.1, 0.95),
		"params": {"pattern": "cut_radial", "slice_count": 5, "radial_randomness": 0.7, "seed": 3},
	},
	{
		"name": "cardboard",
		"title": "Cardboard",
		"sentence": "Pieces with a thickness: the same fractures in space.",
		"color": Color("d2b48c"),
		"corners": 5,
		"notch": 0.0,
		"stretch": Vector2(1.05, 1.0),
		"params": {"pattern": "poisson", "min_cell_distance": 0.22, "seed": 8},
	},
	{
		"name": "world",
		"title": "World",
		"sentence": "A town without an end, made while you walk.",
		"color": Color("8fd16a"),
		"corners": 4,
		"notch": 0.0,
		"stretch": Vector2(1.3, 1.3),
		"params":
		{"pattern": "cut_grid", "h_slices": 3, "v_slices": 3, "h_angle_rand": 0.12, "seed": 9},
	},
	{
		"name": "town",
		"title": "Prefab town",
		"sentence": "Thousands of prefabs from files stream in around you.",
		"color": Color("f2b880"),
		"corners": 5,
		"notch": 0.0,
		"stretch": Vector2(1.15, 1.2),
		"params":
		{"pattern": "grid", "grid_rows": 4, "grid_cols": 5, "grid_jitter": 0.05, "seed": 3},
	},
	{
		"name": "sequence",
		"title": "Sequence",
		"sentence": "STL files play like a film, loaded while they run.",
		"color": Color("5fd6c8"),
		"corners": 36,
		"notch": 0.0,
		"stretch": Vector2(1.0, 1.0),
		"params": {"pattern": "radial", "ring_count": 3, "ring_size": 18.0, "seed": 7},
	},
	{
		"name": "letters",
		"title": "Letters",
		"sentence": "Nodes of your own break: letters, outlined by their font.",
		"color": Color("ff6b9d"),
		"corners": 10,
		"notch": 0.48,
		"stretch": Vector2(1.15, 1.15),
		"params": {"fragment_count": 26, "seed": 12},
	},
	{
		"name": "stress",
		"title": "Stress",
		"sentence": "Turn everything up, and see what gives.",
		"color": Color("b08cff"),
		"corners": 8,
		"notch": 0.0,
		"stretch": Vector2(1.0, 1.0),
		"params": {"fragment_count": 160, "seed": 6},
	},
]


## Returns the scene of a demo.
static func scene_of(demo: Dictionary) -> String:
	return "res://demo_scenes/%s/%s.tscn" % [demo["name"], demo["name"]]


## Returns those whose scene is there.
static func present() -> Array[Dictionary]:
	return ALL.filter(func(demo: Dictionary) -> bool: return ResourceLoader.exists(scene_of(demo)))
