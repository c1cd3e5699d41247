@abstract
extends RefCounted
## What is seen of the game in a frame, and whether what waits is in order.

const AnyBreakup := preload("any_breakup.gd")

var _has_order := false
var _is_known := false


## Forgets what was seen in the last frame.
func forget() -> void:
	_is_known = false


## Says that something new waits.
func forget_order() -> void:
	_has_order = false


## Returns [code]true[/code] if something new waits.
func needs_order() -> bool:
	return not _has_order


## Returns [code]true[/code] if [param node] may be seen.
@abstract func sees_node(node: Node, viewport: Viewport) -> bool


## Orders what waits: what matters most comes last.
func sort(_waiting: Array[AnyBreakup], _viewport: Viewport) -> void:
	_has_order = true
