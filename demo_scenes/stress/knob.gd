extends HBoxContainer
## A slider with its name and its value.

## The slider was moved.
signal moved(value: int)

@export var title := ""
@export var least := 0
@export var most := 100
@export var step := 1
@export var value := 10

@onready var _slider: HSlider = $Slider
@onready var _value: Label = $Value


func _ready() -> void:
	($Title as Label).text = title
	_slider.min_value = least
	_slider.max_value = most
	_slider.step = step
	_slider.value = value
	_value.text = str(value)
	_slider.value_changed.connect(_on_value_changed)


func _on_value_changed(new_value: float) -> void:
	value = roundi(new_value)
	_value.text = str(value)
	moved.emit(value)
