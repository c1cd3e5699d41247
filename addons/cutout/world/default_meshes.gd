extends RefCounted
## What is repeated in chunks looks like this unless the game says otherwise: made once, by script,
## of few triangles. A mesh is 1 m high, wide and deep and stands on the plane y = 0, its middle
## over the origin; instances give it size and colour.

const DefaultMaterials := preload("default_materials.gd")
const PrimitiveJoiner := preload("primitive_joiner.gd")

## What stands in for a chunk that could not be made: a square from (0, 0) to (1, 1).
const PLACEHOLDER := "placeholder"

# Bark is what the colour of leaves becomes when it is multiplied by this.
const _BARK := Color(1.0, 0.62, 0.72)


## Returns the mesh of a type; a box if it is unknown.
static func make(type: String) -> Mesh:
	var joiner := PrimitiveJoiner.new()
	match type:
		PLACEHOLDER:
			return _square()
		"tree":
			_add_trunk(joiner, 0.4, 0.05)
			_add_leaves(joiner, Vector3(0.0, 0.62, 0.0), Vector3(0.46, 0.36, 0.46))
			_add_leaves(joiner, Vector3(0.16, 0.48, 0.1), Vector3(0.3, 0.22, 0.3))
			return joiner.commit(DefaultMaterials.make_tinted())
		"bush":
			_add_leaves(joiner, Vector3(0.0, 0.38, 0.0), Vector3(0.5, 0.6, 0.5))
			return joiner.commit(DefaultMaterials.make_tinted())
		"conifer":
			_add_trunk(joiner, 0.2, 0.06)
			for tier: Vector3 in [
				Vector3(0.1, 0.5, 0.5), Vector3(0.36, 0.4, 0.38), Vector3(0.6, 0.4, 0.25)
			]:
				_add_tier(joiner, tier.x, tier.y, tier.z)
			return joiner.commit(DefaultMaterials.make_tinted())
		"roof":
			return _gable()
		"building":
			return _box(DefaultMaterials.make("facade"))
	return _box(DefaultMaterials.make_tinted())


static func _square() -> Mesh:
	var mesh := PlaneMesh.new()
	mesh.size = Vector2.ONE
	mesh.center_offset = Vector3(0.5, 0.0, 0.5)
	mesh.material = DefaultMaterials.make("ground")
	return mesh


static func _box(material: Material) -> Mesh:
	var joiner := PrimitiveJoiner.new()
	joiner.add(BoxMesh.new(), Transform3D(Basis.IDENTITY, Vector3(0.0, 0.5, 0.0)), Color.WHITE)
	return joiner.commit(material)


static func _gable() -> Mesh:
	var prism := PrismMesh.new()
	var joiner := PrimitiveJoiner.new()
	# A prism has its ridge along z.
	var turned := Basis(Vector3.UP, PI / 2.0)
	joiner.add(prism, Transform3D(turned, Vector3(0.0, 0.5, 0.0)), Color.WHITE)
	return joiner.commit(DefaultMaterials.make_tinted())


static func _add_trunk(joiner: PrimitiveJoiner, height: float, radius: float) -> void:
	var trunk := CylinderMesh.new()
	trunk.radial_segments = 5
	trunk.rings = 0
	trunk.cap_bottom = false
	trunk.cap_top = false
	var size := Vector3(radius / 0.5, height / 2.0, radius / 0.5)
	var place := Transform3D(Basis.from_scale(size), Vector3(0.0, height * 0.5, 0.0))
	joiner.add(trunk, place, _BARK)


static func _add_leaves(joiner: PrimitiveJoiner, middle: Vector3, radii: Vector3) -> void:
	var ball := SphereMesh.new()
	ball.radial_segments = 8
	ball.rings = 4
	joiner.roughness = 0.16
	joiner.add(ball, Transform3D(Basis.from_scale(radii / 0.5), middle), Color.WHITE)
	joiner.roughness = 0.0


static func _add_tier(joiner: PrimitiveJoiner, base: float, height: float, radius: float) -> void:
	var cone := CylinderMesh.new()
	cone.radial_segments = 8
	cone.rings = 0
	cone.top_radius = 0.0
	cone.cap_top = false
	var size := Vector3(radius / 0.5, height / 2.0, radius / 0.5)
	joiner.roughness = 0.06
	joiner.add(
		cone,
		Transform3D(Basis.from_scale(size), Vector3(0.0, base + height * 0.5, 0.0)),
		Color.WHITE
	)
	joiner.roughness = 0.0
