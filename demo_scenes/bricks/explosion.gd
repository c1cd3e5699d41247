extends Node2D
## A flash, fire, and dust that stays in the air. It is gone with the dust.

const _FLASH_SEC := 0.35

@onready var _dust: CPUParticles2D = $Dust
@onready var _fire: CPUParticles2D = $Fire
@onready var _light: PointLight2D = $Light


func _ready() -> void:
	_dust.emitting = true
	_fire.emitting = true
	create_tween().tween_property(_light, ^"energy", 0.0, _FLASH_SEC)
