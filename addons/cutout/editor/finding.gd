@tool
extends RefCounted
## What the doctor found out about one thing.

## How it is.
enum State {
	## As it should be.
	GOOD,
	## Wrong: [member sentence] says what to do.
	BAD,
	## Not known, because something before it is wrong, or nobody has asked.
	UNKNOWN,
}

## What it is about.
var title := ""
## How it is.
var state: State = State.UNKNOWN
## What is known in a sentence; if it is wrong, what to do next too.
var sentence := ""


func _init(p_title: String, p_state: State, p_sentence: String) -> void:
	title = p_title
	state = p_state
	sentence = p_sentence


func _to_string() -> String:
	return "%s (%s): %s" % [title, State.find_key(state), sentence]
