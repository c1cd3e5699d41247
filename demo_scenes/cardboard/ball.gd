extends RigidBody3D
## A ball that goes through cardboard: what it touches breaks there.
##
## It collides with the ground and with pieces only. For sheets it looks ahead: a ball that bounces
## off before its hole is there would not look like one.

const _DAMAGE := 30.0
const _LIFE_SEC := 6.0
const _SHEETS := 4
const _LOSS := 0.8

var _query := PhysicsShapeQueryParameters3D.new()


func _ready() -> void:
	_query.shape = ($Shape as CollisionShape3D).shape
	_query.collision_mask = _SHEETS
	get_tree().create_timer(_LIFE_SEC, false, true).timeout.connect(_shrink)


func _physics_process(delta: float) -> void:
	# As long as a ball is wider than its way in a tick, there is no gap between two looks.
	var ahead := global_position + linear_velocity * delta
	_query.transform = Transform3D(Basis.IDENTITY, ahead)
	for hit in get_world_3d().direct_space_state.intersect_shape(_query):
		var sheet: CutoutDestructible3D = hit["collider"]
		sheet.damage(_DAMAGE, ahead, linear_velocity)
		_query.exclude += [sheet.get_rid()]
		linear_velocity *= _LOSS


func _shrink() -> void:
	var tween := create_tween()
	tween.tween_property($Mesh as Node3D, ^"scale", Vector3.ONE * 0.01, 0.4)
	tween.tween_callback(queue_free)
