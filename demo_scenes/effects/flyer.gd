extends Camera3D
## A camera that flies: WASD or arrows, Q and E for down and up, Shift for speed, the right mouse
## button held to look around.

const _SPEED := 50.0
const _FAST := 4.0
const _TURN := 0.003

## Whether it follows the keys.
var is_active := true
## Whether it flies on straight ahead.
var is_flying_by_itself := false

var _velocity := Vector3.ZERO


func _process(delta: float) -> void:
	var wish := Vector3.ZERO
	if is_active:
		wish = _wish()
	if is_flying_by_itself:
		wish = Vector3.FORWARD
	var way := Basis(Vector3.UP, rotation.y) * wish
	var speed := _SPEED * (_FAST if Input.is_key_pressed(KEY_SHIFT) else 1.0)
	_velocity = _velocity.lerp(way * speed, 1.0 - exp(-5.0 * delta))
	position += _velocity * delta


func _unhandled_input(event: InputEvent) -> void:
	if not is_active or not Input.is_mouse_button_pressed(MOUSE_BUTTON_RIGHT):
		return
	if event is InputEventMouseMotion:
		var moved := (event as InputEventMouseMotion).relative
		rotation.y -= moved.x * _TURN
		rotation.x = clampf(rotation.x - moved.y * _TURN, -1.4, 1.2)


static func _wish() -> Vector3:
	var wish := Vector3.ZERO
	wish.x = _axis([KEY_A, KEY_LEFT], [KEY_D, KEY_RIGHT])
	wish.y = _axis([KEY_Q], [KEY_E])
	wish.z = _axis([KEY_W, KEY_UP], [KEY_S, KEY_DOWN])
	return wish.normalized()


static func _axis(less: Array[Key], more: Array[Key]) -> float:
	var value := 0.0
	if less.any(Input.is_key_pressed):
		value -= 1.0
	if more.any(Input.is_key_pressed):
		value += 1.0
	return value
