extends Control
## All demos, a card each.

const Card := preload("card.gd")
const Demos := preload("demos.gd")
const CARD := preload("card.tscn")

@onready var _cards: GridContainer = %Cards


func _ready() -> void:
	for demo in Demos.present():
		var card: Card = CARD.instantiate()
		_cards.add_child(card)
		card.show_demo(demo)
		card.pressed.connect(_open.bind(Demos.scene_of(demo)))
		card.mouse_entered.connect(card.grab_focus)
	(_cards.get_child(0) as Card).grab_focus()


func _unhandled_key_input(event: InputEvent) -> void:
	if event.is_action_pressed(&"ui_cancel"):
		get_tree().quit()


## For the stage: waits until every card can come apart, and the first one has.
func play() -> void:
	for card: Card in _cards.get_children():
		while not card.is_broken():
			await get_tree().process_frame
	await get_tree().create_timer(0.7).timeout


func _open(scene: String) -> void:
	get_tree().change_scene_to_file(scene)
