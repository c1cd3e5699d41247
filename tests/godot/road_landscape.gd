extends Node3D
## Hills to cut roads into: a height field, sky, sun and camera.

const _COLUMNS := 129
const _STEP := 3.0
const _GRASS := Color(0.36, 0.43, 0.20)
const _EARTH := Color(0.47, 0.40, 0.29)

var _heights := PackedFloat32Array()
var _camera := Camera3D.new()
var _ground := MeshInstance3D.new()


func _ready() -> void:
	add_child(_camera)
	add_child(_ground)
	var sun := DirectionalLight3D.new()
	sun.rotation_degrees = Vector3(-38, -130, 0)
	sun.light_energy = 0.95
	sun.light_color = Color(1.0, 0.95, 0.86)
	sun.shadow_enabled = true
	sun.directional_shadow_max_distance = 350.0
	add_child(sun)
	var sky := Sky.new()
	var colors := ProceduralSkyMaterial.new()
	colors.energy_multiplier = 0.8
	colors.sky_top_color = Color(0.25, 0.45, 0.75)
	colors.sky_horizon_color = Color(0.72, 0.80, 0.88)
	colors.ground_horizon_color = Color(0.72, 0.80, 0.88)
	colors.ground_bottom_color = Color(0.62, 0.70, 0.76)
	colors.ground_curve = 0.4
	sky.sky_material = colors
	var environment := Environment.new()
	environment.background_mode = Environment.BG_SKY
	environment.sky = sky
	environment.ambient_light_source = Environment.AMBIENT_SOURCE_SKY
	environment.ambient_light_energy = 0.45
	environment.tonemap_mode = Environment.TONE_MAPPER_FILMIC
	environment.fog_enabled = true
	environment.fog_light_color = Color(0.72, 0.80, 0.88)
	environment.fog_density = 0.0004
	environment.fog_sky_affect = 0.0
	var world := WorldEnvironment.new()
	world.environment = environment
	add_child(world)


## Makes the hills; [param valley] is how deep a river has cut into them, in metres.
func shape_hills(height: float, valley: float) -> void:
	var noise := FastNoiseLite.new()
	noise.seed = 7
	noise.frequency = 0.009
	_heights.resize(_COLUMNS * _COLUMNS)
	for row in _COLUMNS:
		for column in _COLUMNS:
			var x := (column - _COLUMNS / 2.0) * _STEP
			var z := (row - _COLUMNS / 2.0) * _STEP
			var bank := smoothstep(25.0, 110.0, absf(x - 0.2 * z - 10.0))
			var y := noise.get_noise_2d(x, z) * 2.0 * height
			_heights[row * _COLUMNS + column] = y + valley * (0.62 * bank - 0.35)
	_draw_ground()


func terrain() -> Dictionary:
	var shape := HeightMapShape3D.new()
	shape.map_width = _COLUMNS
	shape.map_depth = _COLUMNS
	shape.map_data = _heights
	return CutoutRoads.terrain_from(shape, Vector3.ZERO, _STEP)


func show_road(result: Dictionary) -> void:
	if result.has("terrain_heights"):
		_heights = result["terrain_heights"]
		_draw_ground()
	var road := MeshInstance3D.new()
	road.mesh = CutoutRoads.make_mesh(result)
	add_child(road)


## Places the camera over the ground.
func look(eye: Vector3, target: Vector3) -> void:
	_camera.fov = 55.0
	_camera.look_at_from_position(eye, target)


func _draw_ground() -> void:
	var tool := SurfaceTool.new()
	tool.begin(Mesh.PRIMITIVE_TRIANGLES)
	for row in _COLUMNS:
		for column in _COLUMNS:
			var steep := absf(_height(row, column + 1) - _height(row, column - 1))
			steep += absf(_height(row + 1, column) - _height(row - 1, column))
			var shade := 0.9 + 0.1 * sin(column * 1.7 + row * 2.3) * sin(column * 0.6 - row * 0.9)
			tool.set_color(_GRASS.lerp(_EARTH, smoothstep(1.5, 4.5, steep)) * shade)
			tool.add_vertex(_place(row, column))
	for row in _COLUMNS - 1:
		for column in _COLUMNS - 1:
			var corner := row * _COLUMNS + column
			for step: int in [0, 1, _COLUMNS, 1, _COLUMNS + 1, _COLUMNS]:
				tool.add_index(corner + step)
	tool.generate_normals()
	var material := StandardMaterial3D.new()
	material.vertex_color_use_as_albedo = true
	material.vertex_color_is_srgb = true
	material.roughness = 1.0
	tool.set_material(material)
	_ground.mesh = tool.commit()


func _place(row: int, column: int) -> Vector3:
	var half := (_COLUMNS - 1) * _STEP / 2.0
	return Vector3(column * _STEP - half, _height(row, column), row * _STEP - half)


func _height(row: int, column: int) -> float:
	var last := _COLUMNS - 1
	return _heights[clampi(row, 0, last) * _COLUMNS + clampi(column, 0, last)]
